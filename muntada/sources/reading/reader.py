"""Reads a text: from the words to the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from muntada.sources.reading import signs
from muntada.sources.reading.chairs import find_terms_of_persons
from muntada.sources.reading.encounters import find_encounters
from muntada.sources.reading.french_cards import find_cards
from muntada.sources.reading.french_lists import find_lists
from muntada.sources.reading.french_organs import find_chairs
from muntada.sources.reading.french_units import find_units, of_the_whole
from muntada.sources.reading.french_works import find_named_works
from muntada.sources.reading.groups import find_listed_groups, names_forum
from muntada.sources.reading.headings import find_heading
from muntada.sources.reading.mandates import find_mandates
from muntada.sources.reading.meetings import find_meetings
from muntada.sources.reading.mentions import find_mentions
from muntada.sources.reading.merging import merged
from muntada.sources.reading.model import Draft, Reading
from muntada.sources.reading.page import Page, open_page
from muntada.sources.reading.posts import find_posts
from muntada.sources.reading.rules import Found, Slot, apply_rules, rules_of
from muntada.sources.reading.template import Template, template
from muntada.sources.reading.topics import mentioned
from muntada.sources.reading.works import find_works

_LONGEST = 4000  # letters of a sentence that is read whole
READER = "2"  # raised when better rules may read more from the same text


def read(text: str, *, published: date | None = None, furniture: Iterable[tuple[int, int]] | None = None) -> Reading:
    """Read a text captured in Arabic, English or French.

    `published` is the day of publication where a person gives it; dates such as "yesterday" are resolved against it.
    `furniture` is the web furniture where capture has marked it; else it is told by its words. Nothing is found in it.
    Deterministic and offline.
    """
    page = open_page(text, published, furniture)
    find_mentions(page)
    found = merged(_all_found(page), headline=page.sentences[0][1] if page.sentences else 0)
    return Reading(
        language=page.language,
        published=page.published.isoformat() if page.published else None,
        findings=tuple(_draft(page, one) for one in found),
        mentions=mentioned(page),
        furniture=tuple(page.furniture),
    )


def _all_found(page: Page) -> Iterator[Found]:
    rules = rules_of(page.language)
    of_forum = names_forum(page)
    yield from find_heading(page)
    for sentence in _sentences(page):
        tried, slots = rules.worth_trying(sentence)
        if sentence.mentions:
            yield from _in_sentence(slots, sentence)
            if of_forum:
                yield from find_listed_groups(sentence)
        found = apply_rules(tried, sentence)
        yield from of_the_whole(page, found) if page.language == "fr" else found
    yield from find_mandates(page)
    yield from find_lists(page)
    yield from find_cards(page)


def _in_sentence(slots: list[Slot], sentence: Template) -> Iterator[Found]:
    """What is stated of the mentions of a sentence, by the signs that it has."""
    if signs.INSTRUMENT in sentence.signs:
        yield from find_works(sentence)
    if signs.OFFICIAL in sentence.signs or signs.PERSON in sentence.signs:
        yield from find_posts(sentence)
        yield from find_terms_of_persons(sentence)
    if signs.MEETING in sentence.signs:
        yield from find_meetings(slots, sentence)
    if sentence.page.language == "fr":
        yield from find_encounters(sentence)
        yield from find_chairs(sentence)
        yield from find_named_works(sentence)
        yield from find_units(sentence)


def _sentences(page: Page) -> Iterable[Template]:
    """The template of every sentence outside web furniture, and of the quotations inside it."""
    for start, end in _of_bearable_length(page):
        if page.in_furniture(start):
            continue
        sentence = template(page, start, end)
        yield sentence
        for mention in sentence.mentions:
            if mention.sign == signs.TITLE and mention.values["inside"]:
                yield _inside(page, mention.values["start"], mention.values["end"], mention.values["inside"])


def _of_bearable_length(page: Page) -> Iterator[tuple[int, int]]:
    """The sentences, those that no writer wrote in pieces, since a rule's time grows faster than its sentence."""
    for first, last in page.sentences:
        start = first
        while last - start > _LONGEST:
            cut = page.text.rfind(" ", start, start + _LONGEST)
            end = cut if cut > start else start + _LONGEST
            yield start, end
            start = end
        yield start, last


def _inside(page: Page, start: int, end: int, inside: list) -> Template:  # type: ignore[type-arg]
    """The template of a quotation's words: its mentions are not the page's own, which has the quotation instead."""
    outer, page.mentions = page.mentions, inside
    try:
        return template(page, start, end)
    finally:
        page.mentions = outer


def _draft(page: Page, one: Found) -> Draft:
    start, end, quote = page.quote(one.start, one.end)
    return Draft(one.type, one.attrs, start, end, quote, one.rule, one.confidence)
