"""The installation's keys in a backup: sealed under a key that lies elsewhere, or not there at all."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from muntada.upkeep.folder import BackupDamaged, BackupFailed

SHORTEST = 32  # characters of the key that seals
_ABOUT = b"muntada backup keys 1"


def sealing_key(path: Path) -> bytes:
    """The key that a file holds. Raises BackupFailed where it is short or others can read it."""
    try:
        found = path.read_bytes().strip()
        mode = path.stat().st_mode
    except OSError as error:
        raise BackupFailed(f"The key for backups {path} cannot be read: {error.strerror or error}.") from None
    if mode & 0o077:
        raise BackupFailed(f"The key for backups {path} can be read by others than its owner; say chmod 600.")
    if len(found) < SHORTEST:
        raise BackupFailed(f"The key for backups {path} is shorter than {SHORTEST} characters; make a longer one.")
    return found


def seal(keys: dict[str, Path], with_key: bytes) -> bytes:
    """The files under these names, sealed."""
    told = {name: base64.b64encode(path.read_bytes()).decode() for name, path in keys.items() if path.exists()}
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_derived(with_key, salt)).encrypt(nonce, json.dumps(told).encode(), _ABOUT)
    return _ABOUT + b"\n" + base64.b64encode(salt + nonce + sealed) + b"\n"


def unseal(data: bytes, with_key: bytes) -> dict[str, bytes]:
    """The files that were sealed, by their names. Raises BackupDamaged where the key is another one."""
    try:
        about, _, rest = data.partition(b"\n")
        if about != _ABOUT:
            raise ValueError("no sealed keys")
        joined = base64.b64decode(rest, validate=False)
        opened = AESGCM(_derived(with_key, joined[:16])).decrypt(joined[16:28], joined[28:], _ABOUT)
        return {name: base64.b64decode(kept) for name, kept in json.loads(opened).items()}
    except (InvalidTag, ValueError):
        raise BackupDamaged("The sealed keys do not open: the key is another one, or they were changed.") from None


def _derived(with_key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, _ABOUT).derive(with_key)
