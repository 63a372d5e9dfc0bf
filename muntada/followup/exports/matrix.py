"""The matrix as a workbook: what the page shows, a line a clause, with the conditions under which it goes along."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import openpyxl

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.exports.conditions import Behind, behind
from muntada.followup.models import Institution
from muntada.followup.queries.matrix import Line, Matrix
from muntada.followup.told import of_three, say, state_in
from muntada.forum.told import name_in
from muntada.library.models import Work
from muntada.library.told import title_in
from muntada.parties.models import Party
from muntada.text.tables import cell

READ = Permission.RECORD_READ
# What XML has no letters for: a spreadsheet that holds one does not open.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767  # letters that a cell of a spreadsheet holds
FIXED = ("party", "instrument", "clause", "address", "words", "answer", "institutions", "counted")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's bytes and the conditions on it."""

    data: bytes
    conditions: Behind


def book_of(actor: Actor, found: Matrix, language: str) -> Book:
    """The matrix of whoever takes it along, in this language."""
    names = _Names(actor, found, language)
    conditions = behind(found)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(say("standing", language)[:31])
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.freeze_panes = "D2"
    sheet.append([in_sheet(say(name, language)) for name in FIXED] + list(found.years))
    for line in found.lines:
        said = [in_sheet(one) for one in _cells(line, found, names)]
        sheet.append(said + [state_in(one, language) for one in line.states])
    how = book.create_sheet(say("handling", language)[:31])
    how.sheet_view.rightToLeft = language == "ar"
    how.append([say("label", language), conditions.tlp.value])
    how.append([say("originators", language), in_sheet(" ".join(conditions.originators))])
    how.append([say("expires", language), conditions.expires.isoformat() if conditions.expires else ""])
    how.append([say("made", language), clock.today().isoformat()])
    how.append([in_sheet(say("seen", language)), ""])
    data = io.BytesIO()
    book.save(data)
    return Book(data.getvalue(), conditions)


class _Names:
    """What parties, works and institutions of a matrix are called, as far as the actor may know of them."""

    def __init__(self, actor: Actor, found: Matrix, language: str) -> None:
        self.language = language
        parties = rows(actor, READ, Party).filter(pk__in={line.party for line in found.lines})
        self.parties: Mapping[str, str] = {one.pk: name_in(one, language) for one in parties.prefetch_related("names")}
        works = rows(actor, READ, Work).filter(pk__in={line.place.work for line in found.lines if line.place})
        self.works: Mapping[str, str] = {
            one.pk: f"{one.symbol} {title_in(one, language)}".strip() for one in works.prefetch_related("titles")
        }
        every = rows(actor, READ, Institution).filter(pk__in={key for line in found.lines for key in line.institutions})
        self.institutions: Mapping[str, str] = {one.pk: of_three(one, "name", language) for one in every}


def _cells(line: Line, found: Matrix, names: _Names) -> list[str | int]:
    place, language = line.place, names.language
    where: list[str | int] = ["", line.outcome.reference if line.outcome is not None else "", ""]
    if place is not None:
        work, name = names.works.get(place.work, place.work), found.places.name(place, language)
        where = [work, name, f"{place.work}/{place.wid}"]
    return [
        names.parties.get(line.party, line.party),
        *where,
        line.words.text,
        say(f"response.{line.response}", language),
        " · ".join(names.institutions.get(key, key) for key in line.institutions),
        line.measures,
    ]


def in_sheet(value: str | int) -> str | int:
    """A value as a cell holds it: a number as one, words never as a formula."""
    return value if isinstance(value, int) else _NOT_IN_XML.sub("", cell(value))[:_CELL]
