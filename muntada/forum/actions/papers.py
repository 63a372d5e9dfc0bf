"""Papers before a meeting: by agenda item, with versions that follow one another in each language."""

from __future__ import annotations

from datetime import date
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import Capture, keep_along
from muntada.evidence.store import digest_of
from muntada.forum.actions.planning import LANGUAGES
from muntada.forum.actions.under import Given, keep
from muntada.forum.events import PaperSubmitted
from muntada.forum.models import AgendaItem, Meeting, Paper, PaperVersion
from muntada.forum.running import RunRefused, line
from muntada.parties.models import Party
from muntada.text.moments import zone_of
from muntada.trail.deed import act


def submit_paper(
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    party: Party | None = None,
    item: AgendaItem | None = None,
    symbol: str = "",
    due: date | None = None,
    handling: Given = None,
) -> Paper:
    """Announce a paper to a meeting: a party's own, or with no party one of the meeting itself.

    Its files follow with `add_version`. `due` is for those who run the meeting; else the meeting's own day counts.
    It is handled as the meeting and the item are, or more strictly. Raises RunRefused.
    """
    said = {"title": line("title", title, 300, needed=True), "symbol": line("symbol", symbol, 60)}
    with act(actor, *_leave(meeting, party)) as deed:
        _still_on(meeting)
        _own(meeting, item)
        if due is not None and party is not None:
            due = None
        around = [meeting] if item is None else [meeting, item]
        paper = keep(Paper(meeting=meeting, item=item, party=party, due=due, **said), *around, given=handling)
        deed.of(paper, title=paper.title)
    return paper


def change_paper(actor: Actor, paper: Paper, **said: Any) -> Paper:
    """Change a paper's title, symbol or item, or the day it is due, which those who run the meeting set.

    Raises RunRefused.
    """
    by = None if "due" in said else paper.party
    with act(actor, *_leave(paper.meeting, by)) as deed:
        _still_on(paper.meeting)
        for name, value in said.items():
            if name == "item":
                _own(paper.meeting, value)
                if value is not None and not value.handling.flows_to(paper.handling):
                    raise RunRefused("item", "handling")
            elif name not in {"title", "symbol", "due"}:
                raise RunRefused(name, "nothing")
            limits = {"title": 300, "symbol": 60}
            if name in limits:
                value = line(name, value, limits[name], needed=name == "title")
            setattr(paper, name, value)
        paper.save(update_fields=list(said))
        deed.of(paper, fields=sorted(said))
    return paper


def add_version(
    actor: Actor, paper: Paper, *, data: bytes, captured: Capture, name: str, language: str
) -> PaperVersion:
    """Add a file to a paper: the next version in its language, or the language that the latest version still lacks.

    What came before stays as it was. It is `late` after the day on which papers are due at the meeting's place.
    `captured` is its text as the sources' entrance reads it. Raises RunRefused, and StoreFailed.
    """
    if not data:
        raise RunRefused("file", "file")
    if language not in LANGUAGES:
        raise RunRefused("language", "language")
    with act(actor, *_leave(paper.meeting, paper.party)) as deed:
        _still_on(paper.meeting)
        held = Paper.objects.select_for_update().get(pk=paper.pk)
        versions = list(held.versions.select_related("document"))
        digest = digest_of(data)
        if any(one.language == language and one.document.sha256 == digest for one in versions):
            raise RunRefused("file", "same_bytes")
        document = keep_along(
            deed, actor, data=data, captured=captured, name=name, handling=held.handling, language=language
        )
        version = PaperVersion.objects.create(
            paper=held,
            number=next_number(versions, language),
            language=language,
            document=document,
            at=clock.now(),
            late=is_late(held),
        )
        deed.of(held, version=version.number, language=language, late=version.late)
        deed.tell(PaperSubmitted(held.pk, version.pk))
    return version


def next_number(versions: list[PaperVersion], language: str) -> int:
    """The latest number where this language still lacks it, else the next."""
    latest = max((one.number for one in versions), default=1)
    there = any(one.number == latest and one.language == language for one in versions)
    return latest + 1 if there else latest


def is_late(paper: Paper) -> bool:
    """Whether the day on which the paper was due has passed at the place of the meeting."""
    due = paper.due or paper.meeting.documents_by
    if due is None:
        return False
    return clock.now().astimezone(zone_of(paper.meeting.time_zone or "UTC")).date() > due


def _leave(meeting: Meeting, party: Party | None) -> tuple[Permission, Any]:
    """By which right, and of what: a party submits its own papers, and who runs the meeting its own."""
    return (Permission.MEETING_RUN, meeting) if party is None else (Permission.PAPER_SUBMIT, party)


def _still_on(meeting: Meeting) -> None:
    if Meeting.objects.filter(pk=meeting.pk, status=Meeting.Status.CANCELLED).exists():
        raise RunRefused("meeting", "cancelled")


def _own(meeting: Meeting, item: AgendaItem | None) -> None:
    if item is not None and item.meeting_id != meeting.pk:
        raise RunRefused("item", "other_meeting")
