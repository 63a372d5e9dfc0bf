"""Which body a noun stands for: working groups named by their topic, ministries of a state, «المنتدى», "the Forum"."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from muntada.parties.facts import bodies, organisations
from muntada.sources.reading import signs
from muntada.sources.reading.arabic_offices import home_of_agency, refer_to_kingdom
from muntada.sources.reading.lexis import names_of
from muntada.sources.reading.page import Mention, Page
from muntada.text.folding import fold_key

FORUM = "gctf"
FORUM_NOUN = "forum"  # in English and French
# The working groups of the forum by what their names speak of; the first that a text names after the noun decides.
GROUP_OF = {
    "foreign_terrorist_fighters": "gctf.wg.ftf",
    "countering_violent_extremism": "gctf.wg.cve",
    "preventing_violent_extremism": "gctf.wg.cve",
    "preventing_and_countering_violent_extremism": "gctf.wg.cve",
    "criminal_justice": "gctf.wg.cjrol",
    "rule_of_law": "gctf.wg.cjrol",
    "detention": "gctf.wg.dr",
    "reintegration": "gctf.wg.dr",
    "rehabilitation_and_reintegration": "gctf.wg.dr",
    "sahel": "gctf.wg.sahel",
    "horn_of_africa": "gctf.wg.hoa",
    "southeast_asia": "gctf.wg.sea",
    "east_africa": "gctf.wg.ea",
    "west_africa": "gctf.wg.wa",
}
# Nouns by which a text refers back to a body that it named.
_REFERRING = {
    "forum",
    "working_group",
    "committee",
    "coordinating_committee",
    "steering_committee",
    "council",
    "group",
    "coalition",
    "commission",
    "task_force",
    "organisation",
    "union",
    "centre",
    "institute",
    "fund",
}
_REACH = 70  # letters after (or, in English, before) the noun in which the topic of a working group stands
_STOP = re.compile(r"[.;\n]|, (?!and )|\b(?:and|et) the\b")
_DEFINITE = {
    "en": re.compile(r"\b(?:the|this|our|its)\s+(?:\w+\s+)?$"),
    "fr": re.compile(r"(?:\b(?:le|la|ce|cette|au|du)\s+|l')$"),
}
_QUALIFIED = {
    "en": re.compile(r" (?:on|of|for|to) \S"),
    "fr": re.compile(r" (?:de |du |des |d'|sur |pour (?:la |le |les |l')(?!periode|prochain))\S"),
    "ar": re.compile(r" ال(?!ذي|تي|ذين|لذان|لتان|ي |لذين|منعقد|مقرر|مقبل|مذكور)"),
}
_QUALIFYING = re.compile(
    r"(?:\b(?:ال)?(?:وزيره?|رييس|رييسه|ملك|عاهل|سفيره?|نظير(?:ه|ها|ته|تها|يه)|جانب|وفد|خارجيه|داخليه|وزراء|امير)"
    r"(?: ال)?|"
    r"\b(?:وزير|وزيره|رييس) (?:ال)?(?:خارجيه|داخليه|عدل|دفاع|وزراء|حكومه|شوون الخارجيه)(?: ال)?) ?(?:ال)?$"
)
_COUNTERPART = re.compile(r"\b[بلو]{0,2}نظير(?:ه|ته|ها|تها|يه) (?:ال)?$")
_OF_PARTY = re.compile(r"(?:'s|s')?\s*$|\s*(?:of|de|du|de la|d'|des|de l'|ل)\s*(?:the )?$|\s*,?\s*$")


def resolve_bodies(page: Page) -> None:
    """Replace nouns by what they refer to, in the order of the text."""
    if page.language == "ar":
        refer_to_kingdom(page)
    if not any(m.sign == signs.BODY and m.key.startswith(FORUM) for m in page.mentions):
        _forget_forum_organs(page)
    else:
        _name_working_groups(page)
    home = home_state(page)
    for at, mention in enumerate(page.mentions):
        if mention.sign == signs.INSTITUTION:
            _give_state(page, at, mention, home)
    _refer_back(page)


def home_state(page: Page) -> str | None:
    """The state from which a text speaks: the one it names most, if it does so clearly.

    An Arabic text gives the officials of other states their adjective, and leaves that of its own unsaid.
    """
    if page.language == "ar" and (agency := home_of_agency(page)):
        return agency
    counts = Counter(m.key for m in page.mentions if m.sign in signs.OF_STATES and m.key != "EU" and m.keys)
    if not counts:
        return None
    (state, most), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    if most >= 2 and most > 2 * second and not (page.language == "ar" and _is_counterpart(page, state)):
        return state
    return _unqualified(page, counts) if page.language == "ar" else None


def _is_counterpart(page: Page, state: str) -> bool:
    """Whether an official of the state is somebody's counterpart, «نظيره الأردني», and so the state another."""
    adjectives = (m for m in page.mentions if m.sign == signs.NATIONALITY and m.key == state)
    return any(_COUNTERPART.search(page.text, max(0, m.start - 14), m.start) for m in adjectives)


