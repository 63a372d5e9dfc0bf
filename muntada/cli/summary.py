"""What `muntada read` shows a person."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from muntada.cli.batch import Done

_LANGUAGES = {"ar": "Arabic", "en": "English", "fr": "French"}
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ISOLATE, _END = "\u2068", "\u2069"
QUOTE = 160  # characters of a quote that are shown


def plain(text: str) -> str:
    """The text on one line, without what a terminal obeys: a source must not move the cursor or turn the line."""
    return " ".join(_OBEYED.sub("", text).split())


def _isolated(text: str) -> str:
    """The text with its own direction inside an English line."""
    return f"{_ISOLATE}{plain(text)}{_END}"


def show(done: Done) -> None:
    """One source: its language, its day, and each finding with its quote."""
    answer = done.answer
    findings: list[dict[str, Any]] = answer["findings"]
    head = [_LANGUAGES.get(answer["language"], answer["language"]), answer["published"] or "no day", _counted(findings)]
    click.echo(f"{_isolated(answer['source'])}: {', '.join(head)}{f' - {done.fate}' if done.fate else ''}")
    for finding in findings:
        said = "; ".join(f"{name} {_value(value)}" for name, value in finding["attrs"].items())
        click.echo(f"  {finding['type']}: {said} ({round(finding['confidence'] * 100)} %)")
        quote = finding["quote"] if len(finding["quote"]) <= QUOTE else finding["quote"][:QUOTE] + "…"
        click.echo(f"    {_isolated(quote)}")
    for note in done.notes:
        click.echo(f"  note: {_isolated(note)}")
    sys.stdout.flush()


def show_total(read: int, refused: int) -> None:
    """The last line of a batch."""
    if read + refused > 1:
        click.echo(f"{read} read, {refused} refused.")


def _counted(findings: list[dict[str, Any]]) -> str:
    if not findings:
        return "no findings"
    kinds = Counter(finding["type"] for finding in findings)
    total = f"{len(findings)} finding{'s' if len(findings) > 1 else ''}"
    return f"{total} ({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))})"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(part) for part in value)
    return _isolated(value) if isinstance(value, str) and not value.isascii() else plain(str(value))
