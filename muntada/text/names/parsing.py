"""A name taken apart: its parts with their compounds joined, its titles, and what only ties it together.

عبد الرحمن, Abdurrahman, Abdel-Rahmane and Abd al-Rahman become one part, as do Nasr Allah and Nasrallah, Saif al-Din
and Seifeddine, Abu Omar and أبو عمر. After the rules of personal names in RDA 11.2 appendix F and IFLA's "Names of
Persons" for Arabic, Persian, Turkish and Urdu names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muntada.text.names.attested import attested
from muntada.text.names.compounds import ABU, ASSIMILATED, bare, compound, joined
from muntada.text.names.letters import folded, is_arabic, sounds
from muntada.text.names.words import common_words, legal_forms, particles, titles


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as it was written, as a word in small letters, as sounds, and its kind.

    `kind` is 'name', 'title', 'kunya', 'initial', 'legal', 'common' or 'particle'. The compounds' heads and tails are
    single Greek letters in `word`: α abd, β abu, γ umm, δ al-din, λ allah.
    """

    written: str
    word: str
    kind: str = "name"

    @property
    def sounds(self) -> str:
        """The part as sounds, see `letters`."""
        return sounds(self.word)


_WORD = re.compile(r"[^\W_]+(?:/[^\W_])?", re.UNICODE)
_INITIALS = re.compile("[BCDFGHJKLMNPQRSTVWXZ]{2,3}")  # "JC Juncker": no word of a name is without vowels
_SON = re.compile("(?:b[ei]n(?:al|el)?|ibn(?:al|el)?|بن(?:ال)?)(?=.{4})")
_APOSTROPHE = re.compile("['’‘`´ʼʻʿʾ′“”\"«»]")
_DOTTED = re.compile(r"(?<!\w)(?:\w\.){2,}(?:\w(?!\w))?")
_ENOUGH = 40  # parts of a name that are read


def _without_article(word: str) -> str:
    """A word without an article that is written together with it; Latin ones only where the rest is known alone."""
    if word[:2] in {"al", "el"} and len(word) > 5 and word[2] not in "aeiouyl" and attested(word) is None:
        return word[2:] if attested(word[2:]) is not None else word
    found = _SON.match(word)
    if found is not None and attested(word) is None and attested(word[found.end() :]) is not None:
        return word[found.end() :]
    return bare(word)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a name as written and folded; letters between full stops are one word."""
    text = _DOTTED.sub(lambda found: " " + found[0].replace(".", "") + " ", _APOSTROPHE.sub("", text))
    pairs: list[tuple[str, str]] = []
    for found in _WORD.finditer(text[:2000]):
        word = folded(found[0])
        if len(word) < 4 and found[0] != text and _INITIALS.fullmatch(found[0]) and not text.isupper():
            pairs.extend((letter, letter.lower()) for letter in found[0])
            continue
        pairs.extend((found[0], piece) for piece in _WORD.findall(word))
    return tuple(pairs[:_ENOUGH])


def _kind_of(word: str, *, entity: bool) -> str:
    if entity:
        return "legal" if word in legal_forms() else "name"
    return "title" if word in titles() else "name"


def _is_particle(word: str, words: list[str], at: int) -> bool:
    if word in particles():
        # "Ben" that opens a name is a given name; a lone letter is an initial.
        return not (at == 0 and word in {"ben", "ter", "don"}) and len(words) > 1
    if word == "ben":
        return at > 0
    if word in {"ولد", "wld"}:
        return 0 < at < len(words) - 1
    assimilated = word in ASSIMILATED and at + 1 < len(words)
    return assimilated and words[at + 1][0] == word[-1 if len(word) == 2 else 1]


def _part(written: str, words: list[str], at: int, *, entity: bool) -> tuple[Part, int]:
    word = words[at]
    if len(word) == 1 and not word.isdigit() and not (is_arabic(word) and word == "و"):
        return Part(written, word, "particle" if word in {"e", "y", "i"} and entity else "initial"), 1
    if entity and (word in common_words()):
        return Part(written, common_words()[word], "common"), 1
    if _is_particle(word, words, at):
        return Part(written, word, "particle"), 1
    kind = _kind_of(word, entity=entity)
    if kind != "name":
        means = legal_forms()[word] if kind == "legal" else titles()[word]
        return Part(written, means, kind), 1
    found = None if entity and word not in ABU else compound(words, at)
    if found is not None:
        return Part(written, found[0], "kunya" if found[0][0] in "βγ" else "name"), found[1]
    return Part(written, joined(_without_article(word)), "name"), 1


@lru_cache(maxsize=4096)
def parse(text: str, *, entity: bool = False) -> tuple[Part, ...]:
    """The parts of a name in the order they were written, compounds joined, articles stripped.

    `entity` reads the words of organisations (legal forms, translated common words) instead of titles of persons.
    A name in which nothing but titles or particles is found gives those as its name.
    """
    pairs = _words(text)
    words = [word for _, word in pairs]
    parts: list[Part] = []
    at = 0
    while at < len(pairs):
        part, taken = _part(pairs[at][0], words, at, entity=entity)
        if taken > 1:
            part = Part(" ".join(written for written, _ in pairs[at : at + taken]), part.word, part.kind)
        parts.append(part)
        at += taken
    if not any(part.kind in {"name", "kunya", "common"} for part in parts):
        return tuple(Part(part.written, word, "name") for part, word in zip(parts, words, strict=False))
    return tuple(parts)


def looks_like_entity(text: str) -> bool:
    """Whether a name whose kind is not said holds words of organisations."""
    found = [word for _, word in _words(text)]
    return any(word in common_words() or word in legal_forms() for word in found if len(word) > 2)
