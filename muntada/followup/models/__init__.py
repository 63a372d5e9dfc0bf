"""The nouns of follow-up: commitments, mappings, measures, evidence, assessments, requests, positions."""

from __future__ import annotations

from muntada.followup.models.commitments import Commitment, Institution, Mapping
from muntada.followup.models.judging import (
    Answer,
    Assessment,
    Attachment,
    Clearance,
    Position,
    PositionVersion,
    Request,
)
from muntada.followup.models.measures import Contribution, Evidence, EvidenceRevision, Measure, Report

__all__ = [
    "Answer",
    "Assessment",
    "Attachment",
    "Clearance",
    "Commitment",
    "Contribution",
    "Evidence",
    "EvidenceRevision",
    "Institution",
    "Mapping",
    "Measure",
    "Position",
    "PositionVersion",
    "Report",
    "Request",
]
