"""A questionnaire as a workbook: made for one request, filled in without a network, and read back row by row.

Pure: it knows no database. What is asked comes in as `Asked`; what was answered goes out as `Returned`.
"""

from __future__ import annotations

from muntada.followup.questionnaire.reading import read_back
from muntada.followup.questionnaire.shape import Asked, Filled, Question, QuestionnaireRefused, Returned, SetAside
from muntada.followup.questionnaire.writing import workbook

__all__ = [
    "Asked",
    "Filled",
    "Question",
    "QuestionnaireRefused",
    "Returned",
    "SetAside",
    "read_back",
    "workbook",
]
