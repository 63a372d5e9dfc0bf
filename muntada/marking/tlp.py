"""The Traffic Light Protocol, version 2.0 (FIRST): five labels, spelled exactly, never translated."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class UnknownLabel(ValueError):
    """Raised for a text that is not one of the five labels; its message names the nearest one."""


class TLP(StrEnum):
    """The labels, from the widest audience to the narrowest."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def rank(self) -> int:
        """How strict the label is: 0 (CLEAR) to 4 (RED)."""
        return _ORDER.index(self)

    @classmethod
    def parse(cls, text: str) -> TLP:
        """Read a label; anything but the exact spelling raises UnknownLabel with a hint."""
        try:
            return cls(text)
        except ValueError:
            raise UnknownLabel(_hint(text)) from None


_ORDER = list(TLP)
_FORMER = {"TLP:WHITE": TLP.CLEAR}


def _hint(text: str) -> str:
    squeezed = "".join(text.upper().split())
    near = _FORMER.get(squeezed) or next((label for label in TLP if label == squeezed), None)
    meant = f" Did you mean {near}?" if near else ""
    return f"{text!r} is not a TLP 2.0 label; they are {', '.join(TLP)}.{meant}"


def highest(labels: Iterable[TLP]) -> TLP:
    """The strictest of the labels; of none at all, RED: what nobody marked nobody may widen."""
    return max(labels, key=lambda label: label.rank, default=TLP.RED)


def up_to(label: TLP) -> tuple[TLP, ...]:
    """All labels that are no stricter than this one."""
    return tuple(_ORDER[: label.rank + 1])
