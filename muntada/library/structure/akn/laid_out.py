"""A text that was read from Akoma Ntoso as a proposal, and the plain words that its clauses stand in."""

from __future__ import annotations

from dataclasses import replace

from muntada.library.structure.akn.shape import Text
from muntada.library.structure.shape import Proposal, Provision


def laid_out(text: Text) -> tuple[str, Proposal]:
    """The words of the text, a clause after the other, and a proposal whose spans are in them (code points)."""
    parts: list[str] = []
    length = 0
    provisions: list[Provision] = []

    def add(words: str) -> None:
        nonlocal length
        parts.append(words)
        length += len(words)

    if text.title:
        add(f"{text.title}\n\n")
    for one in text.provisions:
        start = length
        said = "\n".join(part for part in (one.heading, one.text) if part)
        add(" ".join(part for part in (one.number, said) if part))
        provisions.append(replace(one, start=start, end=length))
        add("\n\n")
    symbol = text.symbols[0] if text.symbols else ""
    proposal = Proposal(text.language, text.title, symbol, text.kind, text.adopted, tuple(provisions), ())
    return "".join(parts).rstrip("\n") + "\n", proposal
