"""What a text speaks of: topics, sectors, groups and organisations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.text.folding import fold_key
from muntada.text.sought import Sought

_KIND = {signs.TOPIC: "topics", signs.SECTOR: "sectors", signs.GROUP: "groups"}
_COORDINATION = Path(__file__).resolve().parent / "data" / "coordination.toml"
_CONJUNCTIONS = ("و", "and ", "et ")
_GROUP = re.compile(r"\b(?:تنظيم|تنظيمي|تنظيما|شبكه|خلايا|عناصر|زعيم|مقاتلي|مسلحي|ارهابيي|فرع|داعش و) ?\"?(?:ال)?$")
_FAR = 60  # letters between a head and the last of its objects
# The objects between: at most four words, then the conjunction, which Arabic writes onto the next word.
_BETWEEN = r"(?: ?[^\W\d_]+(?:['-][^\W\d_]+)?){1,4}? (?:و|and (?:of )?|et (?:de |contre )?(?:l'|la |le |les )?)$"


def mentioned(page: Page) -> dict[str, list[str]]:
    """The keys of each kind in the order of their first mention outside web furniture; kinds without any are left out.

    A form that is an everyday word too counts only where the same thing is also named by a form that is not.
    """
    seen: dict[str, dict[str, None]] = {}
    certain = {(m.sign, m.key) for m in page.topical if not m.weak}
    for mention in page.topical:
        kind = _KIND.get(mention.sign)
        sure = not mention.weak or (mention.sign, mention.key) in certain or _is_called_group(page, mention)
        if kind and sure and _counts(page, mention):
            seen.setdefault(kind, {})[mention.key] = None
            seen[kind].update(dict.fromkeys(_with_head(page, mention)))
    for mention in _all(page.mentions):
        key = _organisation(mention)
        if key and _counts(page, mention):
            seen.setdefault("organisations", {})[key] = None
    return {kind: list(keys) for kind, keys in seen.items()}


def _organisation(mention: Mention) -> str:
    """The key under which an organisation is named: also of the services that every state has, but no ministry."""
    if mention.sign == signs.BODY:
        return mention.key
    if mention.sign == signs.OFFICIAL:
        return str(mention.values.get("body") or "")  # an office of something names it
    name = str(mention.values.get("name", "")) if mention.sign == signs.INSTITUTION else ""
    return f"org.{name}" if name and "minist" not in name else ""


def _is_called_group(page: Page, mention: Mention) -> bool:
    """Whether «القاعدة» follows what only a group is called: «تنظيمي "القاعدة" وداعش»."""
    return mention.sign == signs.GROUP and bool(_GROUP.search(page.text, max(0, mention.start - 16), mention.start))


def _with_head(page: Page, mention: Mention) -> Iterator[str]:
    """The topics that a mention names together with a head that stands before another object."""
    coordinated = _coordinated().get(mention.key)
    if coordinated is None:
        return
    before = page.text[max(0, mention.start - _FAR) : mention.start]
    if not any(word in before for word in _CONJUNCTIONS):
        return
    for key, heads in coordinated:
        if heads.search(before):
            yield key


@lru_cache(maxsize=1)
def _coordinated() -> dict[str, tuple[tuple[str, Sought], ...]]:
    """Topic named by an object to the topics that it names with a head, and how they are recognised."""
    found: dict[str, list[tuple[str, Sought]]] = {}
    for key, row in tomllib.loads(_COORDINATION.read_text(encoding="utf-8")).items():
        heads = "|".join(re.escape(fold_key(head)) for head in row["heads"])
        found.setdefault(row["of"], []).append((key, Sought(rf"\b[وفبلك]?(?:ال|ل)?(?:{heads}){_BETWEEN}")))
    return {topic: tuple(rows) for topic, rows in found.items()}


def _all(mentions: list[Mention]) -> list[Mention]:
    return [m for mention in mentions for m in (mention, *mention.values.get("inside", ()))]


def _counts(page: Page, mention: Mention) -> bool:
    return not page.in_furniture(mention.start)
