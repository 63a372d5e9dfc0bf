"""Questions about bodies, terms, members and meetings, answered as far as the actor may read."""

from __future__ import annotations

from muntada.forum.queries.bodies import (
    Branch,
    Seat,
    bodies,
    body,
    body_tree,
    candidacies,
    children,
    initiatives,
    mandate,
    memberships,
    predecessors,
    seats_over_years,
    terms,
)
from muntada.forum.queries.meetings import (
    Agenda,
    agenda_of,
    day_of,
    meeting,
    meetings,
    meetings_where,
    places_called,
)
from muntada.forum.queries.parties import Happening, PartyPage, party_page

__all__ = [
    "Agenda",
    "Branch",
    "Happening",
    "PartyPage",
    "Seat",
    "agenda_of",
    "bodies",
    "body",
    "body_tree",
    "candidacies",
    "children",
    "day_of",
    "initiatives",
    "mandate",
    "meeting",
    "meetings",
    "meetings_where",
    "memberships",
    "party_page",
    "places_called",
    "predecessors",
    "seats_over_years",
    "terms",
]
