"""Papers before a meeting, with versions in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import mark
from muntada.evidence.models import Document
from muntada.evidence.store import get
from muntada.forum.actions.agenda import add_item
from muntada.forum.actions.meetings import cancel_meeting
from muntada.forum.actions.papers import add_version, change_paper, submit_paper
from muntada.forum.models import Meeting, Paper, PaperVersion
from muntada.forum.queries.papers import paper_file, papers
from muntada.forum.running import RunRefused
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.sources.actions.intake import take_in
from muntada.trail.deed import Refused
from tests.cast import ANALYST, READER, SECRETARIAT, VISITOR
from tests.forum.meeting_room import CO_CHAIR, MEMBER, OUTSIDER, captured, convened

pytestmark = pytest.mark.django_db
AMBER = Handling(TLP.AMBER, audience=frozenset({"gctf.coco"}))


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.STORE = str(tmp_path / "store")
    return tmp_path / "store"


def version(
    paper: Paper, text: str = "Words", language: str = "en", *, actor: Any = SECRETARIAT, name: str = "paper.txt"
) -> PaperVersion:
    return add_version(actor, paper, data=text.encode(), captured=captured(text), name=name, language=language)


def code_of(verb: Any, *args: Any, **said: Any) -> tuple[str, str]:
    with pytest.raises(RunRefused) as caught:
        verb(*args, **said)
    return caught.value.field, caught.value.code


def test_versions_follow_one_another_in_each_language_and_none_replaces_another(store: Path) -> None:
    paper = submit_paper(SECRETARIAT, convened(), title="Returning travellers", symbol="CoCo/12/3")
    made = [version(paper, text, language) for text, language in (
        ("One", "en"), ("Un", "fr"), ("Two", "en"), ("واحد", "ar"), ("Deux", "fr"), ("Three", "en"),
    )]  # fmt: skip
    assert [(one.number, one.language) for one in made] == [
        (1, "en"), (1, "fr"), (2, "en"), (2, "ar"), (2, "fr"), (3, "en"),
    ]  # fmt: skip
    kept = [get(store, one.document.sha256).decode() for one in PaperVersion.objects.order_by("pk")]
    assert kept == ["One", "Un", "Two", "واحد", "Deux", "Three"]


def test_the_same_file_twice_is_one_version() -> None:
    paper = submit_paper(SECRETARIAT, convened(), title="A paper")
    version(paper)
    assert code_of(version, paper) == ("file", "same_bytes")
    assert version(paper, language="fr").number == 1


def test_a_party_submits_its_own_papers_and_no_other_s() -> None:
    meeting = convened()
    own, other = Party.objects.get(pk="MA"), Party.objects.get(pk="EG")
    paper = submit_paper(MEMBER, meeting, title="From Morocco", party=own, due=date(2027, 1, 1))
    assert (paper.party, paper.due) == (own, None)
    assert version(paper, actor=MEMBER).document.captured_by == MEMBER.key
    for actor in (READER, ANALYST, VISITOR, OUTSIDER):
        with pytest.raises(Refused):
            submit_paper(actor, meeting, title="For them", party=own)
        with pytest.raises(Refused):
            version(paper, "Other words", actor=actor)
    with pytest.raises(Refused):
        submit_paper(MEMBER, meeting, title="For Egypt", party=other)
    with pytest.raises(Refused):
        submit_paper(MEMBER, meeting, title="Of the meeting")
    assert submit_paper(CO_CHAIR, meeting, title="Of the meeting").party is None


def test_what_comes_after_its_day_at_the_place_of_the_meeting_is_late() -> None:
    meeting = convened(documents_by=date(2026, 12, 1), time_zone="Asia/Tokyo", place="Tokyo")
    paper = submit_paper(SECRETARIAT, meeting, title="A paper")
    own_day = submit_paper(SECRETARIAT, meeting, title="Another", due=date(2026, 12, 5))
    with clock.at(datetime(2026, 12, 1, 14, 59, tzinfo=UTC)):
        assert not version(paper, "In time").late
    with clock.at(datetime(2026, 12, 1, 15, tzinfo=UTC)):
        assert version(paper, "Too late").late
        assert not version(own_day).late
    assert not version(submit_paper(SECRETARIAT, convened(kind="workshop"), title="No day")).late


def test_a_paper_is_handled_as_its_meeting_and_its_item_and_so_is_its_file() -> None:
    meeting = convened()
    item = add_item(SECRETARIAT, meeting, title="Budget", kind="internal")
    open_one, inner = (
        submit_paper(SECRETARIAT, meeting, title="Open"),
        submit_paper(SECRETARIAT, meeting, title="Inner", item=item),
    )
    for paper in (open_one, inner):
        version(paper, paper.title)
    assert inner.handling == AMBER
    seen = {
        actor.key: [paper.title for paper, _versions in papers(actor, meeting)] for actor in (VISITOR, MEMBER, OUTSIDER)
    }
    assert seen == {"public": ["Open"], "user:7": ["Inner", "Open"], "user:8": ["Open"]}
    files = rows(VISITOR, Permission.SOURCE_READ, Document).values_list("text", flat=True)
    assert list(files) == ["Open"]


def test_a_file_is_given_to_those_who_see_the_paper_alone() -> None:
    paper = submit_paper(SECRETARIAT, convened(), title="A paper", handling=AMBER)
    made = version(paper)
    assert paper_file(MEMBER, made.pk) == made
    assert paper_file(VISITOR, made.pk) is None
    assert paper_file(OUTSIDER, made.pk) is None


def test_a_paper_that_is_marked_more_strictly_takes_its_files_along() -> None:
    paper = submit_paper(SECRETARIAT, convened(), title="A paper")
    made = version(paper)
    mark(SECRETARIAT, paper, AMBER)
    made.document.refresh_from_db()
    assert made.document.handling == AMBER
    assert paper_file(VISITOR, made.pk) is None


def test_a_strict_paper_of_the_same_bytes_leaves_an_open_source_open() -> None:
    text = "The committee met in Rabat on 4 March 2021 and thanked its hosts."
    source = take_in(ANALYST, text.encode(), name="article.txt").source
    paper = submit_paper(SECRETARIAT, convened(), title="A paper", handling=AMBER)
    made = version(paper, text)
    source.document.refresh_from_db()
    assert source.document.tlp == TLP.CLEAR
    assert made.document != source.document
    assert made.document.sha256 == source.document.sha256


def test_a_document_wider_than_its_meeting_is_refused() -> None:
    meeting = convened(handling=AMBER)
    strict = Handling(TLP.AMBER, audience=frozenset({"NL"}))
    assert submit_paper(SECRETARIAT, meeting, title="Clear", handling=Handling()).handling == AMBER
    with pytest.raises(ValueError, match="shared with different people"):
        submit_paper(SECRETARIAT, meeting, title="Other", handling=strict)


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"data": b""}, "file", "file"),
        ({"language": "xx"}, "language", "language"),
        ({"language": ""}, "language", "language"),
    ],
)
def test_what_is_no_version_is_refused(said: dict[str, Any], field: str, code: str) -> None:
    paper = submit_paper(SECRETARIAT, convened(), title="A paper")
    given = {"data": b"Words", "captured": captured(), "name": "a.txt", "language": "en"} | said
    assert code_of(add_version, SECRETARIAT, paper, **given) == (field, code)
    assert not Document.objects.exists()


def test_a_paper_of_a_cancelled_meeting_stays_as_it_is() -> None:
    meeting = convened()
    paper = submit_paper(SECRETARIAT, meeting, title="A paper")
    cancel_meeting(SECRETARIAT, meeting, reason="No host")
    assert code_of(version, paper) == ("meeting", "cancelled")
    assert code_of(submit_paper, SECRETARIAT, meeting, title="More") == ("meeting", "cancelled")
    assert code_of(change_paper, SECRETARIAT, paper, title="More") == ("meeting", "cancelled")


def test_a_paper_moves_to_another_item_of_its_meeting_that_shows_no_more_than_it() -> None:
    meeting, other = convened(), convened(kind="workshop")
    paper = submit_paper(SECRETARIAT, meeting, title="A paper")
    item = add_item(SECRETARIAT, meeting, title="One")
    inner = add_item(SECRETARIAT, meeting, title="Two", kind="internal")
    elsewhere = add_item(SECRETARIAT, other, title="One")
    change_paper(SECRETARIAT, paper, item=item, title="Its title", due=date(2026, 12, 2))
    paper.refresh_from_db()
    assert (paper.item, paper.title, paper.due) == (item, "Its title", date(2026, 12, 2))
    assert code_of(change_paper, SECRETARIAT, paper, item=elsewhere) == ("item", "other_meeting")
    assert code_of(change_paper, SECRETARIAT, paper, item=inner) == ("item", "handling")


def test_papers_of_a_meeting_that_one_may_not_see_are_not_seen() -> None:
    meeting = convened(handling=AMBER)
    submit_paper(SECRETARIAT, meeting, title="A paper")
    assert papers(VISITOR, meeting) == []
    assert Meeting.objects.count() == 1
