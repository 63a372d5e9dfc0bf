"""Proposes the structure of a text: what it is, its clauses with their addresses, and what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.library.structure.addressees import addressee
from muntada.library.structure.head import day_of, kind_of, symbol_of, title_of
from muntada.library.structure.naming import name_all
from muntada.library.structure.nodes import Node, joined
from muntada.library.structure.openings import opening_of
from muntada.library.structure.outline import Outline
from muntada.library.structure.pieces import prepared
from muntada.library.structure.rows import Row, rows_of
from muntada.library.structure.shape import Line, Proposal, Provision
from muntada.library.structure.state import walk
from muntada.text.folding import fold_key
from muntada.text.language import detect

_LONGEST_HEADING = 600
_LANGUAGES = ("ar", "en", "fr")


def propose(text: str, *, language: str = "", lines: Sequence[Line] = (), kind: str = "") -> Proposal:
    """The structure that a captured text seems to have.

    `language` is "ar", "en" or "fr" ("" to have it told from the text), `lines` the blocks of its format, whose styles
    help and are never needed, `kind` one of `TEXT_KINDS` where it is known. Offsets are code points of `text`.
    """
    language = language or detect(text)
    language = language if language in _LANGUAGES else "en"
    every = rows_of(text, lines)
    rows = prepared(every, language)
    head = every[: _head_size(every, rows, language, kind)]
    title = title_of(head)
    kind = kind or kind_of(head, title)
    outline = Outline(rows, language, kind)
    root = outline.build()
    _settle_preamble(root)
    _settle_act(root)
    _settle_kinds(root, kind, ordered=outline.ordered)
    notes = name_all(root, outline.gaps)
    nodes = walk(root)[1:]
    if not nodes:
        notes.append("no_clauses")
    acting = {"preambular", "operative", *(["paragraph"] if kind == "declaration" else [])}
    provisions = tuple(_provision(node, language, node.kind in acting) for node in nodes)
    return Proposal(
        language, title, symbol_of(every), kind or _kind_by(nodes), day_of(head, language), provisions, tuple(notes)
    )


def _head_size(every: Sequence[Row], rows: Sequence[Row], language: str, kind: str) -> int:
    """How many rows stand before the first clause, the page's own among them."""
    probe = Outline(rows, language, kind)
    probe.build()
    if probe.head_end >= len(rows):
        return len(every)
    first = rows[probe.head_end].start
    return sum(row.start < first for row in every)


def _settle_preamble(root: Node) -> None:
    """Prose before the first article is the preamble, though no participle opens it."""
    first = next((at for at, one in enumerate(root.children) if any(x.sort == "article" for x in walk(one))), 0)
    for one in root.children[:first]:
        if one.sort == "paragraph":
            one.sort, one.kind = "rec", "preambular"


def _settle_act(root: Node) -> None:
    """One act alone in its row, before paragraphs 1., 2. and so on, is said for each of them: Decides:

    So it is before sections that hold them."""
    clauses = [one for one in root.children if one.sort not in {"rec", "annex"}]
    act = clauses[0] if len(clauses) == 1 else None
    if len(clauses) > 1 and clauses[0].sort == "operative" and clauses[1].sort in {"section", "heading"}:
        act = clauses[0]
    if act is None or act.sort != "operative" or joined(act.pieces).rstrip(" :：*_") != act.opening_words:
        return
    if len(clauses) > 1:
        if not act.children:
            root.children.remove(act)
        return
    numbered = [one.sort == "item" and one.system == "num" and "(" not in one.number for one in act.children]
    if len(numbered) < 2 or not all(numbered):
        return
    place = root.children.index(act)
    root.children[place : place + 1] = act.children
    for one in act.children:
        one.parent, one.kind, one.opening = root, "operative", one.opening or act.opening


def _settle_kinds(root: Node, kind: str, *, ordered: bool) -> None:
    """Paragraphs of a text whose head does not say what it is: acts make it a resolution."""
    if kind == "declaration" and not any(one.sort == "rec" for one in walk(root)):
        for one in walk(root):
            one.kind = "paragraph" if one.sort == "operative" else one.kind
    tops = [one for one in walk(root) if one.sort == "item" and one.kind in {"paragraph", "operative"}]
    free = [one for one in tops if one.parent is not None and one.parent.sort != "article"]
    if kind in {"", "declaration"} and free and not any(one.sort == "article" for one in walk(root)):
        acting = sum(_acts(one) and not (kind == "declaration" and _told(one)) for one in free)
        if acting * 2 > len(free) or (ordered and not kind):
            for one in free:
                one.kind = "operative"


def _acts(node: Node) -> bool:
    return bool(node.opening or opening_of(joined(node.pieces), _language_of(node)))


def _told(node: Node) -> bool:
    """Whether a communiqué tells what was done, where a resolution does it: أكد المجلس، not يؤكد."""
    words = joined(node.pieces)
    return _language_of(node) == "ar" and fold_key(words[:20]).removeprefix("و")[:1] not in {"ي", "ت", "ن"}


def _language_of(node: Node) -> str:
    return detect(joined(node.pieces)[:300]) if node.pieces else "en"


def _kind_by(nodes: Sequence[Node]) -> str:
    sorts = {node.sort for node in nodes}
    if "good_practice" in sorts:
        return "memorandum"
    if "article" in sorts:
        return "convention"
    if "recommendation" in sorts:
        return "recommendations"
    if any(node.kind == "operative" for node in nodes):
        return "resolution"
    return ""


def _provision(node: Node, language: str, acting: bool) -> Provision:
    text = joined(node.pieces)
    heading = joined(node.heading)
    if not text and heading and node.sort in {"good_practice", "recommendation", "action", "objective"}:
        text, heading = heading, ""
    to = ""
    if node.opening_words and acting:
        found = opening_of(text, language)
        to = addressee(text, found.end) if found and found.directed else ""
    parent = node.parent.wid if node.parent is not None else ""
    return Provision(
        node.wid, parent, node.kind, node.number[:40], heading[:_LONGEST_HEADING], text, node.opening if acting else "",
        node.opening_words[:80] if acting else "", node.start, node.end, node.confidence, to,
    )  # fmt: skip
