"""The nouns of the register: entities and what is stated of them, lists and their runs, screenings and their leads."""

from __future__ import annotations

from muntada.register.models.entities import Entity, Judgement, Statement
from muntada.register.models.leads import Lead, Proposal, Screening
from muntada.register.models.listings import Listing, ListingChange, Quarantined, Run, Tide

__all__ = [
    "Entity",
    "Judgement",
    "Lead",
    "Listing",
    "ListingChange",
    "Proposal",
    "Quarantined",
    "Run",
    "Screening",
    "Statement",
    "Tide",
]
