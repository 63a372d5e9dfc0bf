"""Works are entered by hand: what they are, how they were adopted, what they succeed and add to."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.evidence.values import ValueRefused
from muntada.library.actions.making import change_work, make_work
from muntada.library.models import Relation, Symbol, Work
from muntada.library.queries import work_page
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT

pytestmark = pytest.mark.django_db

SAID: dict[str, Any] = {
    "kind": "security_council_resolution",
    "symbol": "s/res/9178(2014)",
    "adopted": "2014-09-24",
    "adopted_by": "vote",
    "votes": "13-0-2",
    "binding": "chapter_7",
    "status": "adopted",
    "topics": ["border_security"],
}
TITLES = {"ar": "قرار بشأن المرافئ", "en": "Resolution on harbours"}


def make(key: str = "sc9178", **more: Any) -> Work:
    return make_work(ANALYST, key=key, titles=TITLES, **{**SAID, **more})


def test_a_work_is_entered_with_how_it_was_adopted() -> None:
    Party.objects.create(key="un.sc", kind="organisation")
    work = make(body="un.sc")
    assert (work.symbol, work.adopted_by, work.votes, work.binding) == (
        "S/RES/9178 (2014)",
        "vote",
        "13-0-2",
        "chapter_7",
    )
    assert Symbol.objects.get(text="S/RES/9178 (2014)").work == work
    page = work_page(READER, "sc9178")
    assert page is not None
    assert [titles[0].text for titles in page.titles.values()] == list(TITLES.values())


def test_a_work_succeeds_another_and_stands_under_another() -> None:
    older, above = make("older", symbol="A/9/1"), make("above", symbol="A/9/2")
    newer = make(supersedes="older", parent="above")
    relation = Relation.objects.get()
    assert (relation.subject_work, relation.predicate, relation.object_work) == (newer, "supersedes", older)
    assert newer.parent == above
    with pytest.raises(ValueRefused, match="under itself"):
        change_work(ANALYST, above, parent="sc9178")
    with pytest.raises(ValueRefused, match="under itself"):
        change_work(ANALYST, newer, supersedes="sc9178")


def test_what_is_not_named_stays_as_it_was() -> None:
    work = change_work(ANALYST, make(), votes="14-0-1", titles={"en": "Resolution on harbours and ports"})
    work.refresh_from_db()
    assert (work.votes, work.kind, work.topics) == ("14-0-1", SAID["kind"], ["border_security"])
    shown = {title.language: title.text for title in work.titles.filter(preferred=True)}
    assert shown == {"ar": TITLES["ar"], "en": "Resolution on harbours and ports"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"key": "SC 1"}, "key"),
        ({"key": ""}, "key"),
        ({"kind": ""}, "kind"),
        ({"kind": "poem"}, "kind"),
        ({"body": "nobody"}, "body"),
        ({"adopted": "2027-02-29"}, "adopted"),
        ({"adopted_by": "shouting"}, "adopted_by"),
        ({"adopted_by": "consensus"}, "votes"),
        ({"votes": "13:0:2"}, "votes"),
        ({"binding": "perhaps"}, "binding"),
        ({"status": "lost"}, "status"),
        ({"parent": "none"}, "parent"),
        ({"supersedes": "none"}, "supersedes"),
        ({"topics": ["gardening"]}, "topics"),
        ({"titles": {"en": ""}}, "title"),
        ({"titles": {"es": "Resolución"}}, "title"),
        ({"titles": {"en": "A \u202e title"}}, "title"),
        ({"symbol": "x" * 61}, "symbol"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, Any], field: str) -> None:
    given = {"key": "sc9178", "titles": TITLES, **SAID, **said}
    with pytest.raises(ValueRefused) as refused:
        make_work(ANALYST, **given)
    assert refused.value.field == field
    assert not Work.objects.exists()


def test_a_key_and_a_symbol_are_of_one_work() -> None:
    make()
    for said, field in (({"key": "sc9178"}, "key"), ({"key": "other", "symbol": "S/RES/9178 (2014)"}, "symbol")):
        with pytest.raises(ValueRefused) as refused:
            make(**said)  # type: ignore[arg-type]
        assert refused.value.field == field


def test_a_work_is_for_no_more_people_than_what_it_stands_under() -> None:
    above = make_work(ANALYST, key="above", titles=TITLES, handling=Handling(TLP.GREEN), kind="memorandum")
    assert make("under", symbol="", parent=above.pk).tlp == "TLP:GREEN"
    with pytest.raises(ValueRefused, match="fewer people"):
        make("open", symbol="", parent=above.pk, handling=Handling(TLP.CLEAR))


def test_what_one_may_not_know_of_is_not_there_to_stand_under() -> None:
    make_work(SECRETARIAT, key="hidden", titles=TITLES, kind="memorandum")
    Work.objects.filter(pk="hidden").update(tlp="TLP:AMBER", originator="EG")
    Party.objects.create(key="hidden.body", kind="body", tlp="TLP:AMBER", originator="EG")
    for said in ({"parent": "hidden"}, {"supersedes": "hidden"}, {"body": "hidden.body"}):
        with pytest.raises(ValueRefused) as refused:
            make(**said)
        with pytest.raises(ValueRefused) as absent:
            make(**dict.fromkeys(said, "none"))
        assert refused.value.reason.replace("hidden.body", "none").replace("hidden", "none") == absent.value.reason


def test_only_staff_enter_works() -> None:
    with pytest.raises(Refused):
        make_work(FOCAL_POINT, key="sc9178", titles=TITLES, **SAID)
    work = make()
    with pytest.raises(Refused):
        change_work(FOCAL_POINT, work, status="withdrawn")
