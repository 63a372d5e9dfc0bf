"""Offices as English puts them: with a complement before the name, denied by a word before, or given to somebody.

"Special Envoy for the Sahel Jane Doe" is an office with its complement, "Vice President Jane Doe" no president, and
"Jane Doe has been appointed as Kenya's ambassador" an office after its holder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.officials import name_after
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_NOT_IN_OFFICE = re.compile(
    r"(?:\b(?:vice|deputy|assistant|associate|under|shadow|honorary)[ -]|"
    r"\b(?:former|late|ex)(?:[ -][a-z.'-]+)?[ -])$"
)
_SECOND_IN = {
    ("minister_for_foreign_affairs", "deputy"): "deputy_foreign_minister",
    ("minister_for_foreign_affairs", "vice"): "deputy_foreign_minister",
    ("minister_for_foreign_affairs", "assistant"): "assistant_foreign_minister",
}
_SERVES = re.compile(
    r"\b(?:advis[eo]rs?|assistants?|aides?|secretary|offices?|staff|counsel|counsell?or|deputy|spokes[a-z]+|wife|son|"
    r"daughter|brother|behalf|residence|seat|role|post|position|cabinet) (?:to|of|for) (?:the |his |her |its )?"
    r"(?:[a-z]+ )?$"
)
_HIS_OWN = re.compile(r"['’]s? (?:[a-z]+ )?(?:envoy|representative|advis|special|personal|spokes|deputy|office|chief)")
_WITH_COMPLEMENT = frozenset(
    {"special_envoy", "special_representative", "special_rapporteur", "national_counter_terrorism_coordinator",
     "ambassador", "permanent_representative", "minister_for_foreign_affairs", "minister_of_interior",
     "minister_of_justice", "director", "executive_director", "under_secretary_general", "assistant_secretary_general",
     "secretary_general", "high_representative", "spokesperson", "head_of_government", "president", "chair",
     "deputy_foreign_minister", "assistant_foreign_minister"}
)  # fmt: skip
_WORD = re.compile(r",? (?:\"|\()?([a-z][^\s,.;:()\"?!]*)\)?|(?<=[a-z])-[a-z]+(?:-[a-z]+)*|/[a-z][a-z-]*")
_SMALL = frozenset({"of", "the", "for", "to", "on", "and", "in", "at", "against", "with", "charge", "large", "&"})
_PORTFOLIO = re.compile(
    r"(?:abroad|affairs|co-?operation|integration|development|trade|expatriates|emigrants|migration|diaspora|commerce|"
    r"tourism|security|counter-?terrorism|terrorism|reconciliation|policy|relations|dialogue|stabili[sz]ation|"
    r"extremism|islam|rights|africa|europe|asia|justice|order|defen[cs]e|administration|worship|immigration|at large|"
    r"at-large|at-large and coordinator|branch|directorate|office|division|department|cent(?:er|re)|unit)"
)
_HONOUR = re.compile(
    r",? (?:h\.?e\.?|hh|hrh|(?:the )?hon\.?|mr\.?|mrs\.?|ms\.?|dr\.?|amb\.?|ambassador|general|gen\.|sir|sheikh|"
    r"prof\.?) [a-z]"
)
_LAST_OF_MANY = re.compile(
    rf", and (?:[a-z]+ ){{0,2}}{_PORTFOLIO.pattern}, "
)  # "of Trade, Tourism, and Culture, Mr Doe"
_FURTHEST = 110  # letters of an office with its complement
_OF_STATE = re.compile(r"(?:of|from) (?:the )?$")
_ABROAD = re.compile(r" (?:to|in) (?:the )?")
_STATES = {signs.PARTY, signs.NATIONALITY}
_HOLDERS = {signs.PARTY, signs.NATIONALITY, signs.BODY, signs.INSTITUTION}
_AND_OFFICE = re.compile(r" and $")
_OWNER = re.compile(r"(?:['’]s?)? ?(?:deputy |vice |first |second )*$")
_BY_RIGHT = {"secretary_of_state": (signs.PARTY, "US"), "high_representative": (signs.PARTY, "EU"),
             "assistant_secretary_general": (signs.BODY, "un")}  # fmt: skip
_TITLE_BEFORE = re.compile(r"\b([a-z][a-z-]+)(?:, | )(?:h\.?e\.? )?$")
_CHANCELLOR = Sought(r"\b(?:chancellor|foreign secretary)(?= [a-z])(?! of the)")
_HELD_IN = {
    "chancellor": ({"DE", "AT"}, "head_of_government"),
    "foreign": ({"GB"}, "minister_for_foreign_affairs"),
}
_SEVERAL = re.compile(
    r"\b(?:ministers|secretaries|presidents|ambassadors|envoys|directors|coordinators|representatives)"
)
_SENT_BY = re.compile(r" (?:of|to|for) the (?:un |united nations )?")
_PLURAL = Sought(
    r"\b(?:(foreign ministers|ministers of foreign affairs|ministers for foreign affairs)|"
    r"(interior ministers|ministers of (?:the )?interior|home affairs ministers)|"
    r"(justice ministers|ministers of justice)|(presidents)|(prime ministers)|(ambassadors)|"
    r"(permanent representatives)|(special envoys))(?= [a-z])"
)
_ROLES = (
    "minister_for_foreign_affairs", "minister_of_interior", "minister_of_justice", "president", "head_of_government",
    "ambassador", "permanent_representative", "special_envoy",
)  # fmt: skip
_LINK = re.compile(r"(?: \(|,? (?:of|from) (?:the )?)")
_NEXT = re.compile(r"\)?(?:,? and|,|;)(?= )")
_MOST = 12
_MOST_BETWEEN = 7  # words between a state and the office that is of it


def find_english_offices(page: Page) -> None:
    """Make the offices of an English page ready to be given their holders."""
    if page.language != "en":
        return
    _put(page, _chancellors(page))
    _put(page, [one for noun in _PLURAL.finditer(page.text) for one in _listed(page, noun)])
    for at, mention in enumerate(page.mentions):
        if mention.sign == signs.ROLE:
            _settle(page, at, mention)


def _chancellors(page: Page) -> list[Mention]:
    """Offices that only some states have: "German Chancellor Doe", "Chancellor Doe of Austria", "British Foreign
    Secretary"."""
    found = []
    for noun in _CHANCELLOR.finditer(page.text):
        states, role = _HELD_IN[noun[0].split()[0]]
        near = page.within(noun.start() - 18, noun.end() + 45)
        if any(m.key in states and m.sign in _STATES for m in near):
            found.append(Mention(*noun.span(), signs.ROLE, (role,)))
    return found


