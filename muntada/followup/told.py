"""The words of follow-up's files, in a language that is chosen for a file, whatever its reader's pages are in."""

from __future__ import annotations

from pathlib import Path

from muntada.followup.implementation import State
from muntada.followup.models import Institution, Measure
from muntada.parties.told import LANGUAGES, Phrases

_PHRASES = Phrases(Path(__file__).parent / "facts" / "told.csv")
say = _PHRASES.say


def state_in(state: State, language: str) -> str:
    """How far something is carried out."""
    return say(f"state.{state.name.lower()}", language)


def of_three(record: Institution | Measure, name: str, language: str) -> str:
    """What a record says under `name_ar` and so on: in this language, else in another."""
    said = (getattr(record, f"{name}_{one}") for one in (language, *LANGUAGES))
    return next((text for text in said if text), "")
