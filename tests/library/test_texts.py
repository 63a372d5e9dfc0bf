"""Texts come in as proposals, keep the addresses of their clauses in every language and version, and are settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muntada.access.actor import Actor
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.texts import discard, propose_text, revise, settle
from muntada.library.models import Clause, ClauseText, Expression, Title, Work
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, FOCAL_POINT, VISITOR
from tests.library.harbours import ARABIC, ENGLISH, Row, a_work, proposal, wids, words

pytestmark = pytest.mark.django_db


def bring(work: Work, rows: list[Row], language: str = "en", version: str = "2025-05-04") -> Expression:
    """A version brought in and settled as it was proposed."""
    made = propose_text(ANALYST, work, proposal(rows, language), quality="typed", version=version)
    return settle(ANALYST, made, seen=0)


def renewed() -> list[Row]:
    """A later wording: a new second paragraph, so that the numbers behind it move; a point gone; words changed."""
    rows = [row for row in ENGLISH if row[0] != "para_2__point_b"]
    return [
        *rows[:3],
        ("para_2", "", "operative", "2.", "Urges members to lend one another interpreters for hearings held abroad;"),
        ("para_3", "", "operative", "3.", rows[3][4]),
        ("para_3__point_a", "para_3", "point", "(a)", rows[4][4]),
        ("para_4", "", "operative", "4.", rows[5][4].replace("30 June 2026", "31 December 2027")),
    ]


def test_what_is_proposed_is_read_once_it_is_settled() -> None:
    work = a_work()
    made = propose_text(ANALYST, work, proposal(ENGLISH, title="Decision on harbours"), quality="native")
    assert (made.state, queries.text_page(VISITOR, work).clauses) == ("proposed", ())
    assert queries.clause(VISITOR, work, "para_1") is None
    settle(ANALYST, made, seen=0)
    page = queries.text_page(VISITOR, work)
    assert [(one.clause.wid, one.depth) for one in page.clauses][3:5] == [("para_2", 0), ("para_2__point_a", 1)]
    assert page.absent == ("ar", "fr")
    one = queries.clause(VISITOR, work.pk, "para_2__point_a")
    assert one is not None
    assert [above.wid for above in one.around] == ["para_2"]
    assert one.texts["en"].number == "(a)"
    assert Title.objects.get(work=work, language="en").text == "Decision on harbours"
    assert Work.objects.get(pk=work.pk).languages == ["en"]


def test_the_same_addresses_come_out_of_another_language() -> None:
    work = a_work()
    bring(work, ENGLISH)
    assert wids(bring(work, ARABIC, "ar")) == [row[0] for row in ENGLISH]
    assert Clause.objects.count() == len(ENGLISH)
    page = queries.text_page(VISITOR, work, ("ar", "en"))
    assert all(set(row.texts) == {"ar", "en"} and not row.missing for row in page.clauses)


def test_what_another_language_lacks_is_told_and_moves_no_address() -> None:
    """The recitals carry no number: without its first the second is known by what it does and says."""
    work = a_work()
    bring(work, ENGLISH)
    lacking = [("recitals_1__rec_1", *row[1:]) if row[0] == "recitals_1__rec_2" else row for row in ARABIC[1:]]
    lacking = [row for row in lacking if row[0] != "para_2__point_b"]
    arabic = bring(work, lacking, "ar")
    assert wids(arabic)[:2] == ["recitals_1__rec_2", "para_1"]
    page = queries.text_page(VISITOR, work, ("ar", "en"))
    assert page.missing == {"ar": ("recitals_1__rec_1", "para_2__point_b"), "en": ()}


def test_a_new_version_keeps_the_addresses_and_gives_none_twice() -> None:
    work = a_work()
    first = bring(work, ENGLISH)
    second = bring(work, renewed(), version="2027-02-01")
    assert wids(second) == [
        "recitals_1__rec_1",
        "recitals_1__rec_2",
        "para_1",
        "para_2-2",  # para_2 is and stays what it was, whatever number it has now
        "para_2",
        "para_2__point_a",
        "para_3",
    ]
    assert words(second, "para_2").number == "3."
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "settled")
    assert Clause.objects.get(wid="para_2__point_b").repealed == "2027-02-01"


def test_what_went_out_keeps_its_address_and_its_words() -> None:
    work = a_work()
    bring(work, ENGLISH)
    bring(work, renewed(), version="2027-02-01")
    gone = queries.clause(VISITOR, work, "para_2__point_b")
    assert gone is not None
    assert not gone.texts
    assert [text.text for text in gone.earlier] == [ENGLISH[5][4]]
    third = [*renewed()[:6], ("para_3__point_b", "para_3", "point", "(b)", "a map of every quay;"), renewed()[6]]
    again = bring(work, third, version="2028")
    assert "para_2__point_b" not in wids(again)
    assert words(again, "para_2__point_b-2").text == "a map of every quay;"


def test_what_comes_back_is_in_force_again() -> None:
    work = a_work()
    bring(work, ENGLISH)
    bring(work, renewed(), version="2027-02-01")
    bring(work, ENGLISH, version="2028")
    assert Clause.objects.get(wid="para_2__point_b").repealed == ""
    assert Clause.objects.get(wid="para_2-2").repealed == "2028"


def test_the_difference_says_what_came_went_changed_and_moved() -> None:
    work = a_work()
    first = bring(work, ENGLISH)
    rows = renewed()
    second = bring(work, [rows[1], rows[0], *rows[2:]], version="2027-02-01")
    told = queries.difference(VISITOR, first, second)
    assert told is not None
    assert (told.added, told.gone, told.changed, told.moved) == (1, 1, 2, 1)
    by_wid = {one.clause.wid: one for one in told.changes}
    assert by_wid["para_2-2"].how == "added"
    assert by_wid["para_2__point_b"].how == "gone"
    assert by_wid["para_2"].number
    said = [(piece.kind, piece.text) for piece in by_wid["para_3"].pieces if piece.text.strip()]
    assert [text for kind, text in said if kind == "gone"] == ["30", "June", "2026"]
    assert [text for kind, text in said if kind == "new"] == ["31", "December", "2027"]
    order = [one.clause.wid for one in told.changes]
    assert order.index("para_2__point_b") == order.index("para_2__point_a") + 1


def test_a_number_in_other_digits_is_no_change() -> None:
    work = a_work()
    first = bring(work, ARABIC, "ar")
    western = [(wid, parent, kind, number.replace("١", "1"), said) for wid, parent, kind, number, said in ARABIC]
    second = bring(work, western, "ar", "2027")
    told = queries.difference(VISITOR, first, second)
    assert told is not None
    assert {one.how for one in told.changes} == {"same"}


def test_a_difference_is_between_versions_of_one_text() -> None:
    work = a_work()
    english, arabic = bring(work, ENGLISH), bring(work, ARABIC, "ar")
    assert queries.difference(ANALYST, english, arabic) is None


def test_an_older_wording_takes_its_place_among_the_earlier_ones() -> None:
    work = a_work()
    newer = bring(work, renewed(), version="2027-02-01")
    older = bring(work, ENGLISH, version="2025-05-04")
    newer.refresh_from_db()
    assert (older.state, newer.state) == ("replaced", "settled")
    assert not Clause.objects.exclude(repealed="").exists()
    assert queries.settled(VISITOR, work) == {"en": newer}


def test_a_settled_version_is_corrected_by_a_copy_that_takes_its_place() -> None:
    work = a_work()
    first = bring(work, ENGLISH)
    copy = revise(ANALYST, first)
    assert wids(copy) == wids(first)
    assert ClauseText.objects.count() == 2 * len(ENGLISH)
    settle(ANALYST, copy, seen=0)
    first.refresh_from_db()
    assert (first.state, copy.state) == ("replaced", "settled")
    with pytest.raises(NotPossible, match="settled"):
        revise(ANALYST, first)


def test_what_is_discarded_leaves_only_what_others_speak_of() -> None:
    work = a_work()
    bring(work, ENGLISH)
    extra: Row = ("para_4", "", "operative", "4.", "Invites partners to lend boats to the smaller harbours;")
    made = propose_text(ANALYST, work, proposal([*ENGLISH, extra]), quality="typed")
    assert Clause.objects.count() == len(ENGLISH) + 1
    discard(ANALYST, made, seen=0)
    assert Clause.objects.count() == len(ENGLISH)
    assert not Expression.objects.filter(pk=made.pk).exists()


def test_a_text_is_handled_no_more_openly_than_its_work() -> None:
    work = a_work(tlp="TLP:AMBER", originator="EG")
    made = propose_text(ANALYST, work, proposal(ENGLISH), quality="typed")
    assert (made.tlp, made.originator) == ("TLP:AMBER", "EG")
    open_one = a_work("sf_open")
    strict = propose_text(ANALYST, open_one, proposal(ENGLISH), quality="typed", handling=Handling(TLP.GREEN))
    settle(ANALYST, strict, seen=0)
    assert queries.text_page(VISITOR, open_one).clauses == ()
    assert queries.clause(VISITOR, open_one, "para_1") is None
    assert len(queries.text_page(FOCAL_POINT, open_one).clauses) == len(ENGLISH)
    assert queries.clauses(VISITOR).count() == 0


def test_only_staff_bring_texts_in() -> None:
    work = a_work()
    for actor in (FOCAL_POINT, VISITOR):
        assert_refused(actor, work)
    assert not Expression.objects.exists()


def assert_refused(actor: Actor, work: Work) -> None:
    with pytest.raises(Refused):
        propose_text(actor, work, proposal(ENGLISH), quality="typed")


def test_the_trail_says_what_was_done_and_none_of_its_words() -> None:
    work = a_work()
    bring(work, ENGLISH)
    lines = list(Entry.objects.filter(permission="record.write").order_by("pk"))
    assert [line.thing_key for line in lines] == [work.pk, str(Expression.objects.get().pk)]
    assert "harbour" not in "".join(str(line.detail) for line in lines).replace("sf_harbours", "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"language": "es"}, "language"),
        ({"language": ""}, "language"),
        ({"provisions": (proposal(ENGLISH).provisions[0],) * 2}, "text"),
        ({"provisions": (replace(proposal(ENGLISH).provisions[0], kind="verse"),)}, "text"),
        ({"provisions": (proposal(ENGLISH).provisions[4],)}, "text"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(changed: dict[str, object], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        propose_text(ANALYST, a_work(), replace(proposal(ENGLISH), **changed), quality="typed")
    assert refused.value.field == field
    assert not Clause.objects.exists()


def test_a_text_without_clauses_is_none() -> None:
    with pytest.raises(NotPossible, match="no clause"):
        propose_text(ANALYST, a_work(), proposal([]), quality="typed")
    with pytest.raises(ValueRefused):
        propose_text(ANALYST, a_work("other"), proposal(ENGLISH), quality="typed", version="2027-02-29")


@pytest.mark.parametrize("wid", ["a/b", "../x", "Para_1", "para_\u0661", "para 1"])
def test_no_clause_gets_an_address_that_no_page_can_have(wid: str) -> None:
    with pytest.raises(ValueRefused):
        propose_text(ANALYST, a_work(), proposal([(wid, *ENGLISH[0][1:])]), quality="typed")
    assert not Clause.objects.exists()
