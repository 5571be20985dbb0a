"""Files over HTTP and the socket: commands, uploads by tus, downloads."""

from veche.media.routes.commands import commands
from veche.media.routes.downloads import download_stream
from veche.media.routes.tus import tus_stream

__all__ = ["commands", "download_stream", "tus_stream"]
