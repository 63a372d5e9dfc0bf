"""Documents for benchmarks: paragraphs of the shipped samples, recombined with other parties, numbers and years."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from muntada.parties.facts import members
from muntada.sources.capture import capture
from muntada.text.language import detect

SAMPLES = Path(__file__).resolve().parent.parent / "muntada" / "sources" / "samples"
LONG, OWN = 4000, 1400  # letters: of a long document, and as many as the samples themselves have on the average
_YEAR = re.compile(r"\b20[12]\d\b", re.ASCII)


def paragraphs() -> dict[str, list[str]]:
    """The paragraphs of the samples, by language."""
    found: dict[str, list[str]] = {}
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix == ".md":
            continue
        text = capture(path.read_bytes(), name=path.name).text
        found.setdefault(detect(text), []).extend(p for p in text.split("\n") if len(p) > 60)
    return found


def documents(count: int, *, seed: int = 20261121, size: int = LONG) -> Iterator[tuple[str, str]]:
    """`count` pairs of language and text of about `size` letters; the same ones for the same seed."""
    chance = random.Random(seed)
    stock = paragraphs()
    names = {
        "ar": [m.name_ar for m in members()],
        "en": [m.name_en for m in members()],
        "fr": [m.name_fr for m in members()],
    }
    languages = sorted(stock)
    for number in range(count):
        language = languages[number % len(languages)]
        yield language, _document(chance, stock[language], names[language], size)


def _document(chance: random.Random, stock: list[str], names: list[str], size: int) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(chance.choice(stock))
    text = "\n\n".join(parts)
    text = _YEAR.sub(lambda _: str(chance.randint(2011, 2026)), text)
    for name in names:
        if name in text:
            text = text.replace(name, chance.choice(names))
    return text
