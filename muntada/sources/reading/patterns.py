"""The language in which rules are written: regular expressions over templates, with names for kinds of mention.

`{party}` is a party, `{parties}` a list of them, `{date}`, `{place}`, `{body}` and so on one mention of the kind;
`{chair:parties}` gives the slot a name of its own, and
`{words}` are any words up to what comes next and `{items}` the things they list;
`{sign_title}` is the bare sign, for use inside a character class. `{..5}` lets at most five words pass, within the
sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from muntada.sources.reading import signs
from muntada.text.folding import fold

_PARTY = f"[{signs.PARTY}{signs.OFFICIAL}{signs.INSTITUTION}]"
_KINDS = {
    "city": signs.PLACE,
    "capital": f"[{signs.NATIONALITY}{signs.PARTY}]",  # of the state of which "the Kenyan capital" speaks
    "office": signs.OFFICIAL,  # the body in which an official holds office
    "party": _PARTY,
    "participant": f"{_PARTY[:-1]}{signs.BODY}]",
    "delegate": f"{_PARTY[:-1]}{signs.NATIONALITY}]",  # of a list of persons, each with his office, name or state
    "recipient": f"{_PARTY[:-1]}{signs.BODY}]",  # an official stands for the body whose office he holds
    "state": signs.PARTY,
    "nationality": signs.NATIONALITY,
    "body": signs.BODY,
    "organisation": f"[{signs.BODY}{signs.INSTITUTION}{signs.PARTY}]",
    "institution": signs.INSTITUTION,
    "official": signs.OFFICIAL,
    "meeting": signs.MEETING,
    "role": signs.ROLE,
    "date": signs.DATE,
    "number": signs.NUMBER,
    "ordinal": signs.ORDINAL,
    "place": f"[{signs.PLACE}{signs.PARTY}]",
    "title": signs.TITLE,
    "instrument": signs.INSTRUMENT,
    "instrument_kind": signs.INSTRUMENT_KIND,
    "any_instrument_kind": signs.INSTRUMENT_KIND,  # laws and reports too, of which there are many without a record
    "level": signs.LEVEL,
    "person": signs.PERSON,
}
# Between the members of a list, by language; the words are folded like everything else in a template.
_JOINT = {
    "ar": r"(?:\s*,\s*|\s+)(?:و\s?|(?:مع|بالاشتراك مع|بالشراكه مع|الي جانب|وكذلك|وكذا)\s+)",
    "en": r"(?:\s*,\s*(?:and\s+|as well as\s+)?|\s+and\s+|\s*&\s*|\s*,?\s+(?:together|jointly|along|alongside) with\s+"
    r"|\s*,?\s+alongside\s+|\s+as well as\s+|\s*,?\s+as co-?chairs? (?:alongside|with)\s+)(?:the\s+)?",
    "fr": r"(?:\s*,\s*(?:et\s+)?|\s+et\s+|\s+ainsi que\s+|\s+(?:conjointement\s+)?avec\s+)"
    r"(?:(?:l'|d'|(?:le|la|les|de|du|des|de la|des|par)\s+)(?:l'|la\s+)?)?",
}
_ARTICLE = {"ar": "", "en": r"(?:the\s+)?", "fr": r"(?:l'|d'|(?:le|la|les|de la|du|des)\s+)?"}
# Where a list ends in languages in whose lists no verb follows: with the sentence, or with a clause that says more.
_END_OF_ITEMS = {
    "ar": r"(?=[.;!?]|$|,? و?(?:كما|حيث|فيما|في حين|موكد|مشير|معرب|مشدد|مبرز|داعي|لافت|منوه|موضح|مضيف|مثمن|معتبر|متمني|"
    r"مجدد|بهدف|بغيه|بما [يت]|بحضور|بمشاركه|وذلك|علي هامش|بحيث|وفق|علي ان|قبل|بعد|مما|الامر الذي|من اجل|ليتم|تمهيد)|"
    r"(?<! من),? و?خلال)",
    "fr": r"(?=[.;!?]|$|,? (?:tandis que|alors que|afin|qui|dont|s'est|avec pour|en vue|dans le but|lors (?:de|du|d')|"
    r"a l'occasion|au cours|en presence|sous la|indique|precise|selon|a indique|a-t-on|ajoute|souligne|"
    rf"et d'[a-z]+er|ainsi que d'[a-z]+er|aura lieu|a lieu|"
    r"(?:seront|sera|sont|est|etaient|etait|figur[a-z]+)(?: aussi| inscrite?s?)? (?:au (?:programme|menu)|a l'ordre du)"
    rf")\b|,? a {signs.PLACE}|"
    r", (?:le|la|les|l') ?[^.;,]{0,50}? (?:a|ont|avait|avaient|sera|seront) [a-z]+(?:e|i|u|it|is|ert)e?s?\b)",
    "en": "",
}
# What may stand between «و» and a delegate or recipient in Arabic, and the words of a name after one.
_OFFICE = (
    r"(?:(?:ال)?(?:امير|ملك|سلطان|عاهل|رييسه?|وزيره?|نايبه?|ولي عهد|سفيره?|ممثله?|مندوبه?|مبعوثه?|مفوضه?|امين|وفد|"
    r"رييس|وزراء|روساء|كل من)(?: [^\s,.;!?\ue000-\ue0ff]+){0,4}? )?"
)
_NAME = rf"(?: ?(?:[^\s,.;!?\ue000-\ue0ff]+|[{signs.ORDINAL}{signs.NATIONALITY}{signs.OFFICIAL}])){{0,9}}?"
# A gap is made of words and signs, each taken whole, so that there is one way only to pass over a stretch.
_FIRST, _LAST = "\ue000", "\ue0ff"
_SLOT = re.compile(r"\{(?:([a-z_]+):)?([a-z_]+)\}")
_GAP = re.compile(r"\{\.\.(\d+)\}")
_NOWHERE = (-1, -1)
LISTS = {
    "parties": "party",
    "participants": "participant",
    "delegates": "delegate",
    "recipients": "recipient",
    "bodies": "organisation",
    "places": "place",
    "dates": "date",
    "instruments": "instrument",
    "titles": "title",
    "nationalities": "nationality",
}


@lru_cache(maxsize=4096)
def compiled(pattern: str, language: str, *, stop: str = "") -> re.Pattern[str]:
    """A rule's pattern as a regular expression over templates of the language; gaps end before signs in `stop`."""
    token = rf"(?:(?:[^\s.;!?{_FIRST}-{_LAST}]|\.(?=\S))++|(?![{stop or '.'}])[{_FIRST}-{_LAST}])"
    text = _GAP.sub(lambda gap: rf"(?:\s*+{token}){{0,{gap[1]}}}?\s*", fold(pattern).text)
    used: Counter[str] = Counter()

    def named(slot: re.Match[str]) -> str:
        name = slot[1] or slot[2]
        used[name] += 1
        # A slot may stand in several branches of a pattern; each needs a group of its own.
        return _slot(name if used[name] == 1 else f"{name}__{used[name]}", slot[2], language)

    return re.compile(_SLOT.sub(named, text))


