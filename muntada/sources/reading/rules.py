"""Rules as data: what they look for, what a match states, and the sentences that prove them.

The rules stand in `rules/<language>.toml`; docs/reading.md says how to add one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from muntada.sources.reading import signs
from muntada.sources.reading.items import items
from muntada.sources.reading.lexis import capital_of, extra_words, seat_of
from muntada.sources.reading.page import Mention
from muntada.sources.reading.patterns import LISTS, compiled, span_of
from muntada.sources.reading.template import Template
from muntada.sources.reading.triggers import Choice
from muntada.text.folding import fold_key
from muntada.text.sought import Must, musts

LANGUAGES = ("ar", "en", "fr")
_FOLDER = Path(__file__).parent / "rules"
_JOINTLY = re.compile(r"\bco-?chair|\bco-?presid|\bjointly\b|\bconjointement\b")
_REFERENCE = re.compile(r"\{([a-z_|]+)\}")  # of several names the first that is filled counts
# Meetings whose name alone says whose they are.
BODY_OF_MEETING = {"coordinating_committee_meeting": "gctf.coco", "counter_terrorism_week": "un"}
_COUNTED = {signs.NUMBER, signs.ORDINAL}
_AT_ONCE = 4  # letters: the opening mark and an article
_IN_PLAIN_WORDS = frozenset({"agenda", "mandate"})  # findings that a sentence may state without naming anything known
_NEEDED = frozenset({"party", "body", "title", "person", "instrument", "from", "to"})


@dataclass(slots=True)
class Found:
    """A fact found in the folded text, before findings of the same fact are put together."""

    type: str
    attrs: dict[str, Any]
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where any of its triggers occurs its pattern is tried, and a match states `attrs`."""

    id: str
    language: str
    finds: str
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    triggers: tuple[str, ...]
    must: tuple[Must, ...]
    attrs: dict[str, Any]
    each: str | None
    only: dict[str, list[str]]  # by slot, the keys that it may hold
    item: re.Pattern[str] | None  # how each listed thing must begin
    needs: frozenset[str]
    confidence: float
    fires: tuple[str, ...] = field(compare=False)
    silent: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in which a frame's slot is filled: a pattern around the anchor, the first that fits counts."""

    name: str
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    triggers: tuple[str, ...]
    must: tuple[Must, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one language and the slots of its frame of meetings, and how those for a sentence are chosen."""

    language: str
    rules: tuple[Rule, ...]
    choice: Choice[Rule | Slot]

    def worth_trying(self, template: Template) -> tuple[list[Rule], list[Slot]]:
        """The rules and the slots of a meeting that may match a sentence, in their order."""
        rules: list[Rule] = []
        slots: list[Slot] = []
        for one in self.choice.of_sentence(template.text, template.signs):
            if isinstance(one, Rule):
                rules.append(one)
            else:
                slots.append(one)
        return rules, slots


@lru_cache(maxsize=8)
def rules_of(language: str) -> Rules:
    """The rules of a language; a rule that cannot be read raises ValueError with its id."""
    table = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    rules = tuple(_rule(entry, language) for entry in table["rule"])
    # Whether a meeting was held is asked last: by then it may not matter any more.
    slots = sorted(_slots(table["frame"]["meeting"], language), key=lambda slot: slot.name == "held")
    return Rules(language, rules, Choice([*rules, *slots]))


def _rule(entry: dict[str, Any], language: str) -> Rule:
    try:
        attrs = entry.get("attrs", {})
        needs = entry.get("needs", [name for name in attrs if name in _NEEDED])
        pattern = compiled(entry["pattern"], language)
        return Rule(
            id=entry["id"],
            language=language,
            finds=entry["finds"],
            pattern=pattern,
            kinds=_kinds(entry["pattern"]),
            triggers=tuple(fold_key(word) for word in entry.get("trigger", ())),
            must=musts(pattern),
            attrs=attrs,
            each=entry.get("each"),
            only=entry.get("only", {}),
            item=re.compile(fold_key(entry["item"])) if "item" in entry else None,
            needs=frozenset(needs),
            confidence=entry.get("confidence", 0.8),
            fires=tuple(entry.get("fires", ())),
            silent=tuple(entry.get("silent", ())),
        )
    except (KeyError, re.error) as error:
        raise ValueError(f"Rule {entry.get('id')!r} of {language} cannot be read: {error}") from error


def _slots(slots: dict[str, list[Any]], language: str) -> Iterator[Slot]:
    for name, patterns in slots.items():
        for entry in patterns:
            text = entry if isinstance(entry, str) else entry["pattern"]
            triggers = () if isinstance(entry, str) else tuple(fold_key(word) for word in entry.get("trigger", ()))
            pattern = compiled(text, language, stop=signs.MEETING)
            yield Slot(name, pattern, _kinds(text), triggers, musts(pattern))


def _kinds(pattern: str) -> dict[str, str]:
    found = re.finditer(r"\{(?:([a-z_]+):)?([a-z_]+)\}", pattern)
    return {one[1] or one[2]: one[2] for one in found if not one[2].startswith("sign_")}


def apply_rules(rules: Iterable[Rule], template: Template) -> Iterator[Found]:
    """Everything that the rules find in a sentence; in one that names nothing known, only what it lists in words."""
    for rule in rules:
        if template.mentions or rule.finds in _IN_PLAIN_WORDS:
            for match in rule.pattern.finditer(template.text):
                yield from _stated(rule, match, template)


def _stated(rule: Rule, match: re.Match[str], template: Template) -> Iterator[Found]:
    values = _slots_of(rule, match, template)
    if any(values.get(name) not in allowed and span_of(match, name)[0] >= 0 for name, allowed in rule.only.items()):
        return
    start, end = template.span(*match.span())
    if rule.each is None:
        attrs = _filled(rule, values)
        if attrs is not None:
            if rule.finds == "meeting" and "refers" not in attrs:
                template.page.meeting_body = attrs.get("body")
            yield Found(rule.finds, attrs, start, end, rule.id, rule.confidence)
        return
    for value, mention in each_of(template, match, rule.each, rule.kinds[rule.each]):
        attrs = _filled(rule, {**values, rule.each: value})
        if rule.item and not rule.item.match(fold_key(value)):
            continue
        if attrs is not None:
            span = (mention.values.get("start", mention.start), mention.values.get("end", mention.end))
            yield Found(rule.finds, attrs, *span, rule.id, rule.confidence)


def _slots_of(rule: Rule, match: re.Match[str], template: Template) -> dict[str, Any]:
    """What each slot holds; of an institution also the state it belongs to, as `<slot>_state`.

    Always known are `words`, the whole match, `meeting_body`: whose meeting the text spoke of last; where a rule
    asks for them also `last_body`, the one spoken of before, `home`, the state from which the text speaks, and
    `stages`, those of the life cycle in the sentence.
    """
    values: dict[str, Any] = {"meeting_body": template.page.meeting_body, "words": match[0]}
    if "{stages}" in rule.attrs.values():
        values["stages"] = stages_in(template)
    if "{last_body}" in str(rule.attrs):
        values["last_body"] = last_body(template, template.span(*match.span())[0])
    if "{home}" in rule.attrs.values():
        values["home"] = template.page.home
    for name, kind in rule.kinds.items():
        values[name] = value_of(template, match, name, kind)
        at = span_of(match, name)[0]
        if kind == "institution" and at >= 0:
            mention = template.mention_at(at)
            values[f"{name}_state"] = mention.values.get("state") if mention else None
        elif kind == "title" and at >= 0:
            values[f"{name}_kind"] = _kind_named(template.mention_at(at))
        elif kind == "instrument" and at >= 0:
            mention = template.mention_at(at)
            cited = mention.values.get("cited") if mention else None
            for what in ("when", "kind", "body", "symbol"):
                values[f"{name}_{what}"] = cited[0].get(what) if cited else None
    return values


def _kind_named(title: Mention | None) -> str | None:
    """The kind of instrument with whose noun a quotation begins."""
    first = next(iter(title.values["inside"]), None) if title and title.sign == signs.TITLE else None
    if first is None or title is None or first.sign != signs.INSTRUMENT_KIND:
        return None
    return first.key if first.start - title.start <= _AT_ONCE else None


def last_body(template: Template, at: int) -> str | None:
    """The body of which a text was speaking: the first that the sentence names before a place, or the one before it."""
    before = [m for m in template.page.mentions if m.start < at and m.sign in {signs.BODY, signs.INSTITUTION} and m.key]
    reach = max((start for start, _ in template.page.sentences if start < template.start), default=0)
    here = [m for m in before if m.start >= template.start] or [m for m in before if m.start >= reach]
    bodies = [m for m in here if m.sign == signs.BODY] or here
    return bodies[0].key if bodies else None


def stages_in(template: Template) -> list[str]:
    """The stages of the life cycle that a sentence names, in order; the cycle itself is none."""
    named = [m for m in template.page.topical if m.sign == signs.STAGE and template.start <= m.start < template.end]
    return list(dict.fromkeys(m.key for m in named if m.key != "life_cycle"))


def _filled(rule: Rule, values: dict[str, Any]) -> dict[str, Any] | None:
    """The attributes with their slots filled; None where one that is needed stays empty."""
    attrs: dict[str, Any] = {}
    for name, wanted in rule.attrs.items():
        value = _value(wanted, values)
        if name == "body" and rule.finds == "instrument" and isinstance(value, list):
            value = value[0] if value else None  # a work is of one state
        if name == "role" and isinstance(value, str) and "|" in value:
            parties = attrs.get("party") or _value(rule.attrs.get("party", ""), values) or []
            body = _value(rule.attrs.get("body", ""), values) or ""
            alone, together = value.split("|")
            # The forum and its groups always have two chairs, also where a text names one of them.
            joint = len(parties) > 1 or body.startswith("gctf") or _JOINTLY.search(values["words"])
            value = together if joint else alone
        if value not in (None, "", []):
            attrs[name] = value
        elif name in rule.needs:
            return None
    _open_range(attrs)
    return attrs


def _open_range(attrs: dict[str, Any]) -> None:
    """A term from a range of dates begins and ends with it; a `period` is a range or says nothing."""
    period = str(attrs.pop("period", ""))
    first, slash, last = (period if "/" in period else str(attrs.get("start", ""))).partition("/")
    if slash:
        attrs["start"] = first
        attrs["end"] = str(attrs.get("end", last)).rpartition("/")[2]


def _value(wanted: Any, values: dict[str, Any]) -> Any:
    """A literal, what a slot holds, several slots as one list, or a key put together from slots."""
    if isinstance(wanted, list):
        parts = [_value(part, values) for part in wanted]
        flat = [one for part in parts if part for one in (part if isinstance(part, list) else [part])]
        return list(dict.fromkeys(flat))
    if not isinstance(wanted, str):
        return wanted
    reference = _REFERENCE.fullmatch(wanted)
    if reference:
        return next((values[name] for name in reference[1].split("|") if values.get(name)), None)
    names = _REFERENCE.findall(wanted)
    if not all(values.get(name) for name in names):
        return None
    return _REFERENCE.sub(lambda slot: str(values[slot[1]]), wanted)


def value_of(template: Template, match: re.Match[str], name: str, kind: str) -> Any:
    """What a slot of a match holds: a key, a list of keys, a date, a number, or words of the source."""
    first, last = span_of(match, name)
    if first < 0:
        return None
    if kind == "words":
        return _words(template, first, last)
    mentions = template.between(first, last)
    if kind in LISTS:
        values = [key for mention in mentions for key in keys_of(template, mention, LISTS[kind])]
        return list(dict.fromkeys(values))
    keys = keys_of(template, mentions[0], kind) if mentions else []
    value = keys[0] if keys else None
    return [value] if kind in {"party", "state", "nationality"} and value else value


def each_of(template: Template, match: re.Match[str], name: str, kind: str) -> Iterator[tuple[Any, Mention]]:
    """The members of a list slot one by one, with the mention of each."""
    first, last = span_of(match, name)
    one = LISTS.get(kind, kind)
    if kind == "items":
        for words, start, end in items(template, first, last) if first >= 0 else ():
            yield words, Mention(start, end, signs.TITLE, ())
        return
    for mention in template.between(first, last):
        for key in keys_of(template, mention, one):
            yield ([key] if one in {"party", "participant", "nationality"} else key), mention


def keys_of(template: Template, mention: Mention, kind: str) -> list[Any]:
    """What one mention means where a slot of this kind asks for it."""
    if mention.sign == signs.TITLE:
        return [template.page.quote(mention.values["start"], mention.values["end"])[2].strip()]
    if mention.sign in _COUNTED:
        return [int(mention.key)] if kind != "delegate" else []
    if kind == "recipient" and mention.sign == signs.OFFICIAL:
        return [mention.values.get("body") or mention.key] if mention.values.get("body") or mention.key else []
    if kind in {"capital", "office"}:
        known = capital_of(mention.key) if kind == "capital" else mention.values.get("body")
        return [known] if known else []
    if kind == "place":
        place = mention.key if mention.sign == signs.PLACE else mention.values.get(signs.PLACE)
        if mention.sign == signs.BODY:
            place = seat_of(mention.key)
        return [place] if place else []
    if kind in {"party", "state"} and mention.sign == signs.INSTITUTION:
        return [mention.values["state"]] if mention.values.get("state") else []
    if kind == "instrument_kind" and mention.key in extra_words("no_instruments"):
        return []
    if mention.sign == signs.MEETING:
        body = BODY_OF_MEETING.get(mention.key) or (mention.values.get("body") if kind == "meeting" else None)
        return [body] if body else []
    return [key for key in mention.keys if key]


def _words(template: Template, first: int, last: int) -> str:
    start, end = template.span(first, last)
    words = template.page.quote(start, end)[2].strip(" \n،,؛;:.")
    return words[1:-1].strip() if words[:1] == "(" and words.find(")") == len(words) - 1 else words