def _unqualified(page: Page, counts: Counter[str]) -> str | None:
    """The state named most of those that qualify no office and no counterpart."""
    offices = {m.end + gap for m in page.mentions if m.sign == signs.ROLE for gap in (1, 1 + len("ال"))}
    foreign = {
        mention.key
        for mention in page.mentions
        if mention.sign == signs.NATIONALITY
        and (mention.start in offices or _QUALIFYING.search(page.text[max(0, mention.start - 45) : mention.start]))
    }
    ours = Counter({state: count for state, count in counts.items() if state not in foreign})
    if not ours or not foreign:
        return None
    (state, most), *others = ours.most_common(2)
    return state if most >= 2 and (not others or most > others[0][1]) else None


def _forget_forum_organs(page: Page) -> None:
    """Where no forum is named, "the Coordinating Committee" is somebody else's."""
    for mention in page.mentions:
        if mention.sign == signs.BODY and mention.key.startswith(f"{FORUM}."):
            mention.sign = signs.BODY_KIND


def _name_working_groups(page: Page) -> None:
    for mention in page.mentions:
        if mention.sign == signs.BODY_KIND and mention.key == "coordinating_committee":
            mention.sign, mention.keys = signs.BODY, ("gctf.coco",)
        elif mention.sign == signs.BODY_KIND and mention.key == "working_group":
            _name_working_group(page, mention)
    page.mentions = _dropping_inner(page.mentions)


def _name_working_group(page: Page, mention: Mention) -> None:
    after = _clause(page.text[mention.end : mention.end + _REACH])
    named = [t for t in page.topical if mention.end <= t.start < mention.end + len(after) and t.key in GROUP_OF]
    if named:
        first = named[0]
        last = max((t for t in named if GROUP_OF[t.key] == GROUP_OF[first.key]), key=lambda t: t.end)
        mention.sign, mention.keys, mention.end = signs.BODY, (GROUP_OF[first.key],), max(last.end, mention.end)
        return
    if page.language == "en":
        named = [t for t in page.topical if mention.start - 45 <= t.start and t.end <= mention.start]
        named = [t for t in named if t.key in GROUP_OF and not _STOP.search(page.text[t.end : mention.start])]
        if named:
            mention.sign, mention.keys, mention.start = signs.BODY, (GROUP_OF[named[0].key],), named[0].start


