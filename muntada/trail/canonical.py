"""The one spelling in which an entry is committed to: JSON with sorted keys, no spaces and no floats (after RFC 8785).

Knows no database. Two programs that agree on an entry agree on its bytes.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

SALT = 16  # bytes
# What is committed to, in this order; the order is that of the keys' code points.
FIELDS = (
    "actor",
    "allowed",
    "detail",
    "operation",
    "permission",
    "purpose",
    "reason",
    "recipient",
    "thing_key",
    "thing_type",
)


def canonical(value: Any) -> str:
    """The value as JSON in its one spelling. Raises TypeError for what has more than one, such as a float."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(str(value))
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, dict):
        # By UTF-16 code units, as RFC 8785 sorts them.
        names = sorted(value, key=lambda name: str(name).encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{quoted(str(name))}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    raise TypeError(f"{type(value).__name__} has no one spelling.")


def plain(value: Any) -> Any:
    """The value made of what `canonical` takes: floats, days and other things become text."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(str(one) for one in value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def content(
    actor: str,
    allowed: bool,
    detail: str,
    operation: str,
    permission: str,
    purpose: str,
    reason: str,
    recipient: str,
    thing_key: str,
    thing_type: str,
) -> bytes:
    """What an entry says; `detail` is canonical JSON already."""
    return (
        f'{{"actor":{quoted(actor)},"allowed":{"true" if allowed else "false"},"detail":{detail},'
        f'"operation":{quoted(operation)},"permission":{quoted(permission)},"purpose":{quoted(purpose)},'
        f'"reason":{quoted(reason)},"recipient":{quoted(recipient)},"thing_key":{quoted(thing_key)},'
        f'"thing_type":{quoted(thing_type)}}}'
    ).encode("utf-8", "surrogatepass")


def commitment(salt: bytes, said: bytes) -> bytes:
    """What stands in the log for an entry: without the salt nobody can try what it may have said."""
    return sha256(salt + said).digest()


def leaf(entry: int, at: str, committed: bytes) -> bytes:
    """The leaf of an entry; `at` is UTC to the microsecond, such as 2026-01-31T09:30:00.000000Z."""
    return f'{{"at":"{at}","commitment":"{committed.hex()}","entry":{entry}}}'.encode()


def moment(at: datetime) -> str:
    """A moment as leaves and heads write it. `at` is in UTC."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}Z"
