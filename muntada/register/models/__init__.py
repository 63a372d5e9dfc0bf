"""The nouns of the register: entities and what is stated of them, lists and their runs, screenings and their leads."""

from __future__ import annotations

from muntada.register.models.batches import Batch, BatchName
from muntada.register.models.entities import Entity, Judgement, Statement
from muntada.register.models.leads import Lead, Proposal, Screening
from muntada.register.models.listings import Listing, ListingChange, Quarantined, Run, Tide
from muntada.register.models.mentions import Mention
from muntada.register.models.own import Approval, Likeness, Neutrality, Special, Waiting
from muntada.register.models.reviews import Exemption, Review
from muntada.register.models.told import Given, Notice

__all__ = [
    "Approval",
    "Batch",
    "BatchName",
    "Entity",
    "Exemption",
    "Given",
    "Judgement",
    "Lead",
    "Likeness",
    "Listing",
    "ListingChange",
    "Mention",
    "Neutrality",
    "Notice",
    "Proposal",
    "Quarantined",
    "Review",
    "Run",
    "Screening",
    "Special",
    "Statement",
    "Tide",
    "Waiting",
]
