"""Questions made from a list, each with the entry it means or with none; the same on every machine.

The respellings come from a table of tokens that the engine does not hold, and from rules of French, German and
Russian writing that are written down here and nowhere in the engine.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from muntada.screening.model import Entry

_ARABIC = re.compile("[\u0620-\u06ff]")
_FRENCH = (
    ("sh", "ch"), ("oo", "ou"), ("u", "ou"), ("j", "dj"), ("w", "ou"), ("ee", "i"), ("q", "k"), ("dh", "d"),
)  # fmt: skip
_GERMAN = (("sh", "sch"), ("j", "dsch"), ("kh", "ch"), ("w", "u"), ("y", "j"), ("z", "s"))
_GULF = (("q", "g"), ("o", "u"), ("e", "i"), ("dh", "th"), ("ou", "u"))
_RUSSIAN = (
    ("shch", "щ"), ("kh", "х"), ("zh", "ж"), ("sh", "ш"), ("ch", "ч"), ("ya", "я"), ("yu", "ю"), ("dj", "дж"),
    ("th", "с"), ("dh", "з"), ("gh", "г"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"),
    ("g", "г"), ("h", "х"), ("i", "и"), ("j", "дж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"),
    ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"),
    ("y", "и"), ("z", "з"),
)  # fmt: skip
_LETTERS = "abdefghiklmnorstuyz"
_SMALL = {"al", "el", "bin", "ben", "ibn", "abu", "abou", "abd", "abdul", "ul", "ur", "ud", "din", "ould", "de", "umm"}


@dataclass(frozen=True, slots=True)
class Question:
    """A name asked for; `target` is the id of the entry it means, empty for nobody on the list."""

    kind: str
    name: str
    target: str = ""
    born: str = ""
    half: str = "dev"
    script: str = "Latin"


def half_of(key: str) -> str:
    """'dev' or 'test', by the hash of what is asked for."""
    return "dev" if hashlib.sha256(key.encode()).digest()[0] % 2 else "test"


def script_of(text: str) -> str:
    """'Arabic', 'Cyrillic' or 'Latin': the script of a name."""
    if _ARABIC.search(text):
        return "Arabic"
    return "Cyrillic" if re.search("[а-я]", text.lower()) else "Latin"


class Tokens:
    """The Latin spellings of Arabic tokens in a table that the engine does not hold."""

    def __init__(self, path: Path) -> None:
        by_arabic: dict[str, set[str]] = defaultdict(set)
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                by_arabic[row[0]].add(row[1].lower())
        self.arabic = by_arabic
        self.others: dict[str, set[str]] = defaultdict(set)
        for spellings in by_arabic.values():
            for spelling in spellings:
                self.others[spelling] |= spellings - {spelling}
        self.plain = sorted(word for words in by_arabic.values() for word in words if re.fullmatch("[a-z]{4,10}", word))


def _respell(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    table = dict(rules)
    return re.sub("|".join(sorted(table, key=len, reverse=True)), lambda found: table[found[0]], name.lower())


def _typo(name: str, rng: random.Random) -> str:
    words = name.split()
    long = [n for n, word in enumerate(words) if len(word) >= 5]
    if not long:
        return name
    at = rng.choice(long)
    word, place = words[at], rng.randrange(1, len(words[at]) - 1)
    words[at] = rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + rng.choice(_LETTERS) + word[place:],
            word[:place] + rng.choice(_LETTERS) + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )
    return " ".join(words)


def _variant(name: str, tokens: Tokens, rng: random.Random) -> str:
    words = [rng.choice(sorted(tokens.others[w])) if tokens.others.get(w) else w for w in name.lower().split()]
    return " ".join(words)


def _turned(name: str, rng: random.Random) -> str:
    words = name.split()
    if len(words) < 2 or any(word.lower() in _SMALL for word in words[-2:]):
        return name
    return rng.choice((f"{words[-1]}, {' '.join(words[:-1])}", f"{words[-1]} {' '.join(words[:-1])}"))


def _shorter(name: str, rng: random.Random) -> str:
    words = name.split()
    whole = [
        n
        for n, w in enumerate(words)
        if n and w.lower().strip("'") not in _SMALL and words[n - 1].lower() not in _SMALL
    ]
    if len(words) < 3 or len(whole) < 2:
        return name
    gone = rng.choice(whole)
    return " ".join(word for n, word in enumerate(words) if n != gone)


def _clean(name: str) -> str:
    return " ".join(re.sub(r"[-–,]", " ", re.sub(r"\(.*?\)|['’‘`]|;.*| b\).*", "", name)).split())


def _of_person(entry: Entry, tokens: Tokens, rng: random.Random) -> Iterator[Question]:
    latin = [name for name in entry.names if name.kind != "weak" and script_of(name.text) == "Latin"]
    base = _clean(rng.choice(latin).text) if latin else ""
    if len(base.split()) < 2 or len(base) < 9:
        return
    made = {
        "variant": _variant(base, tokens, rng),
        "typo": _typo(base, rng),
        "order": _turned(base, rng),
        "dropped": _shorter(base, rng),
        "french": _respell(base, _FRENCH),
        "german": _respell(base, _GERMAN),
        "gulf": _respell(base, _GULF),
        "cyrillic": _respell(base, _RUSSIAN),
        "variant+order": _turned(_variant(base, tokens, rng), rng),
        "variant+typo": _typo(_variant(base, tokens, rng), rng),
        "french+dropped": _shorter(_respell(base, _FRENCH), rng),
    }
    for kind, name in made.items():
        if name.lower() != base.lower():
            yield Question(kind, name, entry.id, half=half_of(entry.id), script=script_of(name))


def _of_entity(entry: Entry, rng: random.Random) -> Iterator[Question]:
    base = _clean(entry.names[0].text)
    words = base.split()
    if len(words) >= 3:
        yield Question("entity typo", _typo(base, rng), entry.id, half=half_of(entry.id))
        yield Question("entity capitals", base.upper().replace("COMPANY", "CO."), entry.id, half=half_of(entry.id))
        respelled = base.replace("ORGANIZATION", "ORGANISATION").replace("GROUP", "Groupe").replace("BANK", "Banque")
        if respelled != base:
            yield Question("entity translated", respelled, entry.id, half=half_of(entry.id))


def across(entries: list[Entry]) -> tuple[list[Entry], list[Entry], list[Question], list[Question]]:
    """The list in Latin script only and in original script only, and the questions from each script to the other."""
    latin, original, to_latin, to_original = [], [], [], []
    for entry in entries:
        own = [name for name in entry.names if name.kind == "original" and script_of(name.text) == "Arabic"]
        rest = tuple(name for name in entry.names if script_of(name.text) == "Latin")
        latin.append(replace(entry, names=rest) if rest else entry)
        if own and entry.kind == "person":
            original.append(replace(entry, names=tuple(own)))
            half = half_of(entry.id)
            to_latin.append(Question("original to Latin", own[0].text, entry.id, half=half, script="Arabic"))
            to_original.append(Question("Latin to original", entry.names[0].text, entry.id, half=half))
    return latin, original, to_latin, to_original


def _nobody(entries: list[Entry], tokens: Tokens, rng: random.Random, count: int) -> Iterator[Question]:
    """Names of nobody on the list: invented, put together from the list's own parts, and in Arabic script."""
    people = [entry for entry in entries if entry.kind == "person"]
    held = [{w for name in entry.names for w in _clean(name.text).lower().split()} for entry in people]
    arabic = sorted(word for word in tokens.arabic if len(word) > 3)
    parts = [_clean(entry.names[0].text).split() for entry in people]
    parts = [words for words in parts if 2 <= len(words) <= 4 and not any(w.lower() in _SMALL for w in words)]
    for number in range(count):
        half = "dev" if number % 2 else "test"
        size = rng.choice((2, 3))
        yield Question("unrelated", " ".join(rng.sample(tokens.plain, size)), half=half)
        yield Question("unrelated Arabic", " ".join(rng.sample(arabic, size)), half=half, script="Arabic")
        first, second = rng.sample(parts, 2)
        name = f"{first[0]} {second[-1]}"
        if not any({first[0].lower(), second[-1].lower()} <= words for words in held):
            yield Question("recombined", name, half=half)