def _settle(page: Page, at: int, role: Mention) -> None:
    if _SEVERAL.search(page.text, role.start, role.end):
        return
    before = page.text[max(0, role.start - 40) : role.start]
    denied = _NOT_IN_OFFICE.search(before)
    if denied:
        higher = _SECOND_IN.get((role.key, denied[0].split()[0].strip(" -")))
        if higher is None:
            _pass_on(page, at, role)
            role.sign = signs.TOPIC
            return
        role.keys, role.start = (higher,), role.start - len(denied[0])
    if _SERVES.search(before) or _HIS_OWN.match(page.text, role.end):
        role.sign = signs.TOPIC
        return
    if role.keys == ("ambassador",) and _is_honour(page, at, role):
        role.sign = signs.TOPIC
        return
    if {"special_representative", "special_envoy"} & set(role.keys):
        _take_in_principal(page, at, role)
    if _WITH_COMPLEMENT & set(role.keys):
        _take_complement(page, at, role)
    if "of" not in role.values and not _has_holder(page, at, role):
        _take_owner(page, role)
    right = next((_BY_RIGHT[key] for key in role.keys if key in _BY_RIGHT), None)
    if right and right[1] == "un" and not any(m.key.split(".")[0] == "un" for m in page.mentions):
        right = None
    if right and "of" not in role.values and not _has_holder(page, at, role):
        role.values["of"] = Mention(role.start, role.end, right[0], (right[1],))
    if "under_secretary_general" in role.keys and "of" not in role.values and not _has_holder(page, at, role):
        near = any(m.key == "un.unoct" for m in page.within(role.start - 40, role.end + _FURTHEST))
        near = near or "office of counter-terrorism" in page.text[role.start : role.end]
        role.values["of"] = Mention(role.start, role.end, signs.BODY, ("un.unoct" if near else "un",))


