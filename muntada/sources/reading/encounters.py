"""Talks and visits that a French verb states: « a été reçu par », « s'est entretenu avec », « s'est rendu à ».

Who met whom stands on both sides of the verb, in any order with the day and the place; so the verb is sought first,
then somebody on each side of it, then what the rest of the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_TRIGGERS = ("recu", "recoi", "recev", "accueil", "rencontr", "entreten", "entretien", "entretin", "audience",
             "entrevue", "tete-a-tete", "rendu", "rendra", "sejourn", "deplacement", "avec")  # fmt: skip
_OFFICE = (
    rf"(?:{signs.OFFICIAL}|\b(?:(?:vice-|premiere? )?ministres?|(?:vice-)?presidente?s?|ambassadeurs?|ambassadrices?|"
    r"chefs? (?:de|du|d'|des)|secretaires? (?:general|d'etat|executif|permanent)[a-z]*|direct(?:eur|rice)s?|"
    r"delegation|envoyee?s?|emissaires?|representante?s?|coo?rdonn?ateurs?|(?:haute?s?-)?commissaires?|homologues?|"
    r"souverain|roi|general|colonel|amiral|corps diplomatique|gouverneurs?|mediat(?:eur|rice)|rapporteure?)\b)"
)
_AUX = r"(?:a|avait|ont|avaient|aura|auront|eut)"
_ADVERBS = r"(?:,? (?:[a-z-]+ment|aussi|deja|hier|tour a tour|successivement|ensuite|par ailleurs|notamment),?)*"
_ACTIVE = re.compile(
    rf"(?:\b{_AUX}{_ADVERBS},? (?:recue?s?|rencontree?s?|accueillie?s?)|"
    r"\b(?:recoit|recoivent|recevra|recevront|recevait|recut|rencontrera|rencontrait|accueillera)|"
    r"\b(?:l'honneur|au tour|l'occasion|avant|apres|vient) (?:[^ .,;]+ ){0,4}?(?:de |d'avoir )?(?:recevoir|recu)|"
    r"\baudiences? qu'(?:il|elle) (?:a|avait) accordee?s?(?= (?:a|au|aux)\b)|"
    r"\ben recevant|\baudience que (?:lui|leur) (?:a|ont|avait|aura) accordee?)\b"
    r"(?! (?:par|des mains|un|une|le soutien|mandat|pour)\b)"
)
_PASSIVE = re.compile(
    rf"(?:\b(?:{_AUX}{_ADVERBS} ete|est|sont|sera|seront|fut|etait){_ADVERBS} (?:recue?s?|accueillie?s?)|"
    r"(?:^|, |\bete )(?:ete )?recue?s?|\baudience accordee|\bs'est vu accorder une audience)\b(?! comme)"
)
_TOGETHER = re.compile(
    r"\b(?:s'(?:est|etait)(?: [a-z]+ment| aussi)? entretenue?|se sont(?: [a-z]+ment| aussi)? (?:entretenue?s|reunis)|"
    r"s'entretient|s'entretenait|s'entretiendra|s'entretiendront|s'entretint|"
    r"(?:entretenue?|reunie?) (?:par telephone |en tete-a-tete )?(?=avec)|"
    rf"(?:{_AUX}|aura|tiendra|accorde)(?: eu| tenu| accorde)?(?:, [^.;,]{{1,30}},)? (?:un |une |des |plusieurs |de )"
    r"(?:[a-z]+ )?(?:entretiens?|echanges?|tete-a-tete|entrevue|audience|seance de travail|pourparlers)"
    r"(?: (?!avec|a |au |aux )[^ .,;]+){0,2}|"
    rf"{_AUX}{_ADVERBS} (?:echange|confere|discute)|"
    r"(?:ses|leurs) entretiens(?: (?!avec\b)[^ .,;]+){0,6}(?= avec\b))\b"
)
_WITH = re.compile(rf"[^.;]{{0,100}}?\b(?:avec|a|au|aux) (?:le |la |l'|les |son |sa |leurs? |des |une |un |m\. |mme )?"
                   rf"(?:[^ .,;]+ ){{0,2}}?{_OFFICE}")  # fmt: skip
_BY = re.compile(
    rf"[^.;]{{0,110}}?\bpar (?:le |la |l'|les |son |sa |leurs? |une? |m\. |mme |sem )*(?:[^ .,;]+ ){{0,2}}?{_OFFICE}"
)
_BY_NAME = re.compile(r"[^.;]{0,110}?\bpar (?:m\. |mme |dr )?([a-z])")
_OBJECT = re.compile(
    rf"[^.;]{{0,100}}?(?: |')(?:le |la |l'|les |son |sa |leurs? |une? |m\. |mme )?(?:[^ .,;]+ ){{0,2}}?{_OFFICE}"
)
_SOMEBODY = re.compile(rf"{_OFFICE}|{signs.PARTY}")
_PRONOUN = re.compile(r"(?:\b(?:il|elle|ils|elles|qui|dernier|derniere)|m\. [^ .,;]+) (?:l'|s'|se |y )?$")
_LAST_WORD = re.compile(r"([^ .,;'\"]+),? (?:s'|se |l'|les )?$")
_SEVERAL = re.compile(r"\b(?:corps diplomatique|les ambassadeurs|les chefs de mission|les representants)\b")
_AT = re.compile(r"(?:\b(?:a|au) |\bville de |\bcapitale [^ ,]+, )$")
_POSTED = re.compile(
    r"\b(?:ambassadeur|ambassadrice|accreditee?s?|bases?|en poste|consul|bureau|residante?|ne|nee)[^,;]{0,20}$"
)
_NOT_THEN = re.compile(r"\b(?:depuis|avant|apres|nomme|elu|cree|signe|adopte|d'ici)e?s? (?:le |en |au )?$")
_NOT = re.compile(r"\b(?:n'|ne |n' )$")
_WENT = re.compile(
    rf"(?:\bs'(?:est|etait) rendue?|\bse rendra|\bse rendait|\ben (?:deplacement|sejour)|"
    rf"\b(?:{_AUX} |effectue |effectuera )(?:effectue )?un (?:[a-z]+ )?(?:deplacement|sejour)|"
    rf"\b(?:{_AUX} )?sejourn(?:e|ent|era|eront|ait))\b"
)
_BY_HAND = re.compile(r"[^.;]{0,120}?\bdes mains d")
_NEAR = 160  # letters of a template within which a day or place is said of the verb
_CONFIDENCE = 0.75


def find_encounters(template: Template) -> Iterator[Found]:
    """The talks and visits that a French sentence states by a verb, each with its day and place."""
    text = template.text
    if template.page.language != "fr" or not any(word in text for word in _TRIGGERS):
        return
    for verb, after in _verbs(template):
        met = after.match(text, verb.end()) or (_by_name(template, verb) if after is _BY else None)
        if (
            met is None
            or _NOT.search(text, max(0, verb.start() - 4), verb.start())
            or not _somebody_before(template, verb)
            or _BY_HAND.match(text, verb.end())
        ):
            continue
        found = _talks(template, verb, met.end())
        if found:
            yield found
            return
    yield from _journeys(template)


def _verbs(template: Template) -> Iterator[tuple[re.Match[str], re.Pattern[str]]]:
    for pattern, after in ((_PASSIVE, _BY), (_ACTIVE, _OBJECT), (_TOGETHER, _WITH)):
        for verb in pattern.finditer(template.text):
            yield verb, after


def _by_name(template: Template, verb: re.Match[str]) -> re.Match[str] | None:
    """« reçu par Jean Petit »: a name is somebody too."""
    met = _BY_NAME.match(template.text, verb.end())
    return met if met and template.page.capital(template.origin(met.start(1))) else None


def _somebody_before(template: Template, verb: re.Match[str]) -> bool:
    """Whether somebody stands before the verb, or, of « reçu par ... », at once after: an office, a name, a pronoun."""
    text, at = template.text, verb.start()
    start = max(0, at - 200)
    if _SOMEBODY.search(text, start, verb.end()) or _PRONOUN.search(text, start, at):
        return True
    if at == 0 or verb[0].startswith((", ", "audience")) or text[at - 1 :].startswith("en rece"):
        return True
    word = _LAST_WORD.search(text, start, at)
    return word is not None and template.page.capital(template.origin(word.start(1)))


def _talks(template: Template, verb: re.Match[str], end: int) -> Found | None:
    """The talks round a verb; without day, place or audience they are those of two officials, or nothing is said."""
    text = template.text
    day = _day(template, verb)
    place = _place(template, verb)
    officials = [m for m in template.mentions if m.sign == signs.OFFICIAL]
    if not (day or place or "audience" in text or len(officials) > 1):
        return None
    several = _SEVERAL.search(text, verb.start(), end)
    attrs: dict[str, object] = {"kind": "meeting" if several else "bilateral_talks"}
    if day and day.key:
        attrs["when"] = day.key
    if place:
        attrs["place"] = place.key
    if verb[0].startswith("audience") and officials:
        attrs["with"] = officials[-1].values.get("person") or officials[-1].keys  # one audience is not another
    first, last = template.span(verb.start(), end)
    first = min([first, *(m.start for m in (day, place) if m)])
    last = max([last, *(m.end for m in (day, place) if m)])
    return Found("meeting", attrs, first, last, "fr.meeting.encounter", _CONFIDENCE)


def _day(template: Template, verb: re.Match[str]) -> Mention | None:
    """The day of an encounter: the nearest date to the verb that is not said of something else."""
    near = [
        (abs(at - verb.start()), mention)
        for mention, at in zip(template.mentions, template.places, strict=True)
        if mention.sign == signs.DATE and not _NOT_THEN.search(template.text, max(0, at - 20), at)
    ]
    days = [(away, m) for away, m in near if m.values.get("kind") in {"day", "range", "days"} or len(m.key) >= 10]
    away, day = min(days, key=lambda one: one[0], default=(_NEAR, None))
    return day if away < _NEAR else None


def _place(template: Template, verb: re.Match[str]) -> Mention | None:
    """The city of an encounter, not the one in which an ambassador serves."""
    text = template.text
    for mention, at in zip(template.mentions, template.places, strict=True):
        if mention.sign != signs.PLACE or not mention.key or abs(at - verb.start()) >= _NEAR:
            continue
        if _AT.search(text, max(0, at - 40), at) and not _POSTED.search(text, max(0, at - 40), at):
            return mention
    return None


def _journeys(template: Template) -> Iterator[Found]:
    """Somebody in office who went to a place on a day, but to no meeting that the sentence names."""
    somebody = signs.OFFICIAL in template.signs or "delegation" in template.text
    if not somebody or signs.DATE not in template.signs or signs.MEETING in template.signs:
        return
    for verb in _WENT.finditer(template.text):
        day, place = _day(template, verb), _place(template, verb)
        abroad = place or re.match(rf" [^.;]{{0,50}}?\b(?:en|au|aux|a) {signs.PARTY}", template.text[verb.end() :])
        if day and day.key and abroad and not _NOT.search(template.text, max(0, verb.start() - 4), verb.start()):
            attrs = {"kind": "official_visit", "when": day.key} | ({"place": place.key} if place else {})
            first, last = template.span(*verb.span())
            ends = [(first, last), (day.start, day.end), *([(place.start, place.end)] if place else [])]
            yield Found("meeting", attrs, min(e[0] for e in ends), max(e[1] for e in ends), "fr.meeting.journey", 0.7)
            return
