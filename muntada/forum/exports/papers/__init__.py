"""The papers of a meeting as sheets: its agenda, its minutes, the list of its participants, and their badges.

Each shows what its reader may see, under the highest label of what stands on it. What was said in a sitting stands in
the minutes as their text has it: no paper looks up who spoke.
"""

from __future__ import annotations

from collections.abc import Callable

from muntada.access.actor import Actor
from muntada.forum.exports.papers.agenda import agenda
from muntada.forum.exports.papers.minutes import minutes
from muntada.forum.exports.papers.participants import badges, participant_list
from muntada.forum.exports.papers.shown import Shown
from muntada.forum.models import Meeting
from muntada.printing.pdf import as_pdf
from muntada.printing.word import as_docx

__all__ = ["FORMS", "PAPERS", "Shown", "paper"]

PAPERS: dict[str, Callable[[Actor, Meeting, str], Shown | None]] = {
    "agenda": agenda,
    "minutes": minutes,
    "participants": participant_list,
    "badges": badges,
}
FORMS = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def paper(actor: Actor, meeting: Meeting, which: str, language: str) -> Shown | None:
    """A paper of a meeting in a language; None where the actor may know of none."""
    return PAPERS[which](actor, meeting, language)
