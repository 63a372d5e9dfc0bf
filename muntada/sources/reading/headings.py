"""Texts that are themselves a statement, a communiqué or a declaration, as their heading says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.page import Page
from muntada.sources.reading.rules import Found

_FRONT = r"(?:title: ?)?[\"']?(?:\W{0,3})"
_HEADING = {
    "en": re.compile(
        _FRONT + r"(?:(?:the |a |joint |final |ministerial |official |concluding |political |closing |co-?chairs?'? |"
        r"chairs?'? |leaders'? |ministers'? )*)(statement|communique|declaration)"
        r"(?:$|:| -| (?:by|of|from|following|on|issued|between|at|adopted|for|after) )"
    ),
    "fr": re.compile(
        _FRONT + r"(communique|declaration)(?: (?:finale?|conjointe?|commune?|ministerielle|ministeriel))*"
        r"(?:$|:| -| (?:de|des|du|d'|a l'issue|sur|adopte|adoptee|publie|publiee)\b(?! presse))"
    ),
    "ar": re.compile(
        _FRONT + r"(?:ال)?(بيان|اعلان)(?: (?:ال)?(?:مشترك|ختامي|وزاري|سياسي))+(?:$|:| -| )"
    ),
}  # fmt: skip
# "The text of the following statement was issued by the Governments of ...": a sentence, and no heading.
_FORMULA = re.compile(
    r"(?:(?:the following is the|begin|the) )?text of (?:the|a) (?:following )?(?:joint )?"
    r"(statement|communique|declaration)\b|"
    r"the following (?:joint )?(?=[a-z]+ (?:was|is) (?:being )?(?:issued|released))(statement|communique|declaration)\b"
)
_KIND = {"statement": "statement", "communique": "final_communique", "declaration": "declaration",
         "بيان": "statement", "اعلان": "declaration"}  # fmt: skip
_REACH = 6  # sentences from the top among which a heading stands
_LONGEST = 260  # letters of a heading
_CONFIDENCE = 0.8


def find_heading(page: Page) -> Iterator[Found]:
    """An instrument finding for the text itself, with the body that its heading names and its day of publication."""
    tops = [(start, end) for start, end in page.sentences[: 3 * _REACH] if not page.in_furniture(start)]
    for start, end in tops[:_REACH]:
        text = page.text[start:end]
        formula = _FORMULA.match(text) if page.language == "en" else None
        found = formula or _HEADING[page.language].match(text)
        if found is None or (formula is None and (end - start > _LONGEST or text.rstrip().endswith("."))):
            continue
        attrs = {"kind": _KIND[found[found.lastindex or 1]]}
        body = next((m.key for m in page.within(start, end) if m.sign == signs.BODY and m.key), None)
        if body:
            attrs["body"] = body
        if page.published:
            attrs["when"] = page.published.isoformat()
        yield Found("instrument", attrs, start, end, "any.instrument.heading", _CONFIDENCE)
        return
