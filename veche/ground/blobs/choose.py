"""Which store an installation has, by its settings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from veche.ground.addresses import Policy
from veche.ground.blobs.local import LocalBlobs
from veche.ground.blobs.port import Blobs
from veche.ground.config import Settings
from veche.ground.failure import CannotStart


def media_folder(settings: Settings) -> Path:
    """Where unfinished uploads are, and blobs too unless they are in an S3."""
    return Path(settings.media_folder) if settings.media_folder else settings.data / "media"


def open_blobs(settings: Settings) -> Blobs:
    """The store; nothing is made or asked yet. Raises CannotStart for settings that contradict each other."""
    if not settings.s3_bucket:
        return LocalBlobs(media_folder(settings) / "blobs")
    _check_allowed(settings)
    from veche.ground.blobs.s3 import S3Blobs  # the client is loaded only where it is used

    return S3Blobs(
        endpoint=settings.s3_endpoint.rstrip("/"),
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        key_id=settings.s3_key_id,
        secret=settings.s3_secret,
    )


def _check_allowed(settings: Settings) -> None:
    """A sealed installation goes nowhere that its list does not name, its own store included."""
    if not settings.sealed:
        return
    parts = urlsplit(settings.s3_endpoint or f"https://s3.{settings.s3_region}.amazonaws.com")
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    policy = Policy(sealed=True, allow=settings.outgoing_allow)
    refused = policy.refuses_name(host, port)
    if refused is None and _is_address(host):
        refused = policy.refuses_address(host, port, host)
    if refused is not None:
        raise CannotStart("store_sealed", host=host)


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
