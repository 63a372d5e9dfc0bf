"""A table of clauses, a row a clause with its words in each language, read back as proposals. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muntada.library.structure.shape import ADDRESS, KINDS, Proposal, Provision

COLUMNS = ("wid", "parent", "kind", "act", "addressee", "topics")
LANGUAGES = ("ar", "en", "fr")


class TableRefused(ValueError):
    """Raised for a table that holds no text: `code` is a word for programs, `row` counts from 2 as spreadsheets do."""

    def __init__(self, code: str, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.code, self.row = code, row


@dataclass(frozen=True, slots=True)
class Rows:
    """The text of one work that a table holds: a proposal a language."""

    work: str
    proposals: tuple[Proposal, ...]


def column(name: str, language: str) -> str:
    """The column of what a clause says in a language: text.ar."""
    return f"{name}.{language}"


def read_rows(lines: Iterable[Mapping[str, str]]) -> list[Rows]:
    """The texts of a table, in the order in which they come. Raises TableRefused."""
    by_work: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for number, line in enumerate(lines, start=2):
        if any(value.strip() for value in line.values()):
            by_work.setdefault(line.get("work", ""), []).append((number, line))
    found = [Rows(work, tuple(_proposals(rows))) for work, rows in by_work.items()]
    if not any(one.proposals for one in found):
        raise TableRefused("no_clauses", "The table has no clause with words: it wants the columns wid, kind, text.en.")
    return found


def _proposals(rows: list[tuple[int, Mapping[str, str]]]) -> Iterable[Proposal]:
    wids: set[str] = set()
    for number, line in rows:
        wid, parent, kind = (line.get(name, "").strip() for name in ("wid", "parent", "kind"))
        if not ADDRESS.fullmatch(wid):
            raise TableRefused("wid", f"Row {number}: a clause wants an address such as para_5.", number)
        if wid in wids:
            raise TableRefused("twice", f"Row {number}: the address {wid} stands twice.", number)
        if parent and parent not in wids:
            raise TableRefused("parent", f"Row {number}: {parent} stands on no row before it.", number)
        if kind not in KINDS:
            raise TableRefused("kind", f"Row {number}: there is no kind {kind}; there are {', '.join(KINDS)}.", number)
        wids.add(wid)
    for language in LANGUAGES:
        provisions = tuple(one for _number, line in rows if (one := _provision(line, language)) is not None)
        if provisions:
            known = {one.wid for one in provisions}
            kept = tuple(one if one.parent in known else _freed(one) for one in provisions)
            yield Proposal(language, "", "", "", "", kept, ())


def _provision(line: Mapping[str, str], language: str) -> Provision | None:
    """The clause of a row in one language; None where it says nothing in it."""
    said = {name: line.get(column(name, language), "") for name in ("number", "heading", "text", "opening")}
    if not any(said.values()):
        return None
    return Provision(
        line["wid"].strip(), line.get("parent", "").strip(), line["kind"].strip(), said["number"], said["heading"],
        said["text"], line.get("act", "").strip(), said["opening"], 0, 0, 1.0, line.get("addressee", "").strip(),
    )  # fmt: skip


def _freed(one: Provision) -> Provision:
    """A clause of which the version lacks the one around it."""
    return Provision(
        one.wid, "", one.kind, one.number, one.heading, one.text, one.opening, one.opening_words, 0, 0, 1.0,
        one.addressee,
    )  # fmt: skip
