"""A report of ninety pages with five charts, in Arabic and in English, beside WeasyPrint on the same content.

    python -m bench.report [--pages 90] [--rounds 3] [--peer PYTHON] [--json]

Ours is made as the product makes it, from the report to the PDF in both its standards; the peer gets the report's own
page, ready made, and lays that out to PDF without a standard, so that its part is the lighter one. Each run is a
process of its own, in turns, whose time and greatest memory (its children's among it) the operating system tells. It
fails where ours takes more than a sixth of the peer's time, or more than 250 MB, or does not give the same bytes
again. `--peer` names the Python that has WeasyPrint, where this one has not. On a machine that is busy with something
else times are worth less: its load is told, and the two are compared round by round.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.reporting import report
from muntada.printing.fonts import FAMILY, font_folder

SHARE = 6.0  # how many times faster than the peer
MOST = 250.0  # MB
LANGUAGES = ("ar", "en")
_PEER = """
import json, resource, sys, time
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
source, target, faces = sys.argv[1:4]
begun, busy = time.perf_counter(), time.process_time()
fonts = FontConfiguration()
document = HTML(filename=source).render(stylesheets=[CSS(string=faces, font_config=fonts)], font_config=fonts)
document.write_pdf(target)
print(json.dumps({"seconds": time.perf_counter() - begun, "cpu": time.process_time() - busy,
                  "pages": len(document.pages), "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def ours(language: str, pages: int) -> dict[str, Any]:
    """In a process of its own: a report as PDF, its time, its memory and its bytes."""
    from muntada.printing.report.pdf import as_pdf

    document = report(language, pages)
    begun, busy = time.perf_counter(), time.process_time()
    data = as_pdf(document)
    taken, own = time.perf_counter() - begun, time.process_time() - busy
    mine, press = (resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "seconds": taken,
        "cpu": own + press.ru_utime + press.ru_stime,
        "memory": (mine.ru_maxrss + press.ru_maxrss) / 1024,  # one waits while the other sets: both are there at once
        "pages": pages_in(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def pages_in(data: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def asked(command: list[str]) -> dict[str, Any]:
    """What a process of its own says in JSON, on its last line."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONHASHSEED": ""})
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def faces() -> str:
    """The report's fonts for the peer, so that both set the same letters."""
    return "".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; src: url({(font_folder() / name).as_uri()}) }}"
        for weight, name in (("normal", "Amiri-Regular.ttf"), ("bold", "Amiri-Bold.ttf"))
    )


def compared(language: str, pages: int, rounds: int, peer: str) -> dict[str, Any]:
    """One language: both, in turns."""
    from muntada.printing.report.page import as_html

    mine, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.html")
        source.write_text(as_html(report(language, pages)), encoding="utf-8")
        for _round in range(rounds):
            mine.append(asked([sys.executable, "-m", "bench.report", "--one", language, "--pages", str(pages)]))
            theirs.append(
                asked([peer, "-W", "ignore", "-c", _PEER, str(source), str(Path(folder, "peer.pdf")), faces()])
            )
    shares = [other["seconds"] / one["seconds"] for one, other in zip(mine, theirs, strict=True)]
    return {
        "language": language,
        "pages": mine[0]["pages"],
        "seconds": round(statistics.median(one["seconds"] for one in mine), 2),
        "memory": round(max(one["memory"] for one in mine)),
        "seconds of the processor": round(statistics.median(one["cpu"] for one in mine), 2),
        "peer pages": theirs[0]["pages"],
        "peer seconds": round(statistics.median(one["seconds"] for one in theirs), 2),
        "peer memory": round(max(one["memory"] for one in theirs)),
        "peer seconds of the processor": round(statistics.median(one["cpu"] for one in theirs), 2),
        "times faster": round(statistics.median(shares), 1),
        "least times faster": round(min(shares), 1),
        "same bytes": len({one["sha256"] for one in mine}) == 1,
    }


def main() -> None:
    """Measure, tell, and fail where a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=90)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=LANGUAGES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(ours(given.one, given.pages)))
        return
    found = [compared(language, given.pages, max(2, given.rounds), given.peer) for language in LANGUAGES]
    if given.json:
        print(json.dumps({"load": os.getloadavg()[0], "languages": found}, indent=2))
    else:
        for one in found:
            print("  ".join(f"{name} {value}" for name, value in one.items()))
        print(f"load of the machine {os.getloadavg()[0]:.1f}")
    if any(one["times faster"] < SHARE or one["memory"] > MOST or not one["same bytes"] for one in found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
