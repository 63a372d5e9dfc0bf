"""What was said, and who may be said to have said it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.models import Document
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.floor import ask_for_floor, open_list
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.sittings import change_sitting
from muntada.forum.actions.statements import purge_names, rewrite_statement, set_attribution, write_statement
from muntada.forum.actions.wording import NamesSpeaker
from muntada.forum.models import AgendaItem, Attribution, Delegation, Registration, Sitting, Speaker, Statement
from muntada.forum.queries.statements import of_sitting, statements_where
from muntada.forum.running import RunRefused
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.forum.spoken import CO_CHAIR, OF_EGYPT, meeting, parties, party, sitting

pytestmark = pytest.mark.django_db
CHATHAM = Attribution.NOT_ATTRIBUTED


@pytest.fixture(autouse=True)
def _parties() -> None:
    parties()


def write(of: Sitting, text: str = "We agree to the text.", **more: Any) -> Statement:
    return write_statement(SECRETARIAT, of, text=text, language="en", **more)


def test_an_attributed_statement_holds_party_and_speaker_and_a_day_on_which_the_name_goes() -> None:
    said = write(sitting(), party=party("EG"), speaker="  Hassan   Amin ")
    assert (said.party_id, said.speaker, said.category, said.legal_basis_id) == (
        "EG", "Hassan Amin", "official", "public_office",
    )  # fmt: skip
    assert said.review_by == clock.today() + timedelta(days=365)
    assert write(said.sitting, party=party("MA")).category is None


@pytest.mark.parametrize("field", ["party", "speaker", "on_behalf_of", "document"])
def test_what_is_not_attributed_takes_nothing_that_would_say_who_spoke(field: str) -> None:
    paper = Document.objects.create(
        sha256="1" * 64, name="a.txt", media_type="text/plain", size=1, text="a", language="en", captured_by="user:2"
    )
    given = {"party": party("EG"), "speaker": "Hassan Amin", "on_behalf_of": "the group", "document": paper}[field]
    with pytest.raises(ValueRefused) as caught:
        write(sitting(CHATHAM), **{field: given})
    assert caught.value.field == field
    assert not Statement.objects.exists()


def test_where_the_party_alone_may_be_named_no_person_is() -> None:
    of = sitting(Attribution.PARTY_ONLY)
    assert write(of, party=party("EG"), on_behalf_of="the group").party_id == "EG"
    with pytest.raises(ValueRefused) as caught:
        write(of, party=party("EG"), speaker="Hassan Amin")
    assert caught.value.field == "speaker"


def test_one_statement_may_be_kept_more_strictly_than_its_sitting_and_none_less() -> None:
    assert write(sitting(), attribution=CHATHAM).attribution == CHATHAM
    with pytest.raises(ValueRefused) as caught:
        write(sitting(CHATHAM), attribution=Attribution.ATTRIBUTED)
    assert caught.value.field == "attribution"


@pytest.mark.parametrize("values", [{"party_id": "EG"}, {"speaker": "Hassan Amin"}, {"on_behalf_of": "the group"}])
def test_the_database_itself_refuses_a_name_that_may_not_be_there(values: dict[str, str]) -> None:
    write(sitting(CHATHAM))
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(**values)


@pytest.mark.parametrize(
    "text",
    ["On behalf of Egypt, we agree.", "نوافق باسم جمهورية مصر العربية.", "Nous soutenons ce texte au nom du Maroc."],
)
def test_words_that_name_their_speaker_are_taken_out_or_explained(text: str) -> None:
    of = sitting(CHATHAM)
    with pytest.raises(NamesSpeaker) as caught:
        write(of, text)
    assert caught.value.found
    assert not Statement.objects.exists()
    with pytest.raises(ValueRefused):
        write(of, text, named_because="because")
    kept = write(of, text, named_because=Statement.Named.QUOTED)
    assert (kept.text, kept.named_because) == (text, "quoted")
    with pytest.raises(NamesSpeaker):
        rewrite_statement(SECRETARIAT, kept, text=f"{text} Again.")
    changed = rewrite_statement(SECRETARIAT, kept, text="We agree.", named_because=Statement.Named.QUOTED)
    assert (changed.text, changed.named_because) == ("We agree.", "")


def test_the_name_of_somebody_who_takes_part_is_found_in_the_words() -> None:
    of = sitting(CHATHAM)
    delegation = Delegation.objects.create(meeting=of.meeting, party=party("EG"))
    Registration.objects.create(
        delegation=delegation, name="حسن الأمين", name_latin="Hassan Alamin", review_by=clock.today()
    )
    for text in ("As Hassan Alamin has shown, we agree.", "كما بيّن حسن الامين نوافق."):
        with pytest.raises(NamesSpeaker):
            write(of, text)
    assert write(sitting(meeting=of.meeting), "As Hassan Alamin has shown, we agree.").text
    party_only = sitting(Attribution.PARTY_ONLY, meeting=of.meeting)
    assert write(party_only, "On behalf of Egypt, we agree.", party=party("EG")).named_because == ""
    with pytest.raises(NamesSpeaker):
        write(party_only, "My name is Hassan and we agree.", party=party("EG"))


def test_nothing_in_rows_or_order_tells_who_spoke_when() -> None:
    of = sitting(CHATHAM)
    written = [write(of, f"We agree to point {number}.").pk for number in range(30)]
    assert written != sorted(written)
    assert min(written) >= 2**51
    assert [one.pk for one in of_sitting(READER, of)] == sorted(written)
    lines = Entry.objects.filter(permission="statement.write")
    (only,) = {f"{one.thing_type} {one.thing_key} {sorted(one.detail['things'][0].items())}" for one in lines}
    assert only == f"forum.sitting {of.pk} [('key', '{of.pk}'), ('thing', 'forum.sitting')]"
    named = write(sitting(meeting=of.meeting), party=party("EG"))
    assert Entry.objects.latest("pk").detail["things"][0]["key"] == str(named.pk)


def test_a_rule_made_stricter_takes_the_names_out_at_once() -> None:
    of = sitting()
    item = AgendaItem.objects.get()
    for number in range(8):
        write(of, f"Point {number}.", party=party("EG"), speaker="Hassan Amin", on_behalf_of="the group", item=item)
    before = set(Statement.objects.values_list("pk", flat=True))
    listed = open_list(SECRETARIAT, of)
    ask_for_floor(SECRETARIAT, listed, party("EG"), person="Hassan Amin")
    assert set_attribution(CO_CHAIR, of, Attribution.PARTY_ONLY) == 8
    assert set(Statement.objects.values_list("party", "speaker", "category")) == {("EG", "", None)}
    assert set(Statement.objects.values_list("pk", flat=True)) == before
    assert Speaker.objects.get().person == ""
    assert set_attribution(CO_CHAIR, of, CHATHAM) == 8
    rows = Statement.objects.values_list("party", "speaker", "on_behalf_of", "attribution")
    assert set(rows) == {(None, "", "", CHATHAM)}
    assert not before & set(Statement.objects.values_list("pk", flat=True))
    assert {one.text for one in Statement.objects.filter(item=item)} == {f"Point {number}." for number in range(8)}
    asked = Speaker.objects.get()
    assert (asked.tlp, asked.audience_keys) == ("TLP:AMBER+STRICT", {"EG", "gctf.coco"})


def test_a_closed_sitting_made_stricter_forgets_its_lists_too() -> None:
    of = sitting()
    ask_for_floor(SECRETARIAT, open_list(SECRETARIAT, of), party("EG"))
    Sitting.objects.update(state="closed")
    set_attribution(SECRETARIAT, of, CHATHAM)
    assert not Speaker.objects.exists()


def test_a_rule_is_not_made_looser_once_something_was_said() -> None:
    of = sitting(CHATHAM)
    set_attribution(SECRETARIAT, of, Attribution.PARTY_ONLY)
    set_attribution(SECRETARIAT, of, CHATHAM)
    write(of)
    with pytest.raises(NotPossible) as caught:
        set_attribution(SECRETARIAT, of, Attribution.ATTRIBUTED)
    assert caught.value.code == "looser"
    other = sitting(CHATHAM, meeting=of.meeting)
    ask_for_floor(SECRETARIAT, open_list(SECRETARIAT, other), party("EG"))
    with pytest.raises(NotPossible):
        set_attribution(SECRETARIAT, other, Attribution.ATTRIBUTED)
    with pytest.raises(Refused):
        set_attribution(OF_EGYPT, of, CHATHAM)


def test_a_sitting_that_is_planned_otherwise_names_nobody_who_is_on_its_list_already() -> None:
    of = sitting()
    Sitting.objects.update(state="planned")
    of.refresh_from_db()
    ask_for_floor(SECRETARIAT, open_list(SECRETARIAT, of), party("EG"), person="Hassan Amin")
    assert change_sitting(CO_CHAIR, of, attribution=CHATHAM, title="Later").attribution == CHATHAM
    asked = Speaker.objects.get()
    assert (asked.person, asked.audience_keys, Sitting.objects.get().title) == ("", {"EG", "gctf.coco"}, "Later")
    with pytest.raises(RunRefused):
        change_sitting(CO_CHAIR, of, attribution=Attribution.ATTRIBUTED)


def test_names_go_when_their_time_has_passed_and_words_and_parties_stay() -> None:
    of = sitting()
    write(of, party=party("EG"), speaker="Hassan Amin")
    ask_for_floor(SECRETARIAT, open_list(SECRETARIAT, of), party("EG"), person="Hassan Amin")
    assert purge_names(CLERK) == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert purge_names(CLERK) == 1
    assert Speaker.objects.values_list("person", "category", "party").get() == ("", None, "EG")
    with clock.at(clock.now() + timedelta(days=366)):
        assert not statements_where(READER).exists(), "what is over its time is hidden until the name is gone"
        assert purge_names(CLERK) == 1
        (said,) = statements_where(READER)
    assert (said.speaker, said.party_id, said.text, said.review_by) == ("", "EG", "We agree to the text.", None)


def test_a_name_that_a_person_disputes_is_left_until_that_is_settled() -> None:
    write(sitting(), party=party("EG"), speaker="Hassan Amin")
    Statement.objects.update(disputed=True)
    with clock.at(clock.now() + timedelta(days=366)):
        assert purge_names(CLERK) == 0


def test_only_the_system_itself_purges_and_only_the_staff_writes() -> None:
    of = sitting()
    for actor in (SECRETARIAT, READER):
        with pytest.raises(Refused):
            purge_names(actor)
    for actor in (CO_CHAIR, OF_EGYPT, READER):
        with pytest.raises(Refused):
            write_statement(actor, of, text="We agree.", language="en")
    assert write_statement(ANALYST, of, text="We agree.", language="en").pk


def test_statements_are_found_by_their_words_however_they_are_spelled() -> None:
    first = write(sitting(), "نرحّب بالتعاون في مجال الإرهاب.", party=party("EG"))
    write(sitting(meeting=meeting("2026-06-01")), "We welcome the co-operation.", party=party("MA"))
    for words, count in (
        ("الارهاب", 1), ("ترحب", 0), ("نرحب تعاون", 1), ("WELCOME", 1), ("welcome 50%", 0), ("_", 0), ("", 2),
        ("e", 0), ("we", 1),
    ):  # fmt: skip
        assert statements_where(READER, words=words).count() == count, words
    assert [one.pk for one in statements_where(READER, party="EG")] == [first.pk]
    assert statements_where(READER, body="gctf.coco").count() == 2
    assert statements_where(READER, meeting=first.sitting.meeting_id).count() == 1


def test_looking_for_a_party_never_leads_to_what_is_not_attributed() -> None:
    of = sitting()
    write(of, "We agree with the rest.", attribution=CHATHAM)
    write(of, "We agree to it.", party=party("EG"))
    assert [one.text for one in statements_where(READER, party="EG")] == ["We agree to it."]
    assert statements_where(READER, words="agree").count() == 2


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("text", {"text": "  "}),
        ("text", {"text": "a\0b"}),
        ("speaker", {"speaker": "\u202eevil"}),
        ("speaker", {"speaker": "…"}),
    ],
)
def test_words_and_names_pass_the_gate(field: str, values: dict[str, str]) -> None:
    with pytest.raises(ValueRefused) as caught:
        write(sitting(), **{"party": party("EG"), **values})
    assert caught.value.field == field


def test_an_item_of_another_meeting_and_an_unknown_language_are_refused() -> None:
    of = sitting()
    other = AgendaItem.objects.create(meeting=meeting("2026-06-01"), title="Elsewhere")
    with pytest.raises(NotPossible):
        write(of, item=other)
    with pytest.raises(ValueRefused):
        write_statement(SECRETARIAT, of, text="We agree.", language="xx")


def test_a_statement_is_handled_as_the_strictest_of_what_it_belongs_to() -> None:
    of = sitting()
    item = AgendaItem.objects.get()
    AgendaItem.objects.update(tlp="TLP:AMBER+STRICT")
    item.refresh_from_db()
    assert write(of, item=item).tlp == "TLP:AMBER+STRICT"
    assert not statements_where(READER).exists()
