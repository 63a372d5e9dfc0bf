"""What a text speaks of: topics, sectors, groups and organisations."""

from __future__ import annotations

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page

_KIND = {signs.TOPIC: "topics", signs.SECTOR: "sectors", signs.GROUP: "groups"}


def mentioned(page: Page) -> dict[str, list[str]]:
    """The keys of each kind in the order of their first mention outside web furniture; kinds without any are left out.

    A form that is an everyday word too counts only where the same thing is also named by a form that is not.
    """
    seen: dict[str, dict[str, None]] = {}
    certain = {(m.sign, m.key) for m in page.topical if not m.weak}
    for mention in page.topical:
        kind = _KIND.get(mention.sign)
        if kind and (not mention.weak or (mention.sign, mention.key) in certain) and _counts(page, mention):
            seen.setdefault(kind, {})[mention.key] = None
    for mention in _all(page.mentions):
        if mention.sign == signs.BODY and mention.key and _counts(page, mention):
            seen.setdefault("organisations", {})[mention.key] = None
    return {kind: list(keys) for kind, keys in seen.items()}


def _all(mentions: list[Mention]) -> list[Mention]:
    return [m for mention in mentions for m in (mention, *mention.values.get("inside", ()))]


def _counts(page: Page, mention: Mention) -> bool:
    return not page.in_furniture(mention.start)
