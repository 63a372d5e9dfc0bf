"""What lists and countries are called in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muntada.parties.facts import states
from muntada.register.facts import known_lists
from muntada.web.labels import Said, best

OWN = "own"  # what was entered here


def list_title(dataset: str) -> Said:
    """A list's name; of what came with none, that it was entered here."""
    if dataset == OWN:
        return Said(_("Entered here"), get_language() or "")
    known = known_lists().get(dataset)
    return best(known.names, dataset) if known else Said(dataset)


def country_name(code: str) -> Said:
    """A country's name from its code."""
    found = _states().get(code.lower())
    return best({"ar": found.name_ar, "en": found.name_en, "fr": found.name_fr}, code) if found else Said(code)


@cache
def _states() -> dict[str, Any]:
    return {one.code.lower(): one for one in states()}
