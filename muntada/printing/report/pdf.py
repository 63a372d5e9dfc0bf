"""A report as PDF: tagged for screen readers (PDF/UA-1) and for keeping (PDF/A-2a), the same bytes whenever it is made.

Where the typesetter finds either standard broken, nothing comes out.
"""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from muntada.printing.fonts import FAMILY
from muntada.printing.pdf import pressed
from muntada.printing.report.charts import drawn, table_of
from muntada.printing.report.drawing import Dot, Drawing, Label
from muntada.printing.report.numbered import Entry, Numbered, numbered
from muntada.printing.report.shape import Block, Chart, Document, Heading, Note, Points, Sentence, Table, Text
from muntada.text.lines import Line, clean, stretches_marked
from muntada.text.runs import direction_of

Runs = list[Any]


def as_pdf(document: Document) -> bytes:
    """The report as a PDF file; the same report gives the same bytes. Raises NotAReport, NotSet, NoFonts."""
    return pressed("report", prepared(document), document.day)


def pictures(drawings: list[Drawing], language: str, day: str) -> list[bytes]:
    """The drawings as PNG, for a form that shows no SVG everywhere. Raises NotSet, NoFonts."""
    if not drawings:
        return []
    data = {"fonts": [FAMILY], "language": language, "drawings": [drawing_data(one, language) for one in drawings]}
    return [base64.b64decode(row) for row in pressed("drawings", data, day, "png").splitlines()]


def prepared(document: Document) -> dict[str, Any]:
    """The report as the template takes it: every text as runs with their languages, every number given."""
    report = numbered(document)

    def said(text: str) -> Runs:
        return _runs(report, report.line(text))

    chapters = [
        {**_entry(report, report.chapter(one)), "blocks": [_block(report, block) for block in one.blocks]}
        for one in document.chapters
    ]
    return {
        "direction": document.direction,
        "language": document.language,
        "tlp": document.tlp.value,
        "fonts": [FAMILY],
        "indic": report.indic,
        "plain_title": clean(document.title),
        "subject": clean(" ".join(filter(None, (document.over, document.subtitle, document.edition)))),
        "over": said(document.over),
        "title": said(document.title),
        "subtitle": said(document.subtitle),
        "edition": said(document.edition),
        "made": said(document.made),
        "handling": [said(one) for one in document.handling],
        "words": {"contents": report.words.contents, "page": report.words.page, "of": report.words.of},
        "chapters": chapters,
        "sources": _sources(report) if document.sources else None,
    }


def drawing_data(drawing: Drawing, language: str) -> dict[str, Any]:
    """A drawing as the template takes it."""
    items: list[dict[str, Any]] = []
    for item in drawing.items:
        if isinstance(item, Label):
            about = {"x": item.x, "y": item.y, "anchor": item.anchor, "size": item.size, "colour": item.colour}
            items.append({"kind": "label", "runs": _plain_runs(item.words, language), "bold": item.bold, **about})
        else:
            items.append({"kind": "dot" if isinstance(item, Dot) else "shape", **asdict(item)})
    return {"width": drawing.width, "height": drawing.height, "items": items}


def _entry(report: Numbered, entry: Entry) -> dict[str, Any]:
    number = _runs(report, report.line(entry.number)) if entry.number else []
    return {"number": number, "title": _runs(report, report.line(entry.title)), "level": entry.level}


def _block(report: Numbered, block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", **_entry(report, report.heading(block))}
    if isinstance(block, Text):
        language = block.language or report.document.language
        sentences = [_sentence(report, one, block.language) for one in block.sentences]
        rtl = direction_of(language) == "rtl"
        return {"kind": "text", "language": language, "rtl": rtl, "sentences": sentences}
    if isinstance(block, Points):
        items = [[_sentence(report, one) for one in item] for item in block.items]
        return {"kind": "points", "numbered": block.numbered, "items": items}
    return _table(report, block) if isinstance(block, Table) else _chart(report, block)


def _sentence(report: Numbered, sentence: Sentence, language: str = "") -> dict[str, Any]:
    said = report.line(sentence.text, language, whole=bool(language))
    return {"runs": _runs(report, said), "notes": _notes(report, sentence.notes)}


def _table(report: Numbered, block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "number": report.next("table"),
        "name": report.words.table,
        "caption": _runs(report, report.line(block.caption)),
        "notes": _below(report, block.notes),
        **_grid(report, list(block.columns), [list(row) for row in block.rows], list(block.widths)),
    }


def _chart(report: Numbered, block: Chart) -> dict[str, Any]:
    language, digits = report.document.language, report.digits
    head, rows = table_of(block, language, digits)
    return {
        "kind": "chart",
        "number": report.next("chart"),
        "name": report.words.chart,
        "caption": _runs(report, report.line(block.caption)),
        "alt": clean(block.words),  # read aloud, not seen: marks of direction mean nothing there
        "drawing": drawing_data(drawn(block, language, digits), language),
        "data": _grid(report, head, rows, [3, *[2] * len(block.series)]),
        "data_name": report.words.data,
        "notes": _below(report, block.notes),
    }


def _grid(report: Numbered, head: list[str], rows: list[list[str]], widths: list[int]) -> dict[str, Any]:
    def cells(row: list[str]) -> list[Runs]:
        return [_runs(report, report.line(cell)) for cell in row]

    return {"head": cells(head), "rows": [{"cells": cells(row)} for row in rows], "widths": widths or [1] * len(head)}


def _below(report: Numbered, notes: tuple[Note, ...]) -> Runs:
    """The sources of a table or chart, which stand under it."""
    return [*_runs(report, report.line(f"{report.words.source} ")), *_notes(report, notes)] if notes else []


def _notes(report: Numbered, notes: tuple[Note, ...]) -> Runs:
    return [run for said in report.note(notes) for run in _runs(report, said)]


def _sources(report: Numbered) -> dict[str, Any]:
    listed = [
        {
            "number": report.shown(place),
            "runs": _runs(report, report.line(source.text, source.language)),
            "address": source.address if source.address.startswith(("https://", "http://")) else "",
            "plain": source.address,
        }
        for place, source in enumerate(report.document.sources, start=1)
    ]
    return {**_entry(report, report.last()), "list": listed}


def _runs(report: Numbered, said: Line) -> Runs:
    return _plain_runs(said, report.document.language)


def _plain_runs(said: Line, language: str) -> Runs:
    """Runs as words, their language and direction; what runs and speaks as the report does is its words alone."""
    own = direction_of(language)
    found: Runs = []
    for words, one in stretches_marked(said):
        if one.language != language or one.direction != own:
            found.append([words, one.language, one.direction])
            continue
        for at, part in enumerate(words.split(".") if own == "rtl" else [words]):
            if at:
                found.append([".", language, "ltr"])  # in its Latin shape: see the template
            if found and isinstance(found[-1], str):
                found[-1] += part
            elif part:
                found.append(part)
    return found
