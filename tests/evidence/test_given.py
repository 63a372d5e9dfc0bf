"""What is brought in is handled as whoever brings it says; what they leave out takes the strictest of its context."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import LegalBasis, Processing
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.citations import cite, passage_of
from muntada.evidence.actions.documents import keep_document
from muntada.evidence.actions.given import Given, HandlingRefused, brought_under
from muntada.evidence.actions.handling import Stale, WouldWiden, mark
from muntada.evidence.conditions import conditions_of, version_of
from muntada.evidence.models import Document
from muntada.marking.handling import Category, Conditions, Handling, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.models import User
from muntada.sources.capture.shape import Captured
from muntada.trail.deed import act
from muntada.trail.models import Entry

ANALYST = Actor("user:9001", "An analyst", frozenset({Role.ANALYST}))
COLLEAGUE = Actor("user:9002", "Another one", frozenset({Role.ANALYST}))
READER = Actor("user:9003", "A reader for Morocco", frozenset({Role.READER}), party="MA")
TEXT = "The group met in Rabat."


@pytest.fixture(autouse=True)
def _here(db: None, settings: object, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"  # type: ignore[attr-defined]
    for key in ("EG", "MA"):
        Party.objects.create(key=key, kind="state")
    Party.objects.create(key="hidden", kind="state", tlp="TLP:AMBER", originator="EG")
    LegalBasis.objects.create(key="ended", instrument="An act", since=date(2000, 1, 1), until=date(2001, 1, 1))


@pytest.fixture
def person() -> str:
    return f"user:{User.objects.create(email='claire@example.org', name='Claire').pk}"


def label(text: str = TEXT, **given: object) -> TLP:
    return brought_under(ANALYST, Given(**given), text)[0].tlp  # type: ignore[arg-type]


def refusal(text: str = TEXT, **given: object) -> tuple[str, str]:
    with pytest.raises(HandlingRefused) as refused:
        brought_under(ANALYST, Given(**given), text)  # type: ignore[arg-type]
    return refused.value.field, refused.value.code


def kept(**given: object) -> Document:
    handling, conditions = brought_under(ANALYST, Given(**given), TEXT)  # type: ignore[arg-type]
    captured = Captured(TEXT, "text/plain")
    return keep_document(
        ANALYST, data=TEXT.encode(), captured=captured, name="n.txt", handling=handling, conditions=conditions
    )


def test_row_51_what_is_unmarked_takes_the_strictest_of_its_context(person: str) -> None:
    assert label() == TLP.CLEAR
    assert label("TLP:GREEN\n\nThe group met.\n\nTLP:AMBER") == TLP.AMBER
    assert label(audience=("EG",)) == TLP.AMBER_STRICT
    assert label(audience=(person,)) == TLP.RED
    assert label("TLP:GREEN\n", audience=("EG",)) == TLP.AMBER_STRICT


def test_row_53_a_label_wider_than_the_text_s_own_is_refused_and_a_stricter_one_is_not() -> None:
    assert refusal("TLP:AMBER\n\nThe group met.", tlp=TLP.GREEN) == ("tlp", "wider_than_text")
    assert label("TLP:AMBER\n\nThe group met.", tlp=TLP.AMBER_STRICT) == TLP.AMBER_STRICT


def test_whoever_brings_it_goes_on_seeing_it(person: str) -> None:
    for given in (
        {"tlp": TLP.AMBER, "originator": "EG"},
        {"tlp": TLP.AMBER_STRICT, "originator": "EG", "audience": ("MA",)},
        {"tlp": TLP.RED, "audience": (person,)},
        {"tlp": TLP.RED, "originator": "EG"},
    ):
        document = kept(**given)
        assert decide(ANALYST, Permission.SOURCE_READ, document), given
        assert bool(decide(COLLEAGUE, Permission.SOURCE_READ, document)) == (given["tlp"] != TLP.RED), given
        document.delete()


def test_what_cannot_be_is_refused_where_it_stands(person: str) -> None:
    assert refusal(audience=("XX",)) == ("audience", "unknown")
    assert refusal(audience=("hidden",)) == ("audience", "unknown")
    assert refusal(audience=("user:999",)) == ("audience", "unknown")
    assert refusal(originator="hidden") == ("originator", "unknown")
    assert refusal(tlp=TLP.GREEN, audience=("EG",)) == ("audience", "open_to_more")
    assert refusal(tlp=TLP.RED, audience=("EG", person)) == ("audience", "named_persons")
    assert refusal(category=Category.AUTHOR) == ("legal_basis", "basis_needed")
    person_said = {"category": Category.AUTHOR, "legal_basis": "public_office"}
    assert refusal(**person_said, purpose=Purpose.OVERSIGHT) == ("purpose", "another_purpose")
    assert refusal(legal_basis="nothing") == ("legal_basis", "unknown")
    assert refusal(legal_basis="ended") == ("legal_basis", "basis_ended")
    assert refusal(review_by=clock.today()) == ("review_by", "not_ahead")
    assert refusal(retention=Retention.SHORT, review_by=clock.today() + timedelta(91)) == ("review_by", "too_late")


def assessed(category: Category) -> None:
    """Somebody signed what keeping records about such persons means."""
    Processing.objects.create(
        purpose=Purpose.CONDUCT_OF_THE_FORUM.value,
        category=category.value,
        assessment=1,
        until=clock.today() + timedelta(days=365),
    )


def test_row_6_what_speaks_of_a_person_always_has_its_review() -> None:
    assert refusal(category=Category.WITNESS, legal_basis="public_office") == ("category", "not_assessed")
    assessed(Category.WITNESS)
    document = kept(category=Category.WITNESS, legal_basis="public_office")
    assert (document.retention, document.review_by) == ("case", clock.today() + timedelta(365))
    assert conditions_of(document).purpose == Purpose.CONDUCT_OF_THE_FORUM
    assert kept().review_by == document.review_by  # the same bytes are the same document


def test_a_document_is_marked_more_strictly_and_what_quotes_it_follows() -> None:
    document = kept()
    party = Party.objects.get(pk="EG")
    Party.objects.update(source="A table of states")
    with act(ANALYST, Permission.RECORD_WRITE) as deed:
        cited, _ = cite(deed, party, "acronym", "EG", passage=passage_of(document, 4, 9, "group")[0])
    after = Conditions(Purpose.CONDUCT_OF_THE_FORUM, "public_office", Category.OFFICIAL, Retention.SHORT, clock.today())
    mark(ANALYST, document, Handling(TLP.AMBER, "muntada", frozenset({"MA"})), after, why="It names somebody.")
    document.refresh_from_db()
    cited.refresh_from_db()
    assert conditions_of(document) == conditions_of(cited) == after
    assert cited.handling == document.handling
    line = Entry.objects.filter(permission="record.mark", allowed=True).get()
    assert line.detail["things"][-1]["why"] == "It names somebody."
    party.refresh_from_db()
    assert party.tlp == "TLP:CLEAR"  # a table named it before
    with clock.at(clock.today() + timedelta(1)):
        assert not decide(ANALYST, Permission.SOURCE_READ, document)
        assert not decide(READER, Permission.CITATION_READ, cited)


@pytest.mark.parametrize(
    ("handling", "conditions", "field"),
    [
        (Handling(TLP.GREEN), None, "tlp"),
        (Handling(TLP.AMBER, "muntada", frozenset({"MA", "EG"})), None, "audience"),
        (Handling(TLP.AMBER, "EG", frozenset({"MA"})), None, "audience"),
        (Handling(TLP.AMBER, "muntada", frozenset({"MA"})), Conditions(), "category"),
    ],
)
def test_row_53_nothing_is_widened_by_marking_it(handling: Handling, conditions: Conditions | None, field: str) -> None:
    document = kept(tlp=TLP.AMBER, audience=("MA",), category=Category.AUTHOR, legal_basis="public_office")
    with pytest.raises(WouldWiden) as refused:
        mark(ANALYST, document, handling, conditions, why="I wish to.")
    assert refused.value.field == field
    assert not Entry.objects.filter(permission="record.mark", allowed=True).exists()
    assert Entry.objects.filter(permission="record.mark", allowed=False).count() == 1


def test_whoever_marks_may_keep_it_for_themselves_by_name() -> None:
    document = kept(tlp=TLP.AMBER)
    mark(ANALYST, document, Handling(TLP.RED, "muntada", frozenset({ANALYST.key})), why="Names.")
    assert decide(ANALYST, Permission.SOURCE_READ, document)
    assert not decide(COLLEAGUE, Permission.SOURCE_READ, document)


def test_what_was_marked_since_one_saw_it_is_not_overwritten() -> None:
    document = kept()
    seen = version_of(document)
    mark(ANALYST, document, Handling(TLP.GREEN), seen=seen)
    with pytest.raises(Stale):
        mark(COLLEAGUE, document, Handling(TLP.AMBER), seen=seen)
    assert Document.objects.get(pk=document.pk).tlp == TLP.GREEN