def _same_given(entries: list[Entry], tokens: Tokens, rng: random.Random) -> Iterator[Question]:
    for entry in entries:
        words = _clean(entry.names[0].text).split()
        if entry.kind == "person" and len(words) >= 2 and words[0].lower() not in _SMALL and len(words[0]) > 2:
            other = rng.choice(tokens.plain)
            half = half_of(entry.id)
            yield Question("same given name", f"{words[0]} {other}", half=half)
            if len(words) >= 3 and words[1].lower() not in _SMALL:
                yield Question("same given names", f"{words[0]} {words[1]} {other}", half=half)


def _other_father(entries: list[Entry], rng: random.Random) -> Iterator[Question]:
    """The same first and last name with another name between them: another person."""
    people = [entry for entry in entries if entry.kind == "person"]
    middles = [word for entry in people for word in _clean(entry.names[0].text).split()[1:-1]]
    middles = [word for word in middles if word.lower() not in _SMALL and len(word) > 3]
    for entry in people:
        words = _clean(entry.names[0].text).split()
        if 3 <= len(words) <= 4 and not any(word.lower() in _SMALL for word in words):
            other = rng.choice(middles)
            if other[0] != words[1][0]:
                yield Question("other father", " ".join((words[0], other, *words[2:])), half=half_of(entry.id))


def _other_birth(entries: list[Entry], rng: random.Random) -> Iterator[Question]:
    for entry in entries:
        years = {int(year) for text in entry.born for year in re.findall(r"\d{4}", text, re.ASCII)}
        if entry.kind == "person" and years:
            year = rng.choice(
                [y for y in range(min(years) - 25, max(years) + 25) if min(abs(y - x) for x in years) > 4]
            )
            born = f"{year}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
            yield Question("other birth date", entry.names[0].text, entry.id, born, half_of(entry.id))


def questions(entries: list[Entry], tokens: Tokens, *, seed: int = 8) -> list[Question]:
    """All questions of a list; those of kind 'other birth date' must not find their target."""
    rng = random.Random(seed)
    made: list[Question] = []
    for entry in entries:
        made.extend(_of_person(entry, tokens, rng) if entry.kind == "person" else _of_entity(entry, rng))
    made.extend(_nobody(entries, tokens, rng, 700))
    made.extend(_same_given(entries, tokens, rng))
    made.extend(_other_birth(entries, rng))
    made.extend(_other_father(entries, rng))
    return made
