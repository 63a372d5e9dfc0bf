"""Recipients are entered, changed and ended, each address once; lists come in and go out as files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.evidence.exports import as_csv, as_xlsx, export
from muntada.forum.imports.plan import Plan, carry_out, preview
from muntada.reports.actions.recipients import change_recipient, end_recipient, enter_recipient
from muntada.reports.imports import LIST, may_bring, tries_of_recipients
from muntada.reports.models import Recipient
from muntada.reports.queries.deliveries import recipients, recipients_where
from muntada.reports.refused import ReportRefused
from muntada.text.tables import FileRefused, read_file
from muntada.trail.deed import Refused
from tests.reports.missions import FOCAL, FOREIGN, SECRETARIAT, VALIDATOR, egypt

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def mission(
    name: str = "السفارة في الرباط", email: str = "rabat@example.org", actor: Actor = FOCAL, **more: object
) -> Recipient:
    return enter_recipient(actor, egypt(), list="abroad", name=name, email=email, **more)  # type: ignore[arg-type]


def test_a_party_keeps_its_recipients_for_itself() -> None:
    made = mission(place="Rabat", language="fr")
    assert (made.tlp, made.originator) == ("TLP:AMBER", "EG")
    assert recipients(VALIDATOR).get() == made
    for other in (FOREIGN, SECRETARIAT):
        assert not recipients(other).exists()
    with pytest.raises(Refused):
        change_recipient(FOREIGN, made, place="Tangier")
    with pytest.raises(Refused):
        mission("Another", "other@example.org", actor=FOREIGN)


def test_the_secretariat_keeps_lists_of_its_own_for_a_party_that_asks_it_to() -> None:
    made = mission(actor=SECRETARIAT)
    assert made.originator == "muntada"
    assert not recipients(FOCAL).exists()


def test_nobody_finds_out_by_a_refusal_whom_another_one_writes_to() -> None:
    mission()
    same_name = mission(email="other@example.org", actor=SECRETARIAT)
    same_address = mission("Another", actor=SECRETARIAT)
    assert set(recipients(SECRETARIAT)) == {same_name, same_address}
    with pytest.raises(ReportRefused, match="address is that of Another"):
        mission("A third", actor=SECRETARIAT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=same_name.pk).update(email=same_address.email)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a@example.org,b@example.org"}, "email"),
        ({"email": "ambassade@exаmple.org"}, "email"),  # a Cyrillic letter that looks Latin
        ({"name": "‮evil"}, "name"),
        ({"name": "   "}, "name"),
        ({"language": "de"}, "language"),
        ({"contact": "x" * 301}, "too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(given: dict[str, str], code: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 -- its code is looked at
        mission(**{"name": "السفارة", "email": "a@example.org"} | given)  # type: ignore[arg-type]
    assert refused.value.code == code  # type: ignore[attr-defined]
    assert not Recipient.objects.exists()


def test_an_address_is_one_recipient_s_unless_it_is_said_that_two_share_it() -> None:
    mission()
    with pytest.raises(ReportRefused, match="السفارة في الرباط"):
        mission("السفارة في نواكشوط", "RABAT@example.org")
    shared = mission("السفارة في نواكشوط", "rabat@example.org", shared=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=shared.pk).update(shared=False)


def test_an_address_is_free_again_once_its_recipient_has_ended() -> None:
    old = mission()
    end_recipient(FOCAL, old)
    assert mission("السفارة الجديدة").email == old.email
    assert recipients_where(FOCAL).count() == 1
    assert recipients_where(FOCAL, ended=True).count() == 2


def test_two_recipients_of_one_name_are_not_on_one_list() -> None:
    mission()
    with pytest.raises(ReportRefused) as refused:
        mission(email="other@example.org")
    assert refused.value.code == "name"


def test_whoever_is_named_there_is_kept_as_an_official_and_looked_at_again() -> None:
    made = mission(contact="Second Secretary, name")
    assert (made.category, made.legal_basis_id, made.retention) == ("official", "public_office", "public_office")
    assert made.review_by == date(2028, 2, 1)
    change_recipient(FOCAL, made, contact="")
    made.refresh_from_db()
    assert made.category is None
    assert made.review_by is None


def test_row_07_a_named_contact_is_written_to_no_more_when_its_review_is_overdue() -> None:
    mission(contact="Second Secretary")
    with clock.at(datetime(2028, 2, 2, tzinfo=UTC)):
        assert not recipients_where(FOCAL).exists()


CSV = """list,name,party,place,contact,email,language,shared,until
abroad,السفارة في الرباط,MA,الرباط,,rabat@example.org,ar,,
abroad,Embassy in Paris,,Paris,,paris@example.org,fr,False,
accredited,Embassy of Morocco,MA,Cairo,,RABAT@example.org,fr,,
abroad,Embassy in Paris,,Paris,,paris2@example.org,fr,,
abroad,Embassy in Rome,ZZ,Rome,,rome@example.org,it,,
abroad,Embassy in Rome,,Rome,,rome at example.org,en,,
abroad,Embassy in Madrid,,Madrid,,madrid@example.org,it,,
nowhere,Embassy in Oslo,,Oslo,,oslo@example.org,en,,
"""


def bring(data: bytes) -> Plan:
    from muntada.parties.models import Party

    Party.objects.get_or_create(key="MA", defaults={"kind": "state"})

    def tries() -> list[Callable[[], object]]:
        return list(tries_of_recipients(FOCAL, egypt(), read_file(data)))

    plan = preview(LIST, tries(), total=0)  # type: ignore[arg-type]
    assert carry_out(LIST, tries(), total=0, expected=plan.digest) == plan  # type: ignore[arg-type]
    return plan


def test_a_file_brings_in_what_can_come_and_sets_the_rest_aside_with_the_reason() -> None:
    plan = bring(CSV.encode())
    assert plan.counts == {"new": 2, "changed": 0, "unchanged": 0, "quarantined": 6}
    aside = {row.number: (row.code, row.column) for row in plan.rows if row.state == "quarantined"}
    assert aside == {
        4: ("cannot", "email"),
        5: ("twice", ""),
        6: ("unknown", "party"),
        7: ("cannot", "email"),
        8: ("cannot", "language"),
        9: ("cannot", "list"),
    }
    (collides,) = [row for row in plan.rows if row.number == 4]
    assert "السفارة في الرباط" in collides.text
    assert Recipient.objects.count() == 2


def test_columns_that_there_are_none_of_are_named() -> None:
    with pytest.raises(FileRefused, match="passport"):
        tries_of_recipients(FOCAL, egypt(), read_file(b"list,name,email,passport\n"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_is_taken_along_comes_in_unchanged_and_then_changed(form: str) -> None:
    bring(CSV.encode())
    mission("=cmd|' /C calc'!A0", "formula@example.org", contact="+ a name")
    keys = list(Recipient.objects.values_list("pk", flat=True))

    def taken() -> bytes:
        lines = export(lambda: FOCAL, Recipient, keys, name=LIST)
        return b"".join((as_csv if form == "csv" else as_xlsx)(Recipient, lines))

    data = taken()
    assert bring(data).counts == {"new": 0, "changed": 0, "unchanged": 3, "quarantined": 0}
    if form == "csv":
        changed = data.decode().replace("paris@example.org", "new@example.org").encode()
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        for row in sheet.iter_rows():
            for one in row:
                if one.value == "paris@example.org":
                    one.value = "new@example.org"
        kept = io.BytesIO()
        book.save(kept)
        changed = kept.getvalue()
    plan = bring(changed)
    assert plan.counts == {"new": 0, "changed": 1, "unchanged": 2, "quarantined": 0}
    (row,) = [one for one in plan.rows if one.state == "changed"]
    assert row.changes == (("email", "paris@example.org", "new@example.org"),)
    assert Recipient.objects.filter(email="new@example.org").exists()


def test_how_it_is_handled_and_whose_it_is_do_not_change_by_a_file() -> None:
    made = mission()
    lines = f"id,owner,handling.tlp\n{made.pk},EG,TLP:CLEAR\n{made.pk},MA,TLP:AMBER\n"
    plan = preview(LIST, tries_of_recipients(FOCAL, egypt(), read_file(lines.encode())), total=2)
    assert [(row.code, row.column) for row in plan.rows] == [("handling", "handling.tlp"), ("fixed", "owner")]


def test_only_who_keeps_the_lists_brings_one_in() -> None:
    assert may_bring(FOCAL, egypt())
    assert may_bring(SECRETARIAT, egypt())
    assert not may_bring(FOREIGN, egypt())
    plan = preview(LIST, tries_of_recipients(FOREIGN, egypt(), read_file(CSV.encode())), total=8)
    assert not plan.does_something
