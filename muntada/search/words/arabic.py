"""Arabic words brought to what they have in common: light stemming, written for this house.

What is written together with a word (conjunction, preposition, article) and its commonest endings are taken off as
long as enough of the word is left; no root is sought, because roots join what readers keep apart. The lists follow
the idea of light10 (Larkey, Ballesteros and Connell, 2002).
"""

from __future__ import annotations

_BEFORE = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "ال", "لل")
_AFTER = ("ها", "ان", "ات", "ون", "ين", "يه", "هم", "نا", "ه", "ي")
_LEFT = 2  # letters of a stem without its prefix
_SHORTEST = 3  # letters that an ending leaves


def stem(word: str) -> str:
    """The stem of a folded Arabic word: `والاجراءات` and `اجراء` give one."""
    word = _without_prefix(word)
    for ending in _AFTER:
        if word.endswith(ending) and len(word) - len(ending) >= (_SHORTEST if len(ending) == 1 else _LEFT):
            word = word[: -len(ending)]
    return word


def _without_prefix(word: str) -> str:
    if word[:1] == "و" and len(word) > _SHORTEST and not word.startswith(_BEFORE):
        word = word[1:]
    for prefix in _BEFORE:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEFT:
            return word[len(prefix) :]
    return word
