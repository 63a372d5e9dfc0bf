"""What persons ask for and what was decided of it; what their data are kept for; what is reported in confidence."""

from muntada.rights.models.persons import (
    NAMES,
    Assessment,
    Breach,
    Concern,
    Correction,
    Erasure,
    Reminder,
    Request,
    Telling,
)
from muntada.rights.models.petitions import WRITTEN_IN, Petition
from muntada.rights.models.purposes import Repurposing
from muntada.rights.models.reports import Report

__all__ = [
    "NAMES",
    "WRITTEN_IN",
    "Assessment",
    "Breach",
    "Concern",
    "Correction",
    "Erasure",
    "Petition",
    "Reminder",
    "Report",
    "Repurposing",
    "Request",
    "Telling",
]
