"""The process that sets PDF: under limits, without a network, and gone when its sheet is done.

Run as `python -I -m muntada.printing.press`: one JSON object in, one PDF out, or the pages as PNG, each in base64 on a
line of its own. The typesetter's memory grows with every sheet, and data can be made to cost it much; a process that
ends with its sheet owes nobody either.
"""

from __future__ import annotations

import base64
import json
import re
import resource
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

MEMORY = 2 * 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 45
TEMPLATES = {"sheet": "sheet.typ", "report": "report/report.typ", "drawings": "report/drawings.typ"}
PPI = 220.0  # of pictures in a Word file: sharp on paper
TRIES = 16  # kinds of letters that no font of ours has
_EAST_ASIA = 0x3000
_NOT_SHOWN = re.compile(r'the text `(".*")` could not be displayed', re.DOTALL)
_NOT_KEPT = re.compile(r'the PDF contains the codepoint `(".*?")`')  # of one's own making: PDF/A knows none
_TOO_LONG = "a PDF string is longer than"
_UNBROKEN = re.compile(r"(\S{1000})(?=\S)")  # no word of any language
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


def main() -> None:
    """Set the sheet that comes in."""
    asked = json.load(sys.stdin.buffer)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    template, sheet, fonts = TEMPLATES[asked["template"]], asked["sheet"], asked["fonts"]
    if asked["form"] == "png":
        for page in drawn(template, sheet, fonts):
            sys.stdout.buffer.write(base64.b64encode(page) + b"\n")
    else:
        sys.stdout.buffer.write(in_known_letters(template, sheet, fonts, asked["day"]))


def in_known_letters(template: str, sheet: str, fonts: str, day: str) -> bytes:
    """The PDF of a sheet; what no font of ours can show, or no PDF/A holds, stands in it as its number: [U+4E2D]."""
    import typst

    for _try in range(TRIES):
        try:
            return set_in_type(template, sheet, fonts, day)
        except typst.TypstError as error:
            if _TOO_LONG in str(error):
                sheet = json.dumps(_broken(json.loads(sheet)), ensure_ascii=False)
                continue
            found = _NOT_SHOWN.search(str(error)) or _NOT_KEPT.search(str(error))
            if found is None:
                raise
            text = _CODE.sub(lambda code: chr(int(code[1], 16)), found[1][1:-1])
            sheet = json.dumps(_numbered(json.loads(sheet), {_kind(letter) for letter in text}), ensure_ascii=False)
    return set_in_type(template, sheet, fonts, day)


def _numbered(said: Any, kinds: set[int]) -> Any:
    """The same data, with the numbers of letters of these kinds in their place."""
    if isinstance(said, str):
        return "".join(f"[U+{ord(letter):04X}]" if _kind(letter) in kinds else letter for letter in said)
    if isinstance(said, list):
        return [_numbered(one, kinds) for one in said]
    if isinstance(said, dict):
        return {name: _numbered(one, kinds) for name, one in said.items()}
    return said


def _broken(said: Any) -> Any:
    """The same data, in which no word is longer than a PDF takes."""
    if isinstance(said, str):
        return _UNBROKEN.sub("\\1 ", said)
    if isinstance(said, list):
        return [_broken(one) for one in said]
    if isinstance(said, dict):
        return {name: _broken(one) for name, one in said.items()}
    return said


def _kind(letter: str) -> int:
    """What is numbered together: from the scripts of East Asia on, all letters near it, so that not each is tried."""
    code = ord(letter)
    return -(code >> 12) if code >= _EAST_ASIA else code


def set_in_type(template: str, sheet: str, fonts: str, day: str) -> bytes:
    """The PDF of a sheet that is given as JSON. It can read one file of the machine, the template in its folder."""
    import typst

    made = datetime.combine(date.fromisoformat(day), time(12), UTC)
    with tempfile.TemporaryDirectory() as folder:
        return typst.compile(
            _copied(template, folder),
            root=folder,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": sheet},
            pdf_standards=["a-2a", "ua-1"],
            package_path=folder,  # no package is fetched: there is none here, and no way elsewhere
            package_cache_path=folder,
            timestamp=int(made.timestamp()),
        )


def drawn(template: str, sheet: str, fonts: str) -> list[bytes]:
    """The pages as PNG."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        pages = typst.compile(
            _copied(template, folder),
            root=folder,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="png",
            ppi=PPI,
            sys_inputs={"sheet": sheet},
            package_path=folder,
            package_cache_path=folder,
        )
    return pages if isinstance(pages, list) else [pages]


def _copied(template: str, folder: str) -> str:
    """The template and what belongs to it, alone in a folder."""
    source = Path(__file__).parent / template
    if source.parent != Path(__file__).parent:
        for beside in source.parent.glob("*.typ"):
            shutil.copy(beside, folder)
    return str(shutil.copy(source, folder))


if __name__ == "__main__":
    main()
