"""The keys under which a word of a name is found: a consonant skeleton shared by the scripts, and its near misses."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

_CLASSES: dict[str, tuple[str, ...]] = {
    "b": ("b",), "p": ("b",), "f": ("f",), "v": ("f", ""), "t": ("t",), "d": ("t",), "s": ("s",), "z": ("s",),
    "j": ("j",), "g": ("k", "j"), "k": ("k",), "q": ("k",), "h": ("h",), "x": ("k", "h"), "l": ("l",), "m": ("m",),
    "n": ("n",), "r": ("r",), "T": ("t", "s"), "D": ("t", "s"), "Z": ("s", "t"), "P": ("t", "s"), "S": ("S",),
    "C": ("S", "k"), "c": ("S",), "G": ("k",), "J": ("j",), "ç": ("s", "j"),
}  # fmt: skip
_MOST = 4
_START = {"w": ("w", ""), "W": ("w", ""), "y": ("y", ""), "Y": ("y", ""), "v": ("w", "f"), "j": ("j", "y")}


@lru_cache(maxsize=100_000)
def skeletons(text: str) -> tuple[str, ...]:
    """The consonant skeletons of a word's sounds, the likeliest first, at most four; w and y count at the start only.

    A word without consonants keeps its vowels' place: it is found under ".".
    """
    choices: list[tuple[str, ...]] = []
    for place, sound in enumerate(text):
        if place == 0 and sound in _START:
            choices.append(_START[sound])
        elif sound in _CLASSES:
            choices.append(_CLASSES[sound])
        elif sound not in "aeiouAWYIOVQHwy":
            choices.append((sound,))
    found: dict[str, None] = {}
    for number, picks in enumerate(product(*choices)):
        found[_once("".join(picks)) or "."] = None
        if len(found) >= _MOST or number > 64:
            break
    return tuple(found)


def _once(text: str) -> str:
    return "".join(letter for place, letter in enumerate(text) if place == 0 or text[place - 1] != letter)


def _without_one(text: str) -> list[str]:
    return [text[:place] + text[place + 1 :] for place in range(len(text))]


def keys(text: str) -> set[str]:
    """The keys under which a word's sounds are kept: skeletons, and the nearest misses of skeleton and sounds."""
    bones = skeletons(text)
    found = {"s" + bone for bone in bones}
    if bones and len(bones[0]) >= 4:
        found.update("t" + bone for bone in _without_one(bones[0]))
    return found | slip_keys(text)


def asked_keys(text: str) -> set[str]:
    """The keys under which to look for a word: its skeletons, one consonant less or more, and its slips.

    Another consonant in the place of one is looked for by skeleton only in long words; `slip_keys` find it in others.
    """
    bones = skeletons(text)
    found = {"s" + bone for bone in bones}
    if bones and len(bones[0]) >= 3:
        found.add("t" + bones[0])
    if bones and len(bones[0]) >= 4:
        found.update("s" + bone for bone in _without_one(bones[0]))
    if bones and len(bones[0]) >= 5:
        found.update("t" + bone for bone in _without_one(bones[0]))
    return found | slip_keys(text)


def slip_keys(text: str) -> set[str]:
    """Keys that two words share whose sounds differ by one sound more, less, other or exchanged."""
    if len(text) < 4:
        return set()
    return {"f" + text[:12], *("f" + short for short in _without_one(text[:12]))}


def is_slip(key: str) -> bool:
    """Whether a key is one of `slip_keys`."""
    return key[:1] == "f"
