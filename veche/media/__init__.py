"""Files: uploads, checks, previews, downloads. The door for domains above."""

from veche.media.actions.files import Files
from veche.media.avatars import must_be_avatar
from veche.media.hub import Media, MediaParts
from veche.media.links import LinkCard, Links
from veche.media.stickers import Stickers
from veche.media.store.files import Offered
from veche.media.store.forgetting import forget_person
from veche.media.wire import EVENTS, FileCard

__all__ = [
    "EVENTS",
    "FileCard",
    "Files",
    "LinkCard",
    "Links",
    "Media",
    "MediaParts",
    "Offered",
    "Stickers",
    "forget_person",
    "must_be_avatar",
]
