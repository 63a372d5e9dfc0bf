"""Signed tree heads: the key, the signature, and the lines that a witness keeps."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from muntada.access import clock
from muntada.trail.canonical import canonical, moment

CONTEXT = b"muntada trail head\n"  # so that a signature of ours is never taken for one on something else


class KeyUnusable(Exception):
    """Raised where the signing key cannot be read or made; the text says what to do."""


class NotAHead(ValueError):
    """Raised for a line of a witness file that is no head."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What the log was at a moment: its size in leaves and its root, signed. All bytes are hexadecimal."""

    size: int
    root: str
    at: str
    key: str
    signature: str

    @property
    def log(self) -> str:
        """The log's name: the digest of the key that signs for it."""
        return sha256(bytes.fromhex(self.key)).hexdigest()

    def signed(self) -> bytes:
        """The bytes under the signature."""
        told = {"at": self.at, "log": self.log, "root": self.root, "size": self.size}
        return CONTEXT + canonical(told).encode()

    def is_genuine(self) -> bool:
        """Whether its key made its signature."""
        try:
            return signed_by(self.key, self.signature, self.signed())
        except ValueError:
            return False

    def said(self) -> dict[str, str | int]:
        """The head as a witness keeps it."""
        return {
            "at": self.at,
            "key": self.key,
            "log": self.log,
            "root": self.root,
            "signature": self.signature,
            "size": self.size,
        }

    def line(self) -> str:
        """The head as a line of a witness file, without the end of the line."""
        return canonical(self.said())


def read_head(line: str) -> SignedHead:
    """The head that a line of a witness file holds, genuine or not. Raises NotAHead."""
    try:
        told = json.loads(line)
        head = SignedHead(
            size=int(told["size"]),
            root=str(told["root"]),
            at=str(told["at"]),
            key=str(told["key"]),
            signature=str(told["signature"]),
        )
        bytes.fromhex(head.key + head.root + head.signature)
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotAHead("This is no signed head.") from wrong
    return head


def witnessed(path: Path) -> list[SignedHead]:
    """The heads that a witness file holds, in its order; none where it is not there yet. Raises NotAHead, OSError."""
    if not path.exists():
        return []
    return [read_head(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def append_line(path: Path, line: str) -> None:
    """Append a line to a file and wait for the disk. Raises OSError."""
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def sign(size: int, root: bytes) -> SignedHead:
    """The head of a log of this size and root, signed now. Raises KeyUnusable."""
    key = _private_key(str(settings.TRAIL_KEY))
    at = moment(clock.now().astimezone(UTC))
    bare = SignedHead(size, root.hex(), at, key.public_key().public_bytes_raw().hex(), "")
    return SignedHead(size, bare.root, at, bare.key, key.sign(bare.signed()).hex())


def sign_as(context: bytes, said: bytes) -> tuple[str, str]:
    """Sign something that is no head: the key and its signature. `context` begins `said`. Raises KeyUnusable."""
    if not said.startswith(context) or context == CONTEXT:
        raise ValueError("What is signed begins with what it is.")
    key = _private_key(str(settings.TRAIL_KEY))
    return key.public_key().public_bytes_raw().hex(), key.sign(said).hex()


def signed_by(key: str, signature: str, said: bytes) -> bool:
    """Whether this key made this signature under these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """The key that this installation's heads are signed by; made where there is none yet. Raises KeyUnusable."""
    return _private_key(str(settings.TRAIL_KEY)).public_key().public_bytes_raw().hex()


def forget_key() -> None:
    """Read the signing key anew at its next use: it was put in place by somebody else."""
    _private_key.cache_clear()


def has_key() -> bool:
    """Whether the signing key was made."""
    return Path(settings.TRAIL_KEY).exists()


@lru_cache(maxsize=4)
def _private_key(name: str) -> Ed25519PrivateKey:
    path = Path(name)
    try:
        _make(path)
        if path.stat().st_mode & 0o077:
            raise KeyUnusable(f"{path} can be read by others than its owner; say chmod 600.")
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as wrong:
        raise KeyUnusable(f"The trail's key {path} cannot be used: {wrong}. Restore it from its backup.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{path} holds no Ed25519 key.")
    return key


def _make(path: Path) -> None:
    """Make the key where there is none. Whole or not at all: of two processes the second takes the first one's."""
    if path.exists():
        return
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    half = path.with_name(f"{path.name}.{os.getpid()}.{datetime.now(UTC).timestamp()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(half, path)
    except FileExistsError:
        pass
    finally:
        half.unlink()
