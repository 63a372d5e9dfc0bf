"""Which French nouns speak of a meeting, and which are a venue, an organ, a way of meeting or a training at large."""

from __future__ import annotations

import re

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_FEMININE = re.compile(r"reunion|rencontre|session|seance|conference|pleniere|assemblee|table|semaine|visite|formation|"
                       r"ceremonie|visioconference|manifestation")  # fmt: skip
_MINISTRY = Sought(r"\bministere ")
_PORTFOLIOS = (
    (
        "ministry_of_foreign_affairs",
        re.compile(r" (?:des affaires (?:etrangeres|exterieures)|des relations exterieures)"),
    ),
    ("ministry_of_interior", re.compile(r" de l'interieur")),
    ("ministry_of_justice", re.compile(r" de la justice")),
    ("ministry_of_defence", re.compile(r" de la defense(?: nationale)?")),
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CHRONICLE = re.compile(r" ?(?:[:|;-]|, ) ?")
_VENUE = re.compile(r"\b(?:centre|palais|salle|complexe)(?: international| national)? (?:de |des |de la )$")
_DETERMINED = re.compile(
    r"(?:\b(?:la|cette|une|sa|leur|ladite|derniere|prochaine|premiere|seconde|presente|meme|"
    r"importante|autre|nouvelle|de|les|des|ces|[a-z]+ieme|[0-9]+(?:e|er|ere|eme|e?me)?) )$"
)
_ORGAN = re.compile(r" (?:annuelle |ordinaire )?des (?:hauts )?(?:chefs d'etat|presidents)")
_SESSION_OF = re.compile(
    r"\b(?:session|sommet|presidente?|presidence|membres)"
    r"(?: (?:extra)?ordinaire| annuelle?| inaugurale| en exercice)* de la $"
)
_AT_ONE = re.compile(
    r"\b(?:lors|en marge|au cours|au terme|a l'issue|a l'occasion|ouverture|travaux) (?:de |a )?(?:la |cette )$"
)
_COURT = re.compile(r"\b(?:cour d'|chambre d'|jury d')$")
_OF_A_CABINET = re.compile(
    r" (?:du|d'un|de ce|prochaine du) (?:nouveau |futur )?(?:gouvernement|cabinet|parti|bureau|couple)"
)
_ONE_TRAINING = re.compile(
    r"[^.;:]{0,140}?(?:s'est (?:tenue|deroulee|ouverte|achevee)|se (?:tient|tiendra|deroule|deroulera)|aura lieu|"
    r"a eu lieu|organisee|a debute|prend fin|a pris fin|dispensee)\b"
)
_ONE = re.compile(r"\b(?:une|cette|la|derniere|premiere|deuxieme|troisieme) $")


def ministries(page: Page) -> list[Mention]:
    """« le ministère tunisien des Affaires étrangères »: an institution with the state inside its name."""
    found = []
    for noun in _MINISTRY.finditer(page.text):
        state = next(iter(page.within(noun.end(), noun.end() + 30)), None)
        if state is None or state.sign != signs.NATIONALITY or state.start != noun.end():
            continue
        portfolio = next(
            ((name, one) for name, words in _PORTFOLIOS if (one := words.match(page.text, state.end))), None
        )
        if portfolio:
            name, words = portfolio
            values = {"name": name, "state": state.key}
            found.append(Mention(noun.start(), words.end(), signs.INSTITUTION, (f"{state.key}.{name}",), values=values))
    return found


def years_first(page: Page) -> None:
    """Take the number at the head of a line of a chronicle for the year that it is: « 2014 : création du ... »."""
    heads = {start for start, _ in page.sentences}
    for mention in page.mentions:
        year = mention.sign == signs.NUMBER and mention.start in heads and _YEAR.fullmatch(mention.key)
        if year and _CHRONICLE.match(page.text, mention.end):
            mention.sign = signs.DATE
            mention.values["kind"] = "year"


def free_republics(text: str, mentions: list[Mention]) -> None:
    """Leave « république » to a state whose name begins with it: « président de la République centrafricaine »."""
    states = {m.start: m for m in mentions if m.sign == signs.PARTY and text.startswith("republique", m.start)}
    for role in mentions:
        if role.sign == signs.ROLE and text.endswith(" de la republique", role.start, role.end):
            state = states.get(role.end - len("republique"))
            if state and state.end > role.end:
                role.end -= len(" de la republique")
    capes = {m.start for m in mentions if m.sign == signs.PARTY and text.startswith("cap-vert", m.start)}
    mentions[:] = [m for m in mentions if not (m.sign == signs.PLACE and m.end - len("cap") in capes)]  # "Le Cap"


def settle_noun(page: Page, mention: Mention) -> None:
    """The gender of a meeting's noun; « rencontre » is one after a determiner only, and never « rencontré »."""
    word = page.text[mention.start : mention.end].split()[0]
    if _VENUE.search(page.text, max(0, mention.start - 30), mention.start):
        mention.sign = signs.TOPIC  # « le Centre international de conférences de Bamako »
    if mention.key in {"session", "plenary_meeting"} and page.text[mention.start - 3 : mention.start] == "en ":
        mention.sign = signs.TOPIC  # « réunis en session extraordinaire »: how they met
    sitting = page.text[mention.start : mention.end].startswith(("seance de travail", "session de travail"))
    if sitting and page.text.startswith(" avec", mention.end):
        mention.keys = ("bilateral_talks",)
    if _is_none(page, mention, word):
        mention.sign = signs.TOPIC
    mention.values["feminine"] = bool(_FEMININE.match(word))
    if word.startswith("rencontre"):
        accent = page.quote(mention.start, mention.start + 9)[2][-1]
        if accent not in "eE" or not _DETERMINED.search(page.text, max(0, mention.start - 25), mention.start):
            mention.sign = signs.TOPIC


def _is_none(page: Page, mention: Mention, word: str) -> bool:
    """Whether « conférence des chefs d'État » is an organ, « assises » a court, « formation » what one is given."""
    if word == "conference" and _SESSION_OF.search(page.text, max(0, mention.start - 40), mention.start):
        return True
    if word == "conference" and mention.key == "conference" and _ORGAN.match(page.text, mention.end):
        return not _AT_ONE.search(page.text, max(0, mention.start - 30), mention.start)
    if word == "assises":
        return bool(_COURT.search(page.text, max(0, mention.start - 12), mention.start))
    if page.text[mention.start : mention.end] in {"formation", "stage"}:
        one = _ONE.search(page.text, max(0, mention.start - 14), mention.start)
        cabinet = _OF_A_CABINET.match(page.text, mention.end)
        return cabinet is not None or not (one and _ONE_TRAINING.match(page.text, mention.end))
    return False
