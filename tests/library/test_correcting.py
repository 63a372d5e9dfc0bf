"""A person corrects what was proposed: each correction a deed, and nobody overwrites what they have not seen."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.evidence.models import Document
from muntada.evidence.values import ValueRefused
from muntada.library.actions.correcting import CORRECTIONS, correct
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.texts import discard, propose_text, settle
from muntada.library.models import Clause, Expression
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, FOCAL_POINT, SECRETARIAT
from tests.library.harbours import ARABIC, ENGLISH, a_work, proposal, wids, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Expression:
    return propose_text(ANALYST, a_work(), proposal(ENGLISH), quality="typed")


def do(version: Expression, what: str, wid: str, **said: Any) -> list[str]:
    """Correct with the last revision before one's eyes; the addresses that come of it."""
    correct(ANALYST, version, what, wid, seen=Expression.objects.get(pk=version.pk).revision, **said)
    assert list(version.texts.order_by("order").values_list("order", flat=True)) == list(
        range(1, version.texts.count() + 1)
    )
    return wids(version)


def test_a_clause_is_divided_where_an_empty_line_stands(version: Expression) -> None:
    one, other = "Decides to found a network", "of harbour officers who meet twice a year;"
    after = do(version, "split", "para_1", parts=f"{one}\r\n\r\n{other}")
    assert after[2:5] == ["para_1", "para_1-2", "para_2"]
    assert [words(version, wid).text for wid in after[2:4]] == [one, other]
    after = do(version, "indent", "para_1-2")
    assert after[2:5] == ["para_1", "para_1__para_1", "para_2"]


def test_what_stands_within_a_divided_clause_stays_with_its_last_part(version: Expression) -> None:
    do(version, "split", "para_2", parts="Calls upon members\n\nto name in their registers:")
    inner = Clause.objects.get(texts__text=ENGLISH[4][4])
    assert inner.parent is not None
    assert inner.parent.texts.get().text == "to name in their registers:"


def test_dividing_keeps_the_words(version: Expression) -> None:
    with pytest.raises(NotPossible, match="keeps its words"):
        do(version, "split", "para_1", parts="Decides\n\nto found something else;")
    with pytest.raises(NotPossible, match="nothing to divide"):
        do(version, "split", "para_1", parts=ENGLISH[2][4])
    assert Expression.objects.get().revision == 0


def test_parts_are_found_again_in_the_captured_text() -> None:
    text = "1. Decides to found\na network of harbour officers; requests a report."
    document = Document.objects.create(
        sha256="c" * 64, name="a.txt", media_type="text/plain", size=len(text), text=text, language="en"
    )
    row = ("para_1", "", "operative", "1.", "Decides to found a network of harbour officers; requests a report.")
    made = propose_text(ANALYST, a_work("x"), proposal([row]), document=document, quality="native")
    made.texts.update(start=0, end=len(text))
    do(made, "split", "para_1", parts="Decides to found a network of harbour officers;\n\nrequests a report.")
    spans = [(one.start, one.end) for one in made.texts.order_by("order")]
    assert [text[start:end] for start, end in spans if start is not None] == [
        "Decides to found\na network of harbour officers;",
        "requests a report.",
    ]


def test_a_clause_is_joined_to_the_one_before_it(version: Expression) -> None:
    after = do(version, "join", "para_2__point_b")
    assert "para_2__point_b" not in after
    assert words(version, "para_2__point_a").text == f"{ENGLISH[4][4]} (b) {ENGLISH[5][4]}"
    after = do(version, "join", "para_2")
    assert Clause.objects.get(texts__text__startswith="the officer").parent.wid == "para_1"  # type: ignore[union-attr]
    with pytest.raises(NotPossible, match="Nothing stands before"):
        do(version, "join", after[0])


def test_clauses_go_in_and_out(version: Expression) -> None:
    after = do(version, "indent", "para_3")
    assert after[-1] == "para_2__para_3"
    assert do(version, "outdent", "para_2__para_3")[-1] == "para_3"
    after = do(version, "outdent", "para_2__point_a")
    assert after[4:6] == ["point_a", "point_a__point_b"]  # what followed it there is within it now
    with pytest.raises(NotPossible, match="no other clause"):
        do(version, "outdent", "point_a")
    with pytest.raises(NotPossible, match="Nothing stands before"):
        do(version, "indent", "recitals_1__rec_1")


def test_a_clause_is_moved_up_with_all_within_it(version: Expression) -> None:
    after = do(version, "move_up", "para_2")
    assert after[2:6] == ["para_2", "para_2__point_a", "para_2__point_b", "para_1"]


def test_number_kind_words_and_what_it_is_about_are_put_right(version: Expression) -> None:
    do(version, "renumber", "para_3", number="Article 4")
    after = do(version, "retype", "para_4", kind="article")
    assert after[-1] == "art_4"
    do(version, "reword", "art_4", heading="Reporting", text="Requests the secretariat to report every year.")
    about = {"opening": "requests", "addressee": "secretariat", "topics": ["border_security"], "pillar": 2}
    do(version, "describe", "art_4", lifecycle="", sector="ports_and_shipping", **about)
    said = words(version, "art_4")
    assert (said.number, said.heading, said.confidence) == ("Article 4", "Reporting", None)
    clause = Clause.objects.get(wid="art_4")
    assert (clause.kind, clause.addressee, clause.topics, clause.pillar, clause.sector) == (
        "article", "secretariat", ["border_security"], 2, "ports_and_shipping",
    )  # fmt: skip


