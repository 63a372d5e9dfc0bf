"""Who a petition says that it is of: the parts of a name, Arabic ones among them, and what tells people apart.

Pure. The parts are those of the Security Council's form for requests under resolution 1267 (1999), as far as they
identify: ism, father, grandfather, nisba, kunya and laqab.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

# In the order in which an Arabic name is said: Abu Salim, Yusuf, Ahmad, Ali, al-Najjar, al-Halabi.
PARTS = ("kunya", "ism", "father", "grandfather", "laqab", "nisba")
_SONS = ("", "بن", "بنت")  # as it is said today, and with what ties it to the father


@dataclass(frozen=True, slots=True)
class Identity:
    """What a petition says of whom it is about; each part as it was typed, none where nothing was."""

    kunya: str = ""
    ism: str = ""
    father: str = ""
    grandfather: str = ""
    laqab: str = ""
    nisba: str = ""
    latin: str = ""  # as in a passport
    others: tuple[str, ...] = ()  # in whatever script and spelling
    born: str = ""
    birthplace: str = ""
    nationality: str = ""
    papers: str = ""  # kind, number and issuer of a document

    @property
    def full(self) -> str:
        """The name as it is said, all parts in their order; else the first of the others."""
        said = " ".join(part for name in PARTS if (part := getattr(self, name)))
        return said or self.latin or next(iter(self.others), "")

    def spellings(self) -> list[str]:
        """The whole names under which somebody may be kept: in their order, each once."""
        found: dict[str, None] = {}
        for name in (*self._said(), self.latin, *self.others):
            if name:
                found.setdefault(name)
        return list(found)

    def _said(self) -> Iterator[str]:
        """The parts as a name: with and without kunya and grandfather, and with what ties a child to its father."""
        last = [part for part in (self.laqab, self.nisba) if part]
        for tie in _SONS:
            for fathers in ((self.father, self.grandfather), (self.father,)):
                chain = [self.ism, *(f"{tie} {one}".strip() for one in fathers if one)]
                if self.ism and (any(fathers) or last):
                    yield " ".join([*chain, *last])
        if self.ism and self.nisba:
            yield f"{self.ism} {self.nisba}"
        if self.kunya and last:
            yield " ".join([self.kunya, *last])
        if self.full:
            yield self.full

    def as_json(self) -> dict[str, Any]:
        """What was typed, without what was not: as it is kept."""
        return {name: list(value) if name == "others" else value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Identity:
        """An identity as it was kept; what is not known here is left out."""
        known = {field.name for field in fields(cls)}
        said = {name: value for name, value in kept.items() if name in known}
        return cls(**{**said, "others": tuple(said.get("others", ()))})
