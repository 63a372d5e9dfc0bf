"""The process that sets PDF: under limits, without a network, and gone when its sheet is done.

Run as `python -I -m muntada.printing.press`: one JSON object in, one PDF out. The typesetter's memory grows with every
sheet, and data can be made to cost it much; a process that ends with its sheet owes nobody either.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

MEMORY = 2 * 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 45


def main() -> None:
    """Set the sheet that comes in."""
    asked = json.load(sys.stdin.buffer)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    sys.stdout.buffer.write(set_in_type(asked["sheet"], asked["fonts"], asked["day"]))


def set_in_type(sheet: str, fonts: str, day: str) -> bytes:
    """The PDF of a sheet that is given as JSON. It can read one file of the machine, the template in its folder."""
    import typst

    made = datetime.combine(date.fromisoformat(day), time(12), UTC)
    with tempfile.TemporaryDirectory() as folder:
        template = shutil.copy(Path(__file__).with_name("sheet.typ"), folder)
        return typst.compile(
            str(template),
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


if __name__ == "__main__":
    main()
