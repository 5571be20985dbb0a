"""The text export of WhatsApp, of iOS and of Android in any language: reading it, and what it says in our words."""

from veche.movein.whatsapp.export import FORMAT, Export, main_of

__all__ = ["FORMAT", "Export", "main_of"]
