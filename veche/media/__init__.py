"""Files: uploads, checks, previews, downloads. The door for domains above."""

from veche.media.actions.files import Files
from veche.media.wire import FileCard

__all__ = ["FileCard", "Files"]
