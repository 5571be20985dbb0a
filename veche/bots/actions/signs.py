"""What we give out to bots and take back: tokens of files, addresses of uploads and downloads, numbers of callbacks.

Nothing of it is stored: each carries what it is about and our signature. Another bot can do nothing with it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from typing import Final, Literal, NamedTuple

from veche.bots.actions.seal import Seal
from veche.ground.clock import Clock
from veche.ground.errors import BadInput, NotFound, VecheError
from veche.ground.ids import ActorId, BotId, ChatId, PersonId

UploadKind = Literal["image", "video", "audio", "file"]
Variant = Literal["", "preview", "thumb"]
KINDS: Final[tuple[UploadKind, ...]] = ("image", "video", "audio", "file")
VARIANTS: Final[tuple[Variant, ...]] = ("", "preview", "thumb")
MAC: Final = 16
DOWNLOAD_DAYS: Final = 7
_DAY_MS: Final = 86_400_000
_FILE: Final = struct.Struct(">QQ")
_UPLOAD: Final = struct.Struct(">BQQ")
_DOWNLOAD: Final = struct.Struct(">BQQI")
_CALLBACK: Final = struct.Struct(">QQQQQQQ")


class Upload(NamedTuple):
    """Where one file comes in."""

    kind: UploadKind
    bot: BotId
    file: int


class Download(NamedTuple):
    """Which file goes out to whom."""

    variant: Variant
    bot: BotId
    file: int


class Press(NamedTuple):
    """A button that was pressed: under which message, by whom, for which of his sockets."""

    bot: BotId
    chat: ChatId
    seq: int
    actor: ActorId
    person: PersonId
    number: int
    at_ms: int


class Signs:
    """Signs and reads. What was changed or was given to another bot is as if it had never been there."""

    def __init__(self, seal: Seal, clock: Clock) -> None:
        self._seal = seal
        self._clock = clock

    def token(self, bot: BotId, file: int) -> str:
        """The name of a file for this bot: it may be sent as often as one likes."""
        return self._signed(_FILE.pack(bot, file), "bot-file")

    def file_of(self, bot: BotId, token: str) -> int:
        """Raises NotFound("file_not_found")."""
        whose, file = _FILE.unpack(self._read(token, _FILE, "bot-file", NotFound("file_not_found")))
        if whose != bot:
            raise NotFound("file_not_found")
        return int(file)

    def upload(self, kind: UploadKind, bot: BotId, file: int) -> str:
        return self._signed(_UPLOAD.pack(KINDS.index(kind), bot, file), "bot-upload")

    def read_upload(self, text: str) -> Upload:
        """Raises NotFound("bot_upload_unknown")."""
        kind, bot, file = _UPLOAD.unpack(self._read(text, _UPLOAD, "bot-upload", NotFound("bot_upload_unknown")))
        return Upload(KINDS[kind], BotId(bot), file)

    def download(self, bot: BotId, file: int, variant: Variant = "") -> str:
        """Runs out after a week or a day more; the same all day long, so that it can be cached."""
        day = self._clock.ms() // _DAY_MS + DOWNLOAD_DAYS + 1
        return self._signed(_DOWNLOAD.pack(VARIANTS.index(variant), bot, file, day), "bot-download")

    def read_download(self, text: str) -> Download:
        """Raises NotFound("file_not_found")."""
        unknown = NotFound("file_not_found")
        variant, bot, file, day = _DOWNLOAD.unpack(self._read(text, _DOWNLOAD, "bot-download", unknown))
        if self._clock.ms() // _DAY_MS >= day:
            raise unknown
        return Download(VARIANTS[variant], BotId(bot), file)

    def callback(self, press: Press) -> str:
        return self._signed(_CALLBACK.pack(*press), "bot-callback")

    def read_callback(self, bot: BotId, text: str) -> Press:
        """Raises BadInput("bot_callback_unknown")."""
        unknown = BadInput("bot_callback_unknown")
        whose, chat, seq, actor, person, number, at_ms = _CALLBACK.unpack(
            self._read(text, _CALLBACK, "bot-callback", unknown)
        )
        if whose != bot:
            raise unknown
        return Press(BotId(whose), ChatId(chat), seq, ActorId(actor), PersonId(person), number, at_ms)

    def _signed(self, content: bytes, purpose: str) -> str:
        return base64.urlsafe_b64encode(content + self._mac(content, purpose)).decode().rstrip("=")

    def _read(self, text: str, form: struct.Struct, purpose: str, unknown: VecheError) -> bytes:
        size = form.size + MAC
        if len(text) != (size * 4 + 2) // 3 or not text.isascii():
            raise unknown
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except binascii.Error:
            raise unknown from None
        content, mac = raw[: form.size], raw[form.size :]
        if not hmac.compare_digest(mac, self._mac(content, purpose)):
            raise unknown
        return content

    def _mac(self, content: bytes, purpose: str) -> bytes:
        return self._seal.sign(content.hex(), purpose=purpose)[:MAC]
