"""What a citation does: the relation of a text to the one that it cites, read off the words before it. No database."""

from __future__ import annotations

import re

from muntada.text.folding import fold

NEAR = 90  # letters before a citation in which the word for the relation stands
# The nearest word before the citation decides; "recalls" also where a clause opens so.
_WORDS = {
    "supersedes": r"supersed\w*|replac(?:es|ing|ed)|in place of|remplac\w*|abrog\w*|repeal\w*|"
    r"(?:ي|ت|ن)حل محل|بدلا من|(?:ي|ت|ن)لغي|حلت? محل",
    "amends": r"amend(?:s|ing|ed)?|modif(?:y|ies|ying|iant|ie|ies)|portant modification|(?:ي|ت|ن)عدل|تعديلا? ل|معدلا",
    "implements": r"implement(?:s|ing|ation)?|giv(?:es|ing) effect|pursuant to|mise? en (?:oeuvre|application)|"
    r"applica(?:nt|tion)|appliqu\w+|en execution|conformement|تنفيذا?|(?:ي|ت|ن)نفذ|عملا|تطبيقا?|اعمالا",
    "elaborates": r"elaborat\w*|build(?:s|ing) (?:up)?on|supplement\w*|complement\w*|developp\w*|complet(?:e|"
    r"ant|er)\w*|"
    r"s'appuyant|se fondant|استنادا|(?:ي|ت|ن)كمل|(?:ي|ت)?ستكمل|استكمالا|تفصيلا?|(?:ي|ت|ن)فصل",
    "contradicts": r"contrary to|contradict\w*|in breach of|contrairement|contraire\w*|contrevi\w+|خلافا|(?:ي|ت)تعارض|"
    r"(?:ي|ت)تناقض|(?:ي|ت)خالف",
    "repeats": r"reiterat\w*|repeat\w*|reiter\w*|repet\w*|(?:ي|ت|ن)كرر|مكررا",
    "recalls": r"recall\w*|rappel\w*|(?:ي|ت|ن)شير|(?:ي|ت|ن)ستذكر|(?:ي|ت|ن)ذكر|اشار(?:ه|ت)?|reaffirm\w*|bearing in mind|"
    r"(?:ي|ت|ن)وكد من جديد|اذ (?:ي|ت|ن)ضع",
}  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>(?<![\\wء-ي])[وفب]?(?:{forms}))" for name, forms in _WORDS.items()))
_OPENINGS = {
    "recalling": "recalls",
    "recalls": "recalls",
    "reaffirming": "recalls",
    "reaffirms": "recalls",
    "bearing_in_mind": "recalls",
    "guided": "recalls",
    "reiterating": "repeats",
    "reiterates": "repeats",
    "pursuant": "implements",
}


def bearing(text: str, start: int, opening: str = "") -> str:
    """The predicate of the citation that begins at `start` of a clause; empty where its words say none.

    `opening` is what the clause does, in no language: a list of citations after "Recalling" is all recalled.
    """
    before = fold(text[max(0, start - NEAR) : start]).text
    said = [match.lastgroup or "" for match in _ANY.finditer(before)]
    return said[-1] if said else _OPENINGS.get(opening, "")
