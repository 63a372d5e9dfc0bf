"""An institution that is asked about two measures and a commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.followup.actions.asking import ask
from muntada.followup.models import Commitment, Institution, Measure, Request
from muntada.followup.queries.asking import Addressed, addressed, asked_of
from muntada.followup.questionnaire import Returned, read_back, workbook
from muntada.followup.secret import seal, secret_for
from muntada.marking.handling import Handling
from tests.followup.party import FOCAL_POINT, clauses, institution, party

TODAY = date(2026, 6, 1)
DUE = TODAY + timedelta(days=30)


@dataclass
class Case:
    """A request with what it asks about."""

    institution: Institution
    first: Measure
    second: Measure
    commitment: Commitment
    request: Request

    @property
    def secret(self) -> str:
        request = Request.objects.get(pk=self.request.pk)
        return secret_for(request.pk, request.turn)

    def secret_of_turn(self, turn: int) -> str:
        """Without a look at the row, which a wall may hide."""
        return secret_for(self.request.pk, turn)

    @property
    def address(self) -> Addressed:
        found = addressed(self.secret)
        assert found is not None
        return found

    @property
    def keys(self) -> tuple[str, str, str]:
        return f"m{self.first.pk}", f"m{self.second.pk}", f"c{self.commitment.pk}"


@dataclass(frozen=True)
class Read:
    """What a file is read as, where nothing depends on it."""

    text: str = "Gazette"
    media_type: str = "text/plain"
    title: str = ""
    address: str = ""
    published: date | None = None
    language_hint: str = "en"
    furniture: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def measure(number: int, title: str = "قانون الموانئ", of: str = "EG", **columns: object) -> Measure:
    values = {"tlp": "TLP:AMBER", "originator": of, "kind": "law", "status": "planned", **columns}
    return Measure.objects.create(reference=f"{of}/2026/{number}", party=party(of), title_ar=title, **values)


def case(actor: Actor = FOCAL_POINT, of: str = "EG", **given: Handling) -> Case:
    own = {"tlp": "TLP:AMBER", "originator": of}
    asked = institution(of=of)
    Institution.objects.filter(pk=asked.pk).update(email="ports@example.org")
    asked.refresh_from_db()
    first, second = measure(1, of=of), measure(2, "تدريب خفر السواحل", of=of)
    commitment = Commitment.objects.create(party=party(of), clause=clauses()[0], **own)
    with clock.at(TODAY):
        request = ask(
            actor, asked, text="نرجو بيان ما تمّ.", due=DUE, measures=[first, second], commitments=[commitment], **given
        )
    return Case(asked, first, second, commitment, request)


def filled_in(request: Request, change: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook(asked_of(request), seal)))
    change(book.worksheets[0])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def returned(request: Request, data: bytes) -> Returned:
    questions = {one.key: one for one in asked_of(request).questions}
    return read_back(data, request.pk, request.version, questions, seal)
