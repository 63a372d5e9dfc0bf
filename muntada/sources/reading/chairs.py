"""Terms that an office states: "the Chair of the Committee, Ambassador Jane Doe of Kenya"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_OF_STATE = re.compile(rf",? (?:of|from) (?:the )?(?={signs.PARTY})| \((?={signs.PARTY}\))")
_CHAIRS = {"chair": "chair", "co_chair": "co_chair", "vice_chair": "vice_chair"}
_CONFIDENCE = 0.82


def find_terms_of_persons(template: Template) -> Iterator[Found]:
    """A term finding for each named person in the chair of a body who is said to be of a state; in English."""
    if template.page.language != "en":
        return
    for mention in template.mentions:
        role = _CHAIRS.get(mention.values.get("role", "")) if mention.sign == signs.OFFICIAL else None
        body = mention.values.get("body")
        if role is None or not body or not mention.values.get("person"):
            continue
        link = _OF_STATE.match(template.text, template.at(mention) + 1)
        state = template.mention_at(link.end()) if link else None
        if state:
            if role == "chair" and body.startswith("gctf"):
                role = "co_chair"
            attrs = {"body": body, "role": role, "party": [state.key]}
            yield Found("term", attrs, mention.start, state.end, "en.term.chair-of-state", _CONFIDENCE)
