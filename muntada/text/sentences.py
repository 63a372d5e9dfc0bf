"""Sentences of a folded text in Arabic, English or French."""

import re

# One class first, so that the engine leaps to the few places where a sentence can end.
_STOP = re.compile(r"[\n.!?•▪●◦■♦][.!?]*[\"')\]]*")
_BULLETS = "•▪●◦■♦"
_LINE_START = re.compile(r"\s*(?:[-*+•▪●◦■♦>]|\(?[0-9]{1,3}[.)\-]|\(?[a-zء-ي][.)])\s", re.ASCII)
_ONLY_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}|[ivx]{1,5}|[a-zء-ي])\.$", re.ASCII)
_WORD_BEFORE = re.compile(r"([^\s.(\"']+(?:\.[a-zء-ي])*)$")
_ABBREVIATIONS = {
    "ar": "",
    "en": "mr mrs ms dr prof hon amb gen col lt sgt gov sen rep st jr sr inc ltd corp co vs etc al eds ed dept univ "
    "e.g i.e u.s u.n u.k ph.d approx",
    "fr": "m mm mme mmes mlle mlles dr me pr st ste mgr gal cf etc ex env hab av bd c.-a-d p.ex s.e",
}
_NUMBERED = "no nos art arts p pp par para paras vol fig ch sec n al res doc"
_BEFORE_NUMBER = frozenset(_NUMBERED.split())
_SETS = {language: frozenset(words.split()) for language, words in _ABBREVIATIONS.items()}
_HARD_WRAP = range(40, 131)  # letters a line of text that a program has wrapped
_SIMILAR = 0.75


def _ends_with_abbreviation(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at a place belongs to a shortened word or an initial."""
    found = _WORD_BEFORE.search(text, max(0, stop - 12), stop)
    if found is None:
        return False
    word = found[1]
    if len(word) == 1 and word.isalpha():
        return True
    if word in _SETS[language] or (len(word) > 2 and word[-2] == "." and word[-1].isalpha()):
        return True
    return word in _BEFORE_NUMBER and text[stop + 1 : stop + 3].strip()[:1].isdigit()


def _ends_sentence(text: str, found: re.Match[str], start: int, language: str) -> bool:
    """Whether the stop found ends the sentence that began at ``start``."""
    stop, end = found.span()
    after = text[end : end + 1]
    token = found[0]
    if token[0] != ".":
        return not after or not after.isalnum() or token[0] in "!?"
    if token.startswith(".."):
        return False  # left open, or the mark between two halves of a headline
    if after and not after.isspace():
        # A missing space, as often in Arabic; but not in initials, numbers and addresses.
        return end == stop + 1 and _arabic_pair(text[stop - 2 : stop]) and _arabic_pair(text[end : end + 2])
    if stop - start <= 8 and _ONLY_NUMBER.match(text[start : stop + 1]):
        return False
    return not _ends_with_abbreviation(text, stop, language)


def _arabic_pair(letters: str) -> bool:
    return len(letters) == 2 and all("ء" <= letter <= "ي" for letter in letters)


def _soft_breaks(text: str) -> frozenset[int]:
    """The line breaks that only wrap a paragraph: at least three lines of like length without a blank between."""
    soft: set[int] = set()
    block: list[tuple[int, int]] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        end = start + len(line)
        if line and not line.isspace():
            block.append((start, end))
        else:
            if len(block) > 2:
                soft |= _soft_in_block(text, block)
            block = []
        start = end + 1
    return frozenset(soft)


def _soft_in_block(text: str, block: list[tuple[int, int]]) -> set[int]:
    sizes = [end - start for start, end in block]
    longest = max(sizes)
    if longest not in _HARD_WRAP:
        return set()
    full = [size >= _SIMILAR * longest for size in sizes]
    if sum(full[:-1]) < 0.7 * (len(full) - 1):
        return set()
    return {
        end
        for place, (start, end) in enumerate(block[:-1])
        if full[place]
        and text[start:end].rstrip()[-1] not in ".!?:;"
        and not _LINE_START.match(text, block[place + 1][0])
    }


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right else None


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The spans of all sentences in order; every letter that is no white space is in one of them.

    ``text`` is folded. Line breaks end a sentence unless they only wrap it; bullets begin one; commas, colons and
    semicolons leave it whole.
    """
    soft = _soft_breaks(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _STOP.finditer(text):
        stop, end = found.span()
        letter = text[stop]
        if letter == "\n":
            if stop in soft:
                continue
            end = stop
        elif letter in _BULLETS:
            end = stop
        elif not _ends_sentence(text, found, start, language):
            continue
        span = _trimmed(text, start, end)
        if span:
            spans.append(span)
        start = end
    span = _trimmed(text, start, len(text))
    return [*spans, span] if span else spans
