"""Mini apps: catalogue, consents, start. The door for the composition root."""

from veche.services.actions import FRAME, Services
from veche.services.routes import AppFrame, commands
from veche.services.store.consents import forget_person

__all__ = ["FRAME", "AppFrame", "Services", "commands", "forget_person"]
