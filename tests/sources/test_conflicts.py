"""Where sources disagree, both stay and are shown until a person settles it."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.evidence.actions.citations import NotInConflict, keep_as_entered, reopen, settle
from muntada.evidence.models import Citation
from muntada.evidence.queries import citations_of
from muntada.evidence.queries import values_of as values_by_document
from muntada.forum.models import Membership, Term
from muntada.marking.tlp import TLP
from muntada.sources.actions.deciding import accept, undo
from muntada.sources.matching import Undecidable
from muntada.sources.models import Finding
from muntada.sources.queries import conflicts, conflicts_of, values_of
from muntada.trail.deed import Refused
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT, VISITOR
from tests.sources.desk import drafted

pytestmark = pytest.mark.usefixtures("desk")


def term(start: str, where: str = "", **more: Any) -> Finding:
    attrs = {"body": "gctf.wg.ea", "role": "co_chair", "party": ["EG"], "start": start}
    return drafted(("term", attrs, f"Egypt has led the group since {start}{where}"), **more)[0]


def word(value: str) -> Citation:
    return Citation.objects.get(field="start", value=value)


@pytest.fixture
def disputed() -> Term:
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2018"))
    return Term.objects.get()


def test_both_start_dates_are_shown_by_their_sources_until_settled(disputed: Term) -> None:
    (start,) = conflicts_of(ANALYST, disputed)
    assert (start.field, start.shown, start.settled) == ("start", "2017", False)
    assert [(one.value, len(one.voices)) for one in start.stated] == [("2017", 1), ("2018", 1)]
    assert [conflict.record for conflict in conflicts(ANALYST)] == [disputed]
    settle(SECRETARIAT, word("2018"))
    disputed.refresh_from_db()
    assert disputed.start == "2018"
    assert conflicts_of(ANALYST, disputed) == []
    assert conflicts(ANALYST) == []
    assert (word("2017").standing, word("2018").standing) == ("set_aside", "preferred")
    (values,) = [values for values in values_of(ANALYST, disputed) if values.field == "start"]
    assert values.settled
    assert len(values.stated) == 2


def test_a_settlement_can_be_taken_back(disputed: Term) -> None:
    settle(SECRETARIAT, word("2018"))
    reopen(SECRETARIAT, disputed, "start")
    disputed.refresh_from_db()
    assert disputed.start == "2017"
    assert len(conflicts(ANALYST)) == 1
    with pytest.raises(NotInConflict):
        reopen(SECRETARIAT, disputed, "start")


def test_only_the_secretariat_settles(disputed: Term) -> None:
    with pytest.raises(Refused):
        settle(ANALYST, word("2018"))
    with pytest.raises(Refused):
        reopen(ANALYST, disputed, "start")
    with pytest.raises(Refused):
        keep_as_entered(ANALYST, disputed, "start")


def test_what_nothing_contradicts_is_not_settled() -> None:
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2017-05"))
    with pytest.raises(NotInConflict):
        settle(SECRETARIAT, word("2017"))


def test_settling_for_a_vague_date_keeps_the_precise_one_that_agrees(disputed: Term) -> None:
    accept(ANALYST, term("2018-05"))
    settle(SECRETARIAT, word("2018"))
    disputed.refresh_from_db()
    assert disputed.start == "2018-05"
    assert word("2018-05").standing == "stands"


def test_new_evidence_reopens_the_question(disputed: Term) -> None:
    settle(SECRETARIAT, word("2018"))
    accept(ANALYST, term("2017", where=", says another"))
    assert len(conflicts_of(ANALYST, disputed)) == 1
    disputed.refresh_from_db()
    assert disputed.start == "2018"


def test_a_decision_that_a_settlement_rests_on_is_not_taken_back(disputed: Term) -> None:
    settle(SECRETARIAT, word("2018"))
    last = Finding.objects.order_by("-pk")[0].decisions.get()
    with pytest.raises(Undecidable) as caught:
        undo(ANALYST, last)
    assert caught.value.code == "settled"
    reopen(SECRETARIAT, disputed, "start")
    undo(ANALYST, last)
    assert conflicts(ANALYST) == []


def test_the_tables_have_a_voice_and_can_be_kept() -> None:
    entered = Term.objects.create(body_id="gctf.wg.ea", party_id="EG", start="2016", source="the tables")
    accept(ANALYST, term("2017"))
    (start,) = conflicts_of(ANALYST, entered)
    assert [(one.value, one.voices[0].reference) for one in start.stated] == [("2016", "the tables"), ("2017", "")]
    keep_as_entered(SECRETARIAT, entered, "start")
    entered.refresh_from_db()
    assert entered.start == "2016"
    assert word("2016").reference == "the tables"
    reopen(SECRETARIAT, entered, "start")
    settle(SECRETARIAT, word("2017"))
    reopen(SECRETARIAT, entered, "start")
    entered.refresh_from_db()
    assert entered.start == "2016"


def test_copies_of_one_story_are_one_voice() -> None:
    filler = " ".join(f"The {number} paragraph tells the same news of day {number}." for number in range(30))
    for site in ("one", "two"):
        quote = "Egypt has led the group since 2017"
        attrs = {"body": "gctf.wg.ea", "role": "co_chair", "party": ["EG"], "start": "2017"}
        accept(ANALYST, drafted(("term", attrs, quote), text=f"{site}: {quote}. {filler}")[0])
    accept(ANALYST, term("2017", where=" as we reported"))
    (start,) = [values for values in values_of(ANALYST, Term.objects.get()) if values.field == "start"]
    assert [len(one.voices) for one in start.stated] == [2]
    assert len(start.citations) == 3
    (apart,) = [values for values in values_by_document(ANALYST, Term.objects.get()) if values.field == "start"]
    assert [len(one.voices) for one in apart.stated] == [3]


def test_nobody_sees_words_or_a_conflict_above_their_label() -> None:
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2018", tlp=TLP.GREEN))
    accept(ANALYST, term("2019", tlp=TLP.AMBER))
    record = Term.objects.get()
    seen = {
        actor.name: {citation.value for citation in citations_of(actor, record) if citation.field == "start"}
        for actor in (READER, FOCAL_POINT, ANALYST)
    }
    assert list(seen.values()) == [{"2017", "2018"}, {"2017", "2018"}, {"2017", "2018", "2019"}]
    assert len(conflicts(READER)) == len(conflicts(FOCAL_POINT)) == 1
    assert conflicts(VISITOR) == []
    assert conflicts(None) == []
    assert values_of(None, record) == []


def test_kinds_that_narrow_one_another_are_no_conflict() -> None:
    Membership.objects.create(body_id="gctf", party_id="EG", kind="member", source="the tables")
    accept(ANALYST, drafted(("membership", {"body": "gctf", "party": ["EG"], "kind": "founding"}, "a founder"))[0])
    accept(ANALYST, drafted(("membership", {"body": "gctf", "party": ["EG"], "kind": "member"}, "a member"))[0])
    assert Membership.objects.get().kind == "founding"
    assert conflicts(ANALYST) == []
