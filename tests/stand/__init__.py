"""The stand for authors of bots."""
