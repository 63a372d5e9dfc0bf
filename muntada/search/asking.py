"""What somebody typed, understood: words, "phrases", -what is left out, and field:value. Nothing typed is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from muntada.text.folding import fold_key

MOST = 24  # words, phrases and fields of one question; the rest is not looked at
LONGEST = 400  # letters of a question
_NAMES = {
    "body": ("body", "organe", "هيئة"),
    "kind": ("kind", "type", "نوع"),
    "year": ("year", "année", "سنة"),
    "topic": ("topic", "thème", "موضوع"),
    "language": ("language", "langue", "لغة"),
    "party": ("party", "partie", "طرف"),
}
FIELDS = {fold_key(name): field for field, names in _NAMES.items() for name in names}
_PART = re.compile(r'(?P<not>-)?(?:(?P<field>[^\W\d_]{2,20}):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″＂", '"'))
_HAS_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: all `phrases` word for word, none of `without`, only what bears the `tags`."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether more is asked for than words."""
        return bool(self.phrases or self.without or self.tags)

    @property
    def text(self) -> str:
        """All that is looked for, as one text."""
        return " ".join(part for part in (self.words, *self.phrases) if part)


def cleaned(typed: str) -> str:
    """What was typed, as far as it is looked at, without what is no text (lone surrogates, NUL)."""
    return typed[:LONGEST].replace("\0", " ").encode(errors="ignore").decode()


def ask(typed: str) -> Question:
    """Understand what was typed, in any of the three languages."""
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    tags: dict[str, tuple[str, ...]] = {}
    clean = cleaned(typed).translate(_QUOTES)
    for count, part in enumerate(_PART.finditer(clean)):
        value = (part["quoted"] if part["quoted"] is not None else part["bare"]).strip()
        name = FIELDS.get(fold_key(part["field"])) if part["field"] else None
        if count >= MOST or not _HAS_WORD.search(value):
            continue
        if part["field"] and name is None:
            value = f"{part['field']}: {value}"
        if name is not None and not part["not"]:
            tags[name] = (*tags.get(name, ()), value)
        elif part["not"]:
            without.append(value)
        elif part["quoted"] is not None:
            phrases.append(value)
        else:
            words.append(value)
    return Question(" ".join(words), tuple(phrases), tuple(without), tags)