def span_of(match: re.Match[str], name: str) -> tuple[int, int]:
    """Where a slot was filled, in whichever branch of the pattern; (-1, -1) where it was not."""
    try:
        span = match.span(name)
    except IndexError:  # the pattern has no such slot
        return _NOWHERE
    if span[0] >= 0:
        return span
    groups, number = match.re.groupindex, 2
    while (other := f"{name}__{number}") in groups:
        if match.start(other) >= 0:
            return match.span(other)
        number += 1
    return _NOWHERE


def _slot(name: str, kind: str, language: str) -> str:
    if kind.startswith("sign_"):
        return _KINDS[kind.removeprefix("sign_")].strip("[]")
    if kind == "words":
        return rf"(?P<{name}>[^.;!?]+?)"
    if kind == "items":
        return rf"(?P<{name}>[^.;!?]+?){_END_OF_ITEMS[language]}"
    if kind in LISTS:
        one = _KINDS[LISTS[kind]]
        if kind in {"delegates", "recipients"}:
            return rf"(?P<{name}>{one}(?:{_NAME}\s*,?\s+و\s?{_OFFICE}{one})*)"
        if kind == "places":  # a body may stand for its seat after the first
            return rf"{_ARTICLE[language]}(?P<{name}>{one}(?:{_JOINT[language]}(?:{one}|{signs.BODY}))*)"
        return rf"{_ARTICLE[language]}(?P<{name}>{one}(?:{_JOINT[language]}{one})*)"
    return rf"(?P<{name}>{_KINDS[kind]})"
