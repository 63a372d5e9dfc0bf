"""Offices given to somebody: "Jane Doe has been appointed as Kenya's ambassador", "named Jane Doe as its director"."""

from __future__ import annotations

import re

_AS = re.compile(r" (?:as|to serve as|to be|to the (?:post|position) of) "
                 r"(?:its |the |our |their |his |her |new |next |first |a |an |acting )*$")  # fmt: skip
_GIVEN = re.compile(
    r"\b(?:appoint|nam|nominat|designat|elect|select|confirm|welcom|introduc|cho)[a-z]*(?: of)? "
    r"(?:mr\.? |ms\.? |mrs\.? |dr\.? |ambassador )?[^,.;]{4,50}$"
)
_WAS_GIVEN = re.compile(
    r"(?:,[^,.;]{0,60},)? (?:was|were|is|has been|had been|will be|is to be|being) "
    r"(?:today |recently |unanimously |also |formally |officially |newly |re-?)*"
    r"(?:appointed|named|nominated|elected|designated|selected|confirmed|sworn in|chosen)"
    r"(?: (?:by|on|in|to succeed)[^.;,]{1,40}?,?)? (?:as |to the post of |to be |to serve as )?"
    r"(?:the |its |their |our |a |an |new |next |first |acting )*$"
)
_IS_NOW = re.compile(
    r",? (?:who )?(?:is|becomes|serves as|currently serves as|will serve as|took office as|takes office as|"
    r"assumed office as|has served as) (?:the |its |our |a |an )?(?:current |new |next |first |incoming )+$|"
    r",? who (?:is|is currently|was|has been|had been|has served as) (?:the |its |our )?$|"
    r",? (?:currently serves as|serves as|will serve as|took office as|takes office as|assumed office as) "
    r"(?:the |its |our |a |an )?$"
)


def given(head: str) -> re.Match[str] | None:
    """What stands between a name and the office that is given to it, at the end of some words: "has been appointed"."""
    passive = _WAS_GIVEN.search(head) or _IS_NOW.search(head)
    if passive:
        return passive
    active = _AS.search(head)
    return active if active and _GIVEN.search(head[: active.start()]) else None
