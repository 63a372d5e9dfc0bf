"""Posts: a named person in an office."""

from __future__ import annotations

from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_CONFIDENCE = 0.85
_MARKS = "*_ "  # of bold and slanted words in a text that was once a web page


def find_posts(template: Template) -> Iterator[Found]:
    """A post finding for every official whom a sentence names, with the office and what the office is of.

    What the office is of may be left unsaid where the name is full enough to be one.
    """
    for mention in template.mentions:
        person = mention.values.get("person")
        if mention.sign not in {signs.OFFICIAL, signs.PERSON} or not person:
            continue
        body = mention.values.get("body") or (mention.keys[0] if mention.keys else None)
        role = mention.values["role"]
        if role == "minister":
            continue  # of an office that has no name among the roles
        if body is None and role == "secretary_general" and _speaks_of(template, "un"):
            role, body = "un_secretary_general", "un"
        if body is None and mention.weak and role == "director":
            continue  # of a company or a club, as far as the text says
        if body is None and len(template.page.text[slice(*person)].split()) < 2:
            continue
        single = template.page.language == "fr" and len(template.page.text[slice(*person)].split()) < 2
        if single and not mention.values.get("said", True):
            continue  # « le président Petit », of whom the text says nothing else
        attrs = {"person": template.page.quote(*person)[2].strip(_MARKS), "role": role}
        if body:
            attrs["body"] = body
        start, end = min(mention.start, person[0]), max(mention.end, person[1])
        yield Found("post", attrs, start, end, "any.post.official", _CONFIDENCE)


def _speaks_of(template: Template, key: str) -> bool:
    """Whether the text names an organisation or a part of it, be it only as that of an official."""
    named = (m.key if m.sign == signs.BODY else m.values.get("body") or "" for m in template.page.mentions)
    return any(name.split(".")[0] == key for name in named)
