"""Letters that are written again and again: one file a letter and language, with named places for values."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Template

from muntada.text.bidi import isolate

FOLDER = Path(__file__).resolve().parent / "letters"


@lru_cache
def letter(name: str, language: str) -> tuple[Template, Template]:
    """Subject and text of a letter. Raises FileNotFoundError for one that there is none of."""
    head, _, text = (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").partition("\n\n")
    return Template(head.removeprefix("Subject: ")), Template(text)


def filled(name: str, language: str, values: dict[str, str], link: str = "") -> tuple[str, str]:
    """The letter with each value isolated on its line; the link stands alone on its own.

    Raises KeyError for a value that is missing.
    """
    subject, text = letter(name, language)
    isolated = {key: isolate(" ".join(value.split())) for key, value in values.items()}
    return subject.substitute(isolated), text.substitute(isolated, link=link)