def _clause(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text


def _dropping_inner(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _give_state(page: Page, at: int, mention: Mention, home: str | None) -> None:
    """A ministry belongs to the state named beside it, else to the state from which the text speaks."""
    name = mention.key
    state = home
    for near, gap in _beside(page, at, mention):
        if near.sign in signs.OF_STATES and near.key != "EU" and _OF_PARTY.fullmatch(gap):
            state = near.key
            mention.start, mention.end = min(mention.start, near.start), max(mention.end, near.end)
            near.sign = ""
            break
    mention.values["name"] = name
    mention.values["state"] = state
    mention.keys = (f"{state}.{name}",) if state else (f"org.{name}",)


def _beside(page: Page, at: int, mention: Mention) -> list[tuple[Mention, str]]:
    """The mentions right after and right before, with the letters between."""
    near = []
    if at + 1 < len(page.mentions):
        after = page.mentions[at + 1]
        near.append((after, page.text[mention.end : after.start]))
    if at > 0 and page.language == "en":
        before = page.mentions[at - 1]
        near.append((before, page.text[before.end : mention.start]))
    return [(m, gap) for m, gap in near if len(gap) <= 8]


def _refer_back(page: Page) -> None:
    """A definite noun stands for the last body whose name has that noun, else for the first that follows."""
    page.mentions = [m for m in page.mentions if m.sign]
    named = [m for m in page.mentions if m.sign == signs.BODY and m.key]
    for mention in page.mentions:
        if mention.sign != signs.BODY_KIND or mention.key not in _REFERRING or not _is_definite(page, mention):
            continue
        noun = _noun(page.text, mention)
        fitting = [m for m in named if noun in _nouns_of(m.key)]
        before = [m for m in fitting if m.start < mention.start]
        if fitting:
            referent = before[-1] if before else fitting[0]
            mention.values["refers"] = True
            mention.sign, mention.keys = signs.BODY, referent.keys
        elif noun == FORUM_NOUN and any(m.key.startswith(f"{FORUM}.") for m in named):
            mention.values["refers"] = True  # a text that names only its organs
            mention.sign, mention.keys = signs.BODY, (FORUM,)


def _is_definite(page: Page, mention: Mention) -> bool:
    after = page.text[mention.end : mention.end + 12]
    if _QUALIFIED[page.language].match(after):
        return False
    if page.language == "ar":
        name = page.text[mention.start : mention.end]
        return name.startswith("ال") or " ال" in name or "لل" in page.text[mention.start - 1 : mention.start + 2]
    return bool(_DEFINITE[page.language].search(page.text[max(0, mention.start - 25) : mention.start]))


def _noun(text: str, mention: Mention) -> str:
    """The noun without its article: in Arabic the first word, else all of it."""
    words = text[mention.start : mention.end].removesuffix("s")
    if not "\u0600" <= words[0] <= "\u06ff":
        return words
    first = words.split()[0]
    return first[1:] if text[max(0, mention.start - 1) : mention.start + 1] == "لل" else first.removeprefix("ال")


@lru_cache(maxsize=2048)
def _nouns_of(key: str) -> frozenset[str]:
    """The nouns that may stand for a body: the head of each of its names.

    The head comes first in Arabic and French («منتدى ...», « comité de ... ») and last before a preposition in English
    ("... Forum", "Coalition against ...").
    """
    nouns: set[str] = set()
    for name in _names(key):
        folded = fold_key(name)
        head = _AFTER_HEAD.split(folded, maxsplit=1)[0].split()
        if head:
            nouns.update((head[0].removeprefix("ال"), head[-1]))
        nouns.update(noun for noun in _PHRASES if folded.startswith(noun) or " ".join(head).endswith(noun))
    return frozenset(nouns)


_AFTER_HEAD = re.compile(r" (?:of|on|for|to|against|in|de|du|des|pour|contre|sur) |,| - | \(")
_PHRASES = ("working group", "groupe de travail", "coordinating committee", "comite de coordination", "task force",
            "steering committee", "general secretariat", "secretariat general")  # fmt: skip


def _names(key: str) -> tuple[str, ...]:
    return _all_names().get(key, ())


@lru_cache(maxsize=1)
def _all_names() -> dict[str, tuple[str, ...]]:
    return {row.key: names_of(row) for row in organisations()} | {row.id: names_of(row) for row in bodies()}
