"""Where the content of files is kept: local folders, or any S3."""

from veche.ground.blobs.choose import media_folder, open_blobs
from veche.ground.blobs.local import LocalBlobs
from veche.ground.blobs.port import BLOCK, BlobMissing, Blobs, hash_of

__all__ = ["BLOCK", "BlobMissing", "Blobs", "LocalBlobs", "hash_of", "media_folder", "open_blobs"]
