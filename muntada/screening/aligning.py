"""The parts of two names put side by side: which met which, and what is left over on either side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import PART_KINDS
from muntada.screening.index import Index
from muntada.screening.rarity import KIND_WEIGHT, weight
from muntada.screening.words import LEAST, WordMatch
from muntada.text.names.distance import alike
from muntada.text.names.letters import NUMBER, SOUNDS, is_arabic
from muntada.text.names.parsing import Part

_OF_NUMBER = {number: sound for sound, number in NUMBER.items()}
NAMED = ("name", "initial", "common")
JOINED = 0.8  # likeness at which two parts written as one are the same


class Listed(NamedTuple):
    """A part of a listed name: its word's number, its kind, its bits, its weight."""

    token: int
    kind: str
    bits: float
    weight: float


class Pair(NamedTuple):
    """A part asked for, a part listed, and how alike they are; None where one side has nothing."""

    asked: int | None
    listed: int | None
    likeness: float
    rule: str = ""


@dataclass(slots=True)
class Alignment:
    """What met what, with the sums from which a score is made (weights of `rarity`, information in bits)."""

    pairs: list[Pair]
    matched: float = 0.0  # weight of what met
    unlike: float = 0.0  # weight times difference of what met
    worst: float = 0.0  # the greatest difference among parts that met
    left_asked: float = 0.0
    left_listed: float = 0.0
    bits: float = 0.0
    strong: int = 0  # parts that met and are neither titles nor initials
    tail_asked: float = 0.0  # the same of the last name
    tail_listed: float = 0.0
    head_asked: float = 0.0  # weight of the question's first name, where nothing met it
    head_listed: float = 0.0  # weight of the listed first name, where nothing met it
    doubtful: float = 0.0  # weight of parts put side by side for want of better, the less alike the more
    against: int = 0  # names left over on both sides
    reordered: bool = False
    scrambled: bool = False  # reordered otherwise than by writing the last names first


def listed_parts(index: Index, name: int, weights: NDArray[np.float32]) -> list[Listed]:
    """The parts of a name of the index; `weights` are those of all words as plain parts."""
    start, end = int(index.name_start[name]), int(index.name_start[name + 1])
    tokens, kinds = index.name_token[start:end], index.name_kind[start:end]
    columns = zip(
        tokens.tolist(), kinds.tolist(), index.token_bits[tokens].tolist(), weights[tokens].tolist(), strict=True
    )
    return [
        Listed(token, PART_KINDS[kind], information, heavy * KIND_WEIGHT[PART_KINDS[kind]])
        for token, kind, information, heavy in columns
    ]


def sounds_of(index: Index, token: int) -> str:
    """The sounds of a word of the index."""
    return "".join(_OF_NUMBER[code] for code in index.token_code[token].tolist() if code)


def align(parts: list[Part], matches: list[WordMatch], listed: list[Listed], index: Index) -> Alignment:
    """Puts the parts asked for beside those of a listed name: the likest and rarest first, each once."""
    options = []
    for asked, match in enumerate(matches):
        for place, other in enumerate(listed):
            value = match.found.get(other.token)
            if value is None:
                value = _initial(parts[asked], other, index)
            if value:
                nearness = 0.01 * (asked == place)
                options.append((value * (0.5 + other.weight) + nearness, value, asked, place))
    options.sort(reverse=True)
    met_asked: set[int] = set()
    met_listed: set[int] = set()
    pairs: list[Pair] = []
    for _, value, asked, place in options:
        if asked not in met_asked and place not in met_listed:
            met_asked.add(asked)
            met_listed.add(place)
            pairs.append(Pair(asked, place, value))
    _join(parts, listed, index, met_asked, met_listed, pairs)
    return _summed(parts, matches, listed, pairs, met_asked, met_listed)


def _initial(part: Part, other: Listed, index: Index) -> float:
    """A single letter meets a part that begins with it; half a meeting."""
    if part.kind != "initial" and other.kind != "initial":
        return 0.0
    first = part.sounds[:1]
    begin = SOUNDS[int(index.token_code[other.token, 0])]
    return 0.75 if first and first == begin else 0.0


