"""How departures from rules, and the states of terms, are shown."""

from __future__ import annotations

from django.utils.translation import get_language

from muntada.forum.models import Departure, Rule
from muntada.forum.queries.rules import LANGUAGES
from muntada.web.labels import Said, best


def said_of(departure: Departure) -> str:
    """What the rule said, in the reader's language."""
    said = departure.warning.splitlines()
    place = LANGUAGES.index(get_language() or "ar") if get_language() in LANGUAGES else 0
    return said[place] if place < len(said) else departure.warning


def wording(rule: Rule) -> Said:
    """A rule in the forum's own words, where it has some."""
    return best({"ar": rule.words_ar, "en": rule.words_en, "fr": rule.words_fr})
