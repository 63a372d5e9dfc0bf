"""Works that French calls by a name of their own: « l'Accord d'Alger », « la Convention de Kampala ».

A kind of instrument with a capital and something that follows its article and says which one: the capital sets it apart
from any agreement or convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.page import Mention
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_ARTICLE = re.compile(r"(?:\b(?:la|le|du|au|une|un|sa|leur|son|notre|cette|ce|les|des|aux|dite?|de la) |l')[\"(]? ?$")
_QUALITY = (
    r"(?: (?:internationale?|africaine?|arabe|regionale?|mondiale?|commune?|integree?|politique|ministerielle?|"
    r"europeenne?|ouest-africaine?|conjointe?|additionnel(?:le)?|generale?|communautaire|sahelienne?|nationale?|"
    r"prioritaire|revisee?))*"
)
_SAYS_WHICH = re.compile(
    rf"{_QUALITY}(?: (?:de (?:la |l')?|d'|du |des |sur |pour |contre |relati(?:f|ve) |portant |n° ?)|[- ]?{signs.DATE}|"
    r" \")"
)
_OF_BODY = re.compile(rf"{_QUALITY} (?:de la |de l'|du |des |de |d')(?:[a-z'{signs.BODY}]+/)?({signs.BODY})")
_DAY = re.compile(
    rf"[^.;{signs.INSTRUMENT_KIND}{signs.INSTRUMENT}{signs.MEETING}]{{0,110}}?"
    rf"\b(?:adopte|signe|conclu|paraphe|enterine|endosse|approuve|lance|revise|publie)e?s?\b,?"
    rf"(?: (?!par |qui |pour |le |en |ce |au )[^ .;,{signs.DATE}]+){{0,4}},?(?: (?:a|au|en) {signs.PLACE},?)? "
    rf"(?:le |en |ce |au mois de )?({signs.DATE})"
)
_DATED = re.compile(rf"(?: [^ .;,{signs.DATE}]+){{0,3}} (?:du |de |\()?({signs.DATE})")
_CONFIDENCE = 0.72


def find_named_works(template: Template) -> Iterator[Found]:
    """An instrument finding for each kind of instrument that stands as the name of one work."""
    if template.page.language != "fr" or signs.INSTRUMENT_KIND not in template.signs:
        return
    text, page = template.text, template.page
    for mention, at in zip(template.mentions, template.places, strict=True):
        if mention.sign != signs.INSTRUMENT_KIND or mention.key in extra_words("no_instruments"):
            continue
        named = page.capital(mention.start) and _ARTICLE.search(page.text, max(0, mention.start - 12), mention.start)
        if not named or not _SAYS_WHICH.match(text, at + 1):
            continue
        attrs = {"kind": mention.key}
        of = _OF_BODY.match(text, at + 1)
        body = template.mention_at(of.start(1)) if of else None
        if body and body.key:
            attrs["body"] = body.key
        day = _day(template, at + 1)
        if day:
            attrs["when"] = day.key
        yield Found("instrument", attrs, mention.start, mention.end, "fr.instrument.named", _CONFIDENCE)


def _day(template: Template, at: int) -> Mention | None:
    """The day on which a work was adopted or signed, as a verb after it or a date in its name says."""
    said = _DATED.match(template.text, at) or _DAY.match(template.text, at)
    day = template.mention_at(said.start(1)) if said else None
    return day if day and day.key else None