def _join(
    parts: list[Part],
    listed: list[Listed],
    index: Index,
    met_asked: set[int],
    met_listed: set[int],
    pairs: list[Pair],
) -> None:
    """Parts that are written as one on the other side."""
    left_asked = [n for n in range(len(parts)) if n not in met_asked]
    left_listed = [n for n in range(len(listed)) if n not in met_listed]
    if not left_asked or not left_listed or len(left_asked) + len(left_listed) < 3:
        return
    texts = [spoken_out(sounds_of(index, other.token)) for other in listed]
    scripts = [bool(index.token_arabic[other.token]) for other in listed]
    asked_texts = [spoken_out(part.sounds) for part in parts]
    asked_scripts = [is_arabic(part.word) for part in parts]
    for first, second in pairwise(left_asked):
        whole = _Whole(asked_texts[first] + asked_texts[second], asked_scripts[first])
        place = _same(whole, texts, scripts, [n for n in left_listed if n not in met_listed])
        if place is not None and not {first, second} & met_asked:
            met_asked.update((first, second))
            met_listed.add(place)
            pairs.extend((Pair(first, place, 0.92, "joined"), Pair(second, place, 0.92, "joined")))
    for first, second in pairwise(left_listed):
        whole = _Whole(texts[first] + texts[second], scripts[first])
        asked = _same(whole, asked_texts, asked_scripts, [n for n in left_asked if n not in met_asked])
        if asked is not None and not {first, second} & met_listed:
            met_listed.update((first, second))
            met_asked.add(asked)
            pairs.extend((Pair(asked, first, 0.92, "joined"), Pair(asked, second, 0.92, "joined")))


class _Whole(NamedTuple):
    sounds: str
    arabic: bool


def spoken_out(text: str) -> str:
    """Sounds with the compounds' heads and tails written out."""
    return text.replace("α", "abdul").replace("β", "abu").replace("γ", "um").replace("δ", "udin").replace("λ", "ulaH")


def _same(whole: _Whole, texts: list[str], scripts: list[bool], free: list[int]) -> int | None:
    for place in free:
        mixed = whole.arabic != scripts[place]
        near = abs(len(whole.sounds) - len(texts[place])) <= (6 if mixed else 3)
        if near and alike(whole.sounds, texts[place], mixed=mixed) >= JOINED:
            return place
    return None


def _summed(
    parts: list[Part],
    matches: list[WordMatch],
    listed: list[Listed],
    pairs: list[Pair],
    met_asked: set[int],
    met_listed: set[int],
) -> Alignment:
    done = Alignment(pairs)
    for pair in pairs:
        if pair.asked is None or pair.listed is None:
            continue
        other, part = listed[pair.listed], parts[pair.asked]
        heavy = min(other.weight, KIND_WEIGHT[part.kind])
        done.matched += heavy
        done.doubtful += heavy * max(0.0, LEAST - pair.likeness)
        done.unlike += heavy * (1 - pair.likeness)
        initial = "initial" in (part.kind, other.kind)
        share = 0.25 if initial else KIND_WEIGHT[part.kind] if part.kind != "name" else KIND_WEIGHT[other.kind]
        done.bits += other.bits * share * pair.likeness**2
        if not initial and part.kind != "title" and other.kind != "title":
            done.strong += 1
            done.worst = max(done.worst, 1 - pair.likeness)
    _leave(done, parts, matches, listed, met_asked, met_listed)
    met = sorted((p.asked, p.listed) for p in pairs if p.asked is not None and p.listed is not None)
    order = [place for _, place in met]
    done.reordered = order != sorted(order)
    done.scrambled = sum(b < a for a, b in pairwise(order)) > 1 or (done.reordered and order[-1] > order[0])
    names = (
        sum(part.kind in NAMED for n, part in enumerate(parts) if n not in met_asked),
        sum(other.kind in NAMED for n, other in enumerate(listed) if n not in met_listed),
    )
    done.against = min(names)
    return done


def _leave(
    done: Alignment,
    parts: list[Part],
    matches: list[WordMatch],
    listed: list[Listed],
    met_asked: set[int],
    met_listed: set[int],
) -> None:
    """Sums up what is left over on either side, the first and the last name apart."""
    first_asked = next((n for n, part in enumerate(parts) if part.kind == "name"), -1)
    first_listed = next((n for n, other in enumerate(listed) if other.kind == "name"), -1)
    last_asked = max((n for n, part in enumerate(parts) if part.kind == "name"), default=-1)
    last_listed = max((n for n, other in enumerate(listed) if other.kind == "name"), default=-1)
    for asked, part in enumerate(parts):
        if asked not in met_asked:
            done.tail_asked += weight(matches[asked].bits) if asked == last_asked else 0.0
            done.head_asked += weight(matches[asked].bits) if asked == first_asked else 0.0
            done.left_asked += weight(matches[asked].bits, part.kind)
            done.pairs.append(Pair(asked, None, 0.0))
    for place, other in enumerate(listed):
        if place not in met_listed:
            done.tail_listed += other.weight if place == last_listed else 0.0
            done.head_listed += other.weight if place == first_listed else 0.0
            done.left_listed += other.weight
            done.pairs.append(Pair(None, place, 0.0))