def _take_in_principal(page: Page, at: int, role: Mention) -> None:
    """ "Special Representative of the Secretary-General": the second office is that of who sends the first."""
    principal = next((m for m in page.mentions[at + 1 : at + 2] if m.sign == signs.ROLE), None)
    if principal is None or not _SENT_BY.fullmatch(page.text, role.end, principal.start):
        return
    principal.sign, role.end = signs.TOPIC, principal.end
    if {"secretary_general", "un_secretary_general"} & set(principal.keys):
        role.values["of"] = Mention(role.start, role.end, signs.BODY, ("un",))


def _take_owner(page: Page, role: Mention) -> None:
    """ "U.S. Department of State Acting Coordinator": the state at the head of the capitals before an office."""
    near = [m for m in page.within(max(0, role.start - 60), role.start) if m.sign in {*_STATES, signs.INSTITUTION}]
    owner = near[-1] if near else None
    words = re.findall(r"[^ ]+", page.text[owner.end : role.start]) if owner else []
    if owner is None or not words or len(words) > _MOST_BETWEEN:
        return
    at = owner.end
    if words[0] in {"of", "the", "and", "for"}:
        return
    for word in words:
        at = page.text.index(word, at)
        if not (page.capital(at) or word in {"of", "the", "and", "for", "'s", "'"}) or not word[-1].isalnum():
            return
        at += len(word)
    if owner.sign == signs.INSTITUTION and not owner.values.get("state"):
        return
    role.values["of"] = owner


def _is_honour(page: Page, at: int, role: Mention) -> bool:
    """Whether "Ambassador" stands between another title and a name: "Commissioner for Peace, H.E. Ambassador Doe"."""
    title = _TITLE_BEFORE.search(page.text, max(0, role.start - 30), role.start)
    if title is None or not page.capital(title.start(1)) or _has_holder(page, at, role):
        return False
    return not any(start == title.start(1) for start, _ in page.sentences)


def _pass_on(page: Page, at: int, role: Mention) -> None:
    """ "Kenyan Deputy Prime Minister and Minister of ...": the state is that of the office that follows."""
    following = page.mentions[at + 1] if at + 1 < len(page.mentions) else None
    owner = page.mentions[at - 1] if at else None
    if following is None or owner is None or following.sign != signs.ROLE or owner.sign not in _HOLDERS:
        return
    if _AND_OFFICE.fullmatch(page.text, role.end, following.start) and _OWNER.fullmatch(
        page.text, owner.end, role.start
    ):
        following.values["of"], following.start = owner, owner.start


def _has_holder(page: Page, at: int, role: Mention) -> bool:
    """Whether a state or an organisation stands right before or after an office."""
    before = page.mentions[at - 1] if at else None
    if before and before.sign in _HOLDERS and _OWNER.fullmatch(page.text, before.end, role.start):
        return True
    after = next((m for m in page.mentions[at + 1 : at + 3] if m.start >= role.end), None)
    return (
        after is not None
        and after.sign in _HOLDERS
        and bool(re.fullmatch(r",? (?:of |to |at |for )?(?:the )?", page.text[role.end : after.start]))
    )


def _take_complement(page: Page, at: int, role: Mention) -> None:
    """Let an office reach over its complement to the name that follows, or to the state of a holder named before."""
    if _named_at(page, role.end) or _surname_at(page, role.end):
        return
    ambassador = "ambassador" in role.keys or "permanent_representative" in role.keys
    for end in _ends(page, role):
        if end > role.end and _named_at(page, end):
            _take_holder(page, at, role, end, ambassador=ambassador)
            role.end = end
            return
    if "chair" not in role.keys and page.text[max(0, role.start - 6) : role.start].endswith((", ", ", the ")):
        for end in reversed(list(_ends(page, role))):
            inside = [m for m in page.within(role.end, end) if m.sign in {signs.PARTY, signs.BODY}]
            if inside and _OF_STATE.search(page.text, role.end, inside[-1].start) and inside[-1].end == end:
                _take_holder(page, at, role, end, ambassador=ambassador)
                role.end = end
                return
    if ambassador and _ABROAD.match(page.text, role.end):
        _take_holder(page, at, role, role.end + _FURTHEST, ambassador=True)


