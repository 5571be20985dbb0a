"""What is told to people who are not looking: sounds, quiet hours, mentions, push. The door."""

from veche.notices.actions import Notices
from veche.notices.hears import Teller
from veche.notices.routes import commands
from veche.notices.store.forgetting import forget_person
from veche.notices.webpush import Vapid, new_key

__all__ = ["Notices", "Teller", "Vapid", "commands", "forget_person", "new_key"]
