"""The shapes in which a text's structure is proposed: lines in, provisions out. No database."""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS = (
    "part",
    "preambular",
    "operative",
    "good_practice",
    "recommendation",
    "action",
    "objective",
    "article",
    "paragraph",
    "point",
    "annex",
)  # the values of `Clause.Kind`

# What an address of a clause may be: a step of the addresses of pages, of files and of the standard's alike.
ADDRESS = re.compile(r"[a-z][A-Za-z0-9_.~-]{0,159}", re.ASCII)

TEXT_KINDS = ("resolution", "declaration", "memorandum", "recommendations", "action_plan", "strategy", "convention")


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the captured text: `text[start:end]`, in code points, with a hint where the format has one.

    `style` is "" or as the format names it: "heading 1", "list", "list 2", "title", "footnote", "table".
    """

    start: int
    end: int
    style: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One clause as the text has it; `wid` is its neutral address, `parent` that of the clause around it or "".

    `text` holds its own words, joined over lines and pages; `start` and `end` say where they stand in the captured
    text, in code points, without the clauses within it.
    """

    wid: str
    parent: str
    kind: str  # one of KINDS
    number: str  # as printed: "5.", "(أ)", "ثانياً"
    heading: str
    text: str
    opening: str  # neutral act of the shipped table: "decides", "calls_upon", "recalling"; "" none
    opening_words: str  # as printed: "Decides also"
    start: int
    end: int
    confidence: float  # 0 to 1
    addressee: str = ""  # a guess: states, forum, secretariat, un_entity, other; "" none


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text seems to be and its provisions, depth first.

    `kind` is one of TEXT_KINDS or "". `adopted` is a day as `YYYY-MM-DD`, coarser where no day is said, or "". `notes`
    are codes for a person: "gap:para:4" (number 4 is missing between its neighbours), "twice:para:4",
    "unnumbered:7" (seven clauses that carry no number), "no_clauses".
    """

    language: str
    title: str
    symbol: str
    kind: str
    adopted: str
    provisions: tuple[Provision, ...]
    notes: tuple[str, ...]
