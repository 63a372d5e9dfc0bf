"""The nouns of the forum: bodies and seats, meetings and who comes to them, what is said and what comes of it."""

from __future__ import annotations

from muntada.forum.models.bodies import (
    Body,
    Cooperation,
    Departure,
    Initiative,
    Mandate,
    Membership,
    Programme,
    Rule,
    Standing,
)
from muntada.forum.models.delegations import Capacity, Delegation, Invitation, Registration
from muntada.forum.models.floor import Speaker, SpeakersList, Statement
from muntada.forum.models.meetings import (
    AgendaItem,
    Attribution,
    Meeting,
    Paper,
    PaperVersion,
    Participation,
    Series,
    Sitting,
)
from muntada.forum.models.outcomes import Minutes, MinutesRevision, Outcome, Progress
from muntada.forum.models.posts import Post
from muntada.forum.models.sourced import Sourced
from muntada.forum.models.terms import Ballot, Candidacy, Election, Objection, Seat, Silence, Support, Term, TermChange

__all__ = [
    "AgendaItem",
    "Attribution",
    "Ballot",
    "Body",
    "Candidacy",
    "Capacity",
    "Cooperation",
    "Delegation",
    "Departure",
    "Election",
    "Initiative",
    "Invitation",
    "Mandate",
    "Meeting",
    "Membership",
    "Minutes",
    "MinutesRevision",
    "Objection",
    "Outcome",
    "Paper",
    "PaperVersion",
    "Participation",
    "Post",
    "Programme",
    "Progress",
    "Registration",
    "Rule",
    "Seat",
    "Series",
    "Silence",
    "Sitting",
    "Sourced",
    "Speaker",
    "SpeakersList",
    "Standing",
    "Statement",
    "Support",
    "Term",
    "TermChange",
]
