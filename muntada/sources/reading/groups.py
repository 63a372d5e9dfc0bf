"""Working groups that a text lists: «له خمس فرق عمل تعنى بالساحل وبمكافحة التطرف العنيف»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.bodies import FORUM, GROUP_OF
from muntada.sources.reading.page import Page
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template
from muntada.text.sought import Sought

_PLURAL = Sought(r"(?:مجموعات|فرق) (?:ال)?عمل|افرقه (?:ال)?عمل|working groups|groupes de travail|\bwgs\b")
_BULLET = re.compile(r"[-*•▪●◦■♦–]\s|\(?[0-9]{1,2}[.)]\s|[a-z][.)]\s")
_CHAIRED = re.compile(
    r"[^.;:()\n]{0,40}?,? ?\(?(?:which is )?"
    r"(?:co-?chairs?(?:[ :-]|ed by )|co-?led by |led by |chaired by )+(?:are )?(?:the )?"
)
_LIST_END = re.compile(r"[);.\n]")
_CONFIDENCE = 0.9


def names_forum(page: Page) -> bool:
    """Whether a text names the forum, whose groups it may list."""
    return any(m.sign == signs.BODY and m.key.startswith(FORUM) for m in page.mentions)


def find_listed_groups(template: Template) -> Iterator[Found]:
    """A body finding for each group that stands in a list after its plural noun, in a text that names the forum."""
    page = template.page
    plural = _PLURAL.search(page.text[template.start : template.end])
    if plural is None:
        return
    first = template.start + plural.end()
    seen: set[str] = set()
    last = _end_of_list(page, template)
    for topic in page.topical:
        if not first <= topic.start < last or topic.key not in GROUP_OF:
            continue
        key = GROUP_OF[topic.key]
        if key not in seen:
            seen.add(key)
            start, end = _quoted(template, topic.start, topic.end)
            attrs = {"key": key, "kind": "working_group", "parent": FORUM}
            yield Found("body", attrs, start, end, "any.body.listed-group", _CONFIDENCE)
            yield from _chairs(page, key, topic.end, last)


def _chairs(page: Page, key: str, at: int, last: int) -> Iterator[Found]:
    """A term finding where those who chair a listed group stand beside its topic: "(co-chairs: Kenya and Japan)"."""
    told = _CHAIRED.match(page.text, at) if page.language == "en" else None
    stop = _LIST_END.search(page.text, told.end(), last) if told else None
    parties = page.within(told.end(), stop.start() if stop else last) if told else []
    states = [m.key for m in parties if m.sign == signs.PARTY and m.key]
    if told and states:
        attrs = {"body": key, "role": "co_chair", "party": list(dict.fromkeys(states))}
        yield Found("term", attrs, told.start(), parties[-1].end, "en.term.listed-group", _CONFIDENCE)


def _end_of_list(page: Page, template: Template) -> int:
    """Where the list ends that a sentence announces with a colon: with the last of the bullets that follow."""
    end = template.end
    if page.text[template.start : end].rstrip().endswith(":"):
        for start, stop in page.sentences:
            if start >= end and _BULLET.match(page.text, start):
                end = stop
            elif start >= end:
                break
    return end


def _quoted(template: Template, start: int, end: int) -> tuple[int, int]:
    """The whole of the quotation in which a topic stands, else the topic itself."""
    for mention in template.mentions:
        if mention.sign == signs.TITLE and mention.start <= start < mention.end:
            return mention.values["start"], mention.values["end"]
    return start, end