def test_a_page_s_head_that_was_taken_for_a_clause_is_taken_out(version: Expression) -> None:
    after = do(version, "take_out", "para_2")
    assert after[3:5] == ["point_a", "point_b"]
    assert not Clause.objects.filter(wid="para_2").exists()


def test_an_address_that_another_language_has_does_not_change(version: Expression) -> None:
    arabic = propose_text(ANALYST, version.work, proposal(ARABIC, "ar"), quality="typed")
    after = do(version, "renumber", "para_3", number="7.")
    assert after[-1] == "para_3"
    assert wids(arabic) == after


def test_a_person_says_which_clause_of_the_work_one_is(version: Expression) -> None:
    settle(ANALYST, version, seen=0)
    other = [("para_1", "", "operative", "1.", "Founds, without more ado, what was talked of for so long;")]
    later = propose_text(ANALYST, version.work, proposal(other), quality="typed", version="2027")
    assert wids(later) == ["para_1-2"]
    assert do(later, "identify", "para_1-2", target="para_1") == ["para_1"]
    assert not Clause.objects.filter(wid="para_1-2").exists()
    assert do(later, "identify", "para_1", target="") == ["para_1-2"]
    with pytest.raises(NotPossible, match="no such clause"):
        do(later, "identify", "para_1-2", target="para_99")
    with pytest.raises(NotPossible, match="has words at that address"):
        do(later, "identify", "para_1-2", target="para_1-2")


def test_of_two_at_once_the_second_is_told(version: Expression) -> None:
    correct(ANALYST, version, "renumber", "para_3", seen=0, number="4.")
    same = Expression.objects.get(pk=version.pk)
    with pytest.raises(NotPossible) as refused:
        correct(SECRETARIAT, same, "reword", "para_1", seen=0, heading="", text="Decides nothing;")
    assert refused.value.code == "stale"
    assert words(version, "para_1").text == ENGLISH[2][4]
    for verb in (settle, discard):
        with pytest.raises(NotPossible, match="meantime"):
            verb(SECRETARIAT, same, seen=0)
    assert settle(SECRETARIAT, same, seen=1).state == "settled"


def test_what_is_settled_is_not_corrected(version: Expression) -> None:
    settle(ANALYST, version, seen=0)
    for what, said in CASES.items():
        with pytest.raises(NotPossible, match="settled"):
            correct(ANALYST, version, what, "para_1", seen=1, **said)


CASES: dict[str, dict[str, Any]] = {
    "split": {"parts": "a\n\nb"},
    "join": {},
    "indent": {},
    "outdent": {},
    "move_up": {},
    "renumber": {"number": "1."},
    "retype": {"kind": "article"},
    "reword": {"heading": "", "text": "Words."},
    "describe": {},
    "take_out": {},
    "identify": {"target": "para_1"},
}


def test_every_correction_is_tried_and_is_for_staff_and_leaves_a_line(version: Expression) -> None:
    assert set(CASES) == set(CORRECTIONS)
    for what, said in CASES.items():
        before = Entry.objects.count()
        with pytest.raises(Refused):
            correct(FOCAL_POINT, version, what, "para_1", seen=0, **said)
        assert Entry.objects.count() == before + 1
        with pytest.raises(NotPossible, match="no such clause"):
            correct(ANALYST, version, what, "para_99", seen=0, **said)
    do(version, "renumber", "para_3", number="4.")
    line = Entry.objects.order_by("-pk").first()
    assert line is not None
    assert line.detail["things"][0]["correction"] == "renumber"


@pytest.mark.parametrize(
    ("what", "said", "field"),
    [
        ("retype", {"kind": "verse"}, "kind"),
        ("renumber", {"number": "x" * 41}, "number"),
        ("reword", {"heading": "", "text": " "}, "text"),
        ("reword", {"heading": "", "text": "A \x00 word"}, "text"),
        ("describe", {"opening": "Decides!"}, "opening"),
        ("describe", {"addressee": "everybody"}, "addressee"),
        ("describe", {"topics": ["gardening"]}, "topics"),
        ("describe", {"pillar": 5}, "pillar"),
        ("describe", {"lifecycle": "spring"}, "lifecycle"),
    ],
)
def test_what_cannot_be_said_is_refused(version: Expression, what: str, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        do(version, what, "para_1", **said)
    assert refused.value.field == field
    assert Expression.objects.get().revision == 0


def test_the_last_clause_is_not_taken_out() -> None:
    made = propose_text(ANALYST, a_work(), proposal(ENGLISH[2:3]), quality="typed")
    with pytest.raises(NotPossible, match="discard"):
        do(made, "take_out", "para_1")
    assert made.texts.count() == 1
