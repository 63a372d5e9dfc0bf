"""A message's text as HTML: made from the plain text alone, so that both always say the same."""

from __future__ import annotations

import re
from html import escape

from muntada.text.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE

_ADDRESS = re.compile(r"https?://[!-~]+", re.ASCII)
_PAGE = """<!doctype html>
<html lang="{language}" dir="{way}"><head><meta charset="utf-8"><title>{label}</title></head>
<body style="font-family: serif; line-height: 1.6"><p><bdi dir="ltr">{label}</bdi></p>
{paragraphs}
</body></html>
"""


def html_of(text: str, language: str, label: str) -> str:
    """A page of paragraphs; isolated values are isolated here too, and a line that is an address is a link."""
    paragraphs = [part for part in re.split(r"\n[ \t]*\n", text.strip()) if part.strip()]
    return _PAGE.format(
        language=language,
        way="rtl" if language == "ar" else "ltr",
        label=escape(label),
        paragraphs="\n".join(f"<p>{'<br>'.join(_line(line) for line in part.splitlines())}</p>" for part in paragraphs),
    )


def _line(line: str) -> str:
    if _ADDRESS.fullmatch(line.strip()):
        address = escape(line.strip())
        return f'<a href="{address}" dir="ltr">{address}</a>'
    return escape(line).replace(FIRST_STRONG_ISOLATE, '<bdi dir="auto">').replace(POP_ISOLATE, "</bdi>")
