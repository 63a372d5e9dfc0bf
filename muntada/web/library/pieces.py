"""The blocks of a sheet as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from muntada.printing.sheet import Block, Parallel, Passage, Sheet, Words


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with its kind; of a text also its languages with their own names, and its clauses with their words
    beside their language, in the order of the columns."""

    kind: str
    block: Block
    heads: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[Passage, tuple[tuple[str, Words | None], ...]], ...] = ()


def blocks_of(sheet: Sheet) -> list[Shown]:
    """What stands on a sheet, for a template."""
    return [_shown(block) for block in sheet.blocks]


def _shown(block: Block) -> Shown:
    if not isinstance(block, Parallel):
        return Shown(type(block).__name__.lower(), block)
    heads = tuple(zip(block.languages, block.header, strict=True))
    rows = tuple((one, tuple(zip(block.languages, one.words, strict=True))) for one in block.passages)
    return Shown("parallel", block, heads, rows)
