"""Known instruments: what each mention of one states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from muntada.library.facts import framework_documents, instruments
from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_CONFIDENCE = 0.95
_KIND_OF_DOCUMENT = {"guidance": "guidelines", "principles": "guiding_principles", "manual": "handbook"}
_OF_FAMILY = {
    "SC resolution": ("resolution", "un.sc"),
    "SC presidential statement": ("presidential_statement", "un.sc"),
    "SC guiding principles": ("guiding_principles", "un.sc.ctc"),
    "SC document": ("framework_document", "un.sc.ctc"),
    "SC declaration": ("declaration", "un.sc.ctc"),
    "GA resolution": ("resolution", "un.ga"),
    "UN SG plan": ("action_plan", "un"),
}
_OF_KEY = {"ga60_288": ("strategy", "un"), "las_strategy1997": ("strategy", "org.league_of_arab_states"),
           "ga55_25": ("convention", ""), "ga58_4": ("convention", "")}  # fmt: skip
_PROGRAMMES = {"un_ftf_plan": "un"}
_ORGANS = {
    "League of Arab States": "org.league_of_arab_states",
    "OAU/AU": "org.african_union",
    "OIC": "org.organisation_of_islamic_cooperation",
    "Gulf Cooperation Council": "org.gulf_cooperation_council",
    "Council of Europe": "org.council_of_europe",
    "European Union": "EU",
    "ASEAN": "org.association_of_southeast_asian_nations",
    "OAS": "org.organization_of_american_states",
}


@lru_cache(maxsize=1)
def known() -> dict[str, dict[str, Any]]:
    """Key to kind and adopting body of every work of the reference tables."""
    works: dict[str, dict[str, Any]] = {}
    for document in framework_documents():
        works[document.id] = {"kind": _KIND_OF_DOCUMENT.get(document.kind, document.kind), "body": "gctf"}
    for row in instruments():
        kind, body = _OF_KEY.get(row.id) or _OF_FAMILY.get(row.family) or _treaty(row.title_en, row.organ)
        if " review" in row.title_en and row.id.startswith("ga"):
            kind = "review_of_the_strategy"
        works[row.id] = {"kind": kind, "body": body} if body else {"kind": kind}
    return works


def _treaty(title: str, organ: str) -> tuple[str, str]:
    for word in ("Protocol", "Treaty", "Strategy", "Recommendations"):
        if title.startswith(word):
            kind = {"Recommendations": "recommendation"}.get(word, word.lower())
            return kind, _ORGANS.get(organ, "")
    return ("action_plan" if "Plan of Action" in title else "convention"), _ORGANS.get(organ, "")


def find_works(template: Template) -> Iterator[Found]:
    """An instrument finding for every known instrument that a sentence names."""
    for mention in template.mentions:
        if mention.sign != signs.INSTRUMENT or mention.values.get("refers"):
            continue
        for attrs in _stated(mention):
            key = attrs.get("key")
            if key in _PROGRAMMES:
                attrs = {"key": key, "body": _PROGRAMMES[key]}
                yield Found("programme", attrs, mention.start, mention.end, "any.programme.known", _CONFIDENCE)
            else:
                yield Found("instrument", attrs, mention.start, mention.end, "any.instrument.known", _CONFIDENCE)


def _stated(mention: Mention) -> Iterator[dict[str, Any]]:
    cited = mention.values.get("cited")
    if cited:
        for one in cited:
            yield {name: value for name, value in one.items() if value}
        return
    for key in mention.keys[:1]:
        yield {"key": key, **known().get(key, {})}