def _named_at(page: Page, end: int) -> bool:
    """Whether a name of at least two words follows, its words none of a portfolio."""
    person = name_after(page, end)
    words = page.text[slice(*person)].split() if person else []
    return len(words) > 1 and not any(_PORTFOLIO.fullmatch(word) for word in words)


def _surname_at(page: Page, end: int) -> bool:
    """Whether a single name follows right after an office: "Prime Minister Doe of Kenya"."""
    person = name_after(page, end)
    return person is not None and person[0] == end + 1 and not _PORTFOLIO.fullmatch(page.text[slice(*person)])


def _ends(page: Page, role: Mention) -> Iterator[int]:
    """Where a complement may end: at a known thing, at a portfolio, before a comma or before an honour."""
    known = sorted({m.end for m in (*page.within(role.end, role.end + _FURTHEST), *_topical(page, role))})
    inner = {m.start: m.end for m in page.within(role.end, role.end + _FURTHEST) if m.sign in _HOLDERS}
    others = {m.start for m in page.within(role.end, role.end + _FURTHEST) if m.sign == signs.ROLE}
    at = role.end
    while at < role.end + _FURTHEST:
        word = _WORD.match(page.text, at)
        if (
            word is None
            or (word[0] == ", and" and not _LAST_OF_MANY.match(page.text, at))
            or (word[1] and word.start(1) in others)
        ):
            return
        start = word.start(1) if word[1] else word.start()
        plain = word[1] and word[1] not in _SMALL and not page.capital(start) and start not in inner
        if plain and not any(m.start <= start < m.end for m in _topical(page, role)):
            return
        at = inner.get(start, word.end())
        last = word[1] or word[0][1:]
        comma = page.text.startswith(", ", at)
        if last in _SMALL:
            continue
        if at in known or _PORTFOLIO.fullmatch(last) or comma or _HONOUR.match(page.text, at):
            yield at


def _topical(page: Page, role: Mention) -> list[Mention]:
    first = bisect_left(page.topical, role.end, key=lambda m: m.start)
    last = bisect_left(page.topical, role.end + _FURTHEST, key=lambda m: m.start)
    return page.topical[first:last]


def _take_holder(page: Page, at: int, role: Mention, end: int, *, ambassador: bool) -> None:
    """What an office is of: the state or body right before it, else the one that its complement names."""
    before = page.mentions[at - 1] if at else None
    if before and before.sign in _HOLDERS and _OWNER.fullmatch(page.text, before.end, role.start):
        role.values["of"], role.start = before, before.start
        return
    for near in page.within(role.end, end):
        gap = page.text[max(role.end, near.start - 9) : near.start]
        if near.sign not in _HOLDERS or not near.key or (near.sign == signs.PARTY and "director" in role.keys):
            continue
        if ambassador and not _OF_STATE.search(gap):
            role.values["host"] = near.key
            continue
        role.values["of"] = near
        return


def _put(page: Page, found: list[Mention]) -> None:
    if found:
        kept = [m for m in page.mentions if not any(o.start < m.end and m.start < o.end for o in found)]
        page.mentions = sorted([*kept, *found], key=lambda m: m.start)


def _listed(page: Page, noun: re.Match[str]) -> list[Mention]:
    """ "Foreign Ministers Jane Doe of Kenya and John Roe (Japan)": one office before several names."""
    role = _ROLES[(noun.lastindex or 1) - 1]
    at = noun.end()
    found: list[Mention] = []
    for _ in range(_MOST):
        person = name_after(page, at)
        link = _LINK.match(page.text, person[1]) if person else None
        near = next(iter(page.within(link.end(), link.end() + 60)), None) if link else None
        if person is None or near is None or link is None or near.start != link.end() or near.sign != signs.PARTY:
            break
        values = {"role": role, "said": True, "person": person}
        found.append(Mention(person[0], near.end, signs.OFFICIAL, (near.key,), values=values))
        following = _NEXT.match(page.text, near.end)
        if following is None:
            break
        at = following.end()
    return found if len(found) > 1 else []
