"""What French pronouns and general nouns stand for: « Elle s'est tenue à Oslo », « cette instance », « mon pays »."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial

from muntada.sources.reading import signs
from muntada.sources.reading.bodies import home_state
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_OWN = Sought(r"\b(?:mon|notre) pays\b")
_STARTS = re.compile(r"[\"( ]*(?:mais |or |enfin, |par ailleurs, |a noter qu')?(il|elle|celui-ci|celle-ci|c'etait)\b ?")
_HELD = re.compile(
    r"s'(?:est|etait) (?:tenu|deroul|ouvert|achev|clotur)|se (?:tient|tiendra|tenait|deroule)|"
    r"(?:aura|a|avait) (?:eu )?lieu|(?:sera|a ete|est|etait) (?:marquee|sanctionnee)|"
    r"(?:sera|a ete|est|etait) (?:co-?)?(?:presidee|organisee)"
)
_WAS_ON = re.compile(r"(?:ce |le |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)")
_ACTS = re.compile(
    r"(?:est|etait) (?:(?:actuellement|aujourd'hui) )?(?:compose|constitue|forme|(?:co-?)?preside|charge|membre)|"
    r"a ete (?:forme|constitue|cree|lance|fonde|mis|institue|etabli)|compte|regroupe|rassemble|reunit|comprend|coopere|"
    r"travaille|collabore|a pour (?:mission|but|objectif|mandat|vocation)"
)
_PARTY_ACTS = re.compile(
    r"(?:est|etait|sera|fut) (?:egalement |aussi )?(?:(?:l'une? des |un |une )?(?:membre|pays|etat)|candidat|"
    r"representee?)|"
    r"(?:a|avait) (?:egalement |aussi )?(?:pris part|participe|assiste|adhere|rejoint|(?:co-?)?preside|abrite|"
    r"accueilli|organise|ete elue?|depose|presente|lance|pris la|ratifie|signe|adopte|cree|mis en)|"
    r"(?:participe|prend|prendra|(?:co-?)?preside|assure|exerce|brigue|"
    r"accueille|abrite|fait partie)"
)
_EDITION = Sought(r"\bcette (?:[0-9]{1,3}(?:e|eme|ere)|[a-z]+ieme|premiere|seconde) edition\b(?! (?:de|du|des|d')\b)")
_INSTANCE = Sought(r"\b(?:l'(?:organisation|institution) (?:sous-|sous )?regionale|"
                       r"cette (?:instance|plateforme|plate-forme|organisation|institution|structure|enceinte)|"
                       r"cet (?:organe|organisme)|ce mecanisme)\b")  # fmt: skip
_BY_CAPITAL = Sought(
    r"(?:\bl'organisation|\bla communaute|\bl'alliance)\b(?!,? (?:de|des|du|d'|internationale|africaine)\b| d')"
)
_ARTICLE = re.compile(r"\b(?:(la|une|cette)|(le|un|du|au|ce)) $")


def own_country(page: Page) -> list[Mention]:
    """« mon pays », « notre pays »: the state from which a text speaks."""
    home = home_state(page)
    own = _OWN.finditer(page.text) if home else ()
    return [Mention(*one.span(), signs.PARTY, (home or "",)) for one in own]


def pronouns(page: Page) -> list[Mention]:
    """At the head of a sentence, what a pronoun stands for: a meeting or a body of the sentence before."""
    noun = len("edition")
    editions = [
        Mention(edition.end() - noun, edition.end(), signs.MEETING, ("meeting",), values={"pronoun": True})
        for edition in _EDITION.finditer(page.text)
    ]
    return [*page.standing_for(_STARTS, partial(_stands_for, page)), *editions]


def _stands_for(page: Page, first: re.Match[str], before: list[Mention]) -> Mention | None:
    """What a pronoun stands for by its gender and by the verb that follows it."""
    feminine = first[1] in {"elle", "celle-ci"}
    body = _subject(page, before, signs.BODY, feminine=feminine)
    party = _subject(page, before, signs.PARTY, feminine=feminine)
    impersonal = first[1] == "c'etait"
    held = (_WAS_ON if impersonal else _HELD).match(page.text, first.end())
    if not impersonal and body and body is not party and _ACTS.match(page.text, first.end()):
        return Mention(*first.span(1), signs.BODY, body.keys, values={"refers": True})
    if not impersonal and party and _PARTY_ACTS.match(page.text, first.end()):
        return Mention(*first.span(1), signs.PARTY, party.keys)
    if held and any(m.sign == signs.MEETING for m in before):
        return Mention(*first.span(1), signs.MEETING, ("meeting",), values={"pronoun": True})
    return None


def _subject(page: Page, mentions: list[Mention], sign: str, *, feminine: bool) -> Mention | None:
    """The first body or party of a sentence whose article has the pronoun's gender."""
    for mention in mentions:
        if mention.sign == sign and mention.key:
            if page.text[mention.start : mention.end] in {"il", "elle", "celui-ci", "celle-ci"}:
                return mention
            article = _ARTICLE.search(page.text, max(0, mention.start - 8), mention.start)
            if article is None or bool(article[1]) == feminine:
                return mention
    return None


def instances(page: Page) -> list[Mention]:
    """ "cette instance": the first body of its sentence, or of the last one before that names any."""
    found = []
    capitals = [
        one for one in _BY_CAPITAL.finditer(page.text) if page.capital(one.start() + (3 if one[0][1] == "a" else 2))
    ]
    for noun in [*_INSTANCE.finditer(page.text), *capitals]:
        number = bisect_right(page.sentences, (noun.start(), len(page.text))) - 1
        for start, end in reversed(page.sentences[: number + 1]):
            bodies = (m for m in page.within(start, min(end, noun.start())) if m.sign == signs.BODY and m.key)
            first = next(bodies, None)
            if first:
                article = 3 if noun[0].startswith("la ") else 2 if noun[0].startswith("l'") else 0
                found.append(
                    Mention(noun.start() + article, noun.end(), signs.BODY, first.keys, values={"refers": True})
                )
                break
    return found
