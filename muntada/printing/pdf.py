"""A sheet as PDF, tagged for screen readers (PDF/UA-1) and for keeping (PDF/A-2a), set in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, Literal

from muntada.printing.fonts import FAMILY, font_folder
from muntada.printing.sheet import Sheet, as_data
from muntada.text.bidi import strip_controls
from muntada.text.lines import line, stretches_marked
from muntada.text.runs import Direction, direction_of

SECONDS = 60
MOST = 20 * 1024 * 1024  # bytes of text in one sheet
_TEXTS = {"heading": ("text",), "paragraph": ("text",)}


class NotSet(RuntimeError):
    """Raised where a sheet could not be set."""


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF file; the same sheet gives the same bytes. Raises NotSet, NoFonts."""
    return pressed("sheet", prepared(sheet), sheet.day)


def pressed(template: str, prepared: dict[str, Any], day: str, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """What the press makes of the data: a PDF file, or pages as PNG, a line of base64 each. Raises NotSet, NoFonts."""
    data = json.dumps(prepared, ensure_ascii=False)
    if len(data) > MOST:
        raise NotSet("The sheet is too long to be set; take a part of it, or the table as a spreadsheet.")
    asked = json.dumps({"template": template, "form": form, "sheet": data, "fonts": str(font_folder()), "day": day})
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "muntada.printing.press"],
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotSet("Setting the sheet took too long; take a part of it.") from None
    if done.returncode or (form == "pdf" and not done.stdout.startswith(b"%PDF-")):
        raise NotSet(f"The sheet could not be set: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def prepared(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the template takes it: every text as runs with their languages."""
    data = as_data(sheet)
    base, language = sheet.direction, sheet.language

    def said(text: str) -> list[list[str]]:
        return text_runs(text, base, language)

    blocks = [_block(block, said) for block in data["blocks"]]
    return {
        "direction": base,
        "language": language,
        "tlp": data["tlp"],
        "fonts": [FAMILY],
        "plain_title": strip_controls(sheet.title),
        "subject": strip_controls(sheet.subject),
        "title": said(sheet.title),
        "over": said(sheet.over),
        "made": said(sheet.made),
        "page": list(sheet.page),
        "handling": [said(one) for one in sheet.handling],
        "blocks": blocks,
    }


def text_runs(text: str, base: Direction, language: str) -> list[list[str]]:
    """Runs as pairs of words, isolated where they need it, and their language."""
    return [[words, stretch.language] for words, stretch in stretches_marked(line(text, language, base=base))]


def _block(block: dict[str, Any], said: Any) -> dict[str, Any]:
    """A block with its texts as runs."""
    if block["kind"] == "facts":
        return block | {"pairs": [[said(one), said(other)] for one, other in block["pairs"]]}
    if block["kind"] == "outline":
        return block | {"items": [_item(item, said) for item in block["items"]]}
    if block["kind"] == "table":
        cells = [[{"runs": said(cell)} for cell in row] for row in block["rows"]]
        widths = list(block["widths"]) or [1] * len(block["header"])
        return block | {"header": [said(one) for one in block["header"]], "rows": cells, "widths": widths}
    if block["kind"] == "parallel":
        return _parallel(block)
    if block["kind"] == "badges":
        return block | {"badges": [{name: said(text) for name, text in one.items()} for one in block["badges"]]}
    return block | {name: said(block[name]) for name in _TEXTS[block["kind"]]}


def _parallel(block: dict[str, Any]) -> dict[str, Any]:
    """A text in its languages: every cell runs as its own language does."""
    languages = block["languages"]

    def cell(place: int, words: dict[str, Any] | None) -> dict[str, Any]:
        language = languages[place]
        base = direction_of(language)

        def said(text: str) -> list[list[str]]:
            return text_runs(text, base, language)

        made = {"language": language, "rtl": base == "rtl", "lacking": words is None}
        if words is None:
            return made | {"number": [], "heading": [], "lines": [said(block["lacking"])]}
        lines = [said(one) for one in words["lines"]]
        return made | {"number": said(words["number"]), "heading": said(words["heading"]), "lines": lines}

    passages = [
        {"depth": one["depth"], "over": one["over"], "cells": [cell(*pair) for pair in enumerate(one["words"])]}
        for one in block["passages"]
    ]
    header = [cell(place, {"number": "", "heading": "", "lines": [one]}) for place, one in enumerate(block["header"])]
    return block | {"header": header, "passages": passages}


def _item(item: dict[str, Any], said: Any) -> dict[str, Any]:
    texts = {name: said(item[name]) for name in ("number", "text", "aside")}
    return item | texts | {"below": [said(one) for one in item["below"]]}
