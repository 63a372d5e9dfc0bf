"""A clause under way: its rows, its number, its place among the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from muntada.library.structure.openings import words
from muntada.library.structure.rows import Row
from muntada.text.folding import fold_key

_HYPHEN = re.compile(r"[^\W\d_]{2,}[-\u2010]$")
_SUPERSCRIPT = re.compile(
    r"(?<=[^\W\d_][;,.؛،])[0-9]{1,2}(?=\s|$)|[¹²³⁰⁴-⁹]+|\(\)|\[[0-9]{1,3}\](?=[\s,.;:،؛]|$)",
)


@dataclass(slots=True, eq=False)
class Node:
    """`sort` is what its mark says (item, article, annex, section, rec, wrapup ...), `value` its neutral number (by
    order where it carries none: 0 until named), `prefix` the numbers before it in 1.2.3, `pieces` its own words."""

    sort: str
    kind: str
    value: int = 0
    number: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    pieces: list[Row] = field(default_factory=list)
    heading: list[Row] = field(default_factory=list)
    start: int = -1
    system: str = ""
    prefix: tuple[int, ...] = ()
    opening: str = ""
    opening_words: str = ""
    addressee: str = ""
    confidence: float = 0.9
    wid: str = ""

    def add(self, child: Node) -> Node:
        """Take a node in as the last within this one."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def end(self) -> int:
        """Where its own words end in the source."""
        end = max((row.end for row in (*self.heading, *self.pieces)), default=-1)
        # A heading may stand above the number, whose words never came.
        return end if end >= self.start else self.start + len(self.number)

    @property
    def closes(self) -> str:
        """The last letter of its own words."""
        rows = self.pieces or self.heading
        return rows[-1].text[-1:] if rows else ""


def joined(rows: list[Row]) -> str:
    """The words of rows as one paragraph: breaks become spaces, a word broken by a hyphen becomes whole."""
    parts: list[str] = []
    for row in rows:
        text = " ".join(_SUPERSCRIPT.sub("", row.text).split())
        if parts and _HYPHEN.search(parts[-1]) and text[:1].islower():
            parts[-1] = parts[-1] + text if _compound(parts[-1]) else parts[-1][:-1] + text
        elif text:
            parts.append(text)
    return " ".join(parts).strip()


def _compound(text: str) -> bool:
    """Whether the hyphen that ends a row belongs to the word: counter-."""
    before = fold_key(re.findall(r"[^\W\d_]+", text)[-1])
    return before in words("keeps_its_hyphen", "en") or before in words("keeps_its_hyphen", "fr")
