"""`muntada read`: one file after the other, each by itself: a bad one is reported and does not stop the rest."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from muntada.cli import summary
from muntada.cli.exits import ALL_READ, NOTHING_READ, PIPE_CLOSED, SOME_REFUSED, Failed
from muntada.cli.files import Input, inputs
from muntada.sources.capture import MAX_UPLOAD, CaptureRefused, capture


@dataclass(frozen=True, slots=True)
class Done:
    """One source that was read: what --json prints of it, and a word on what became of it."""

    answer: dict[str, Any]
    notes: list[str]
    fate: str = ""


Work = Callable[[Input], Done]


def run(
    paths: list[str], *, published: date | None, as_json: bool, save: bool, said: dict[str, Any], email: str | None
) -> int:
    """Read every file that the paths name; the exit code."""
    files = inputs(paths)
    if not files:
        click.echo("There is no file in what you named.", err=True)
        return NOTHING_READ
    work = _saving(published, said, email) if save else _reading(published)
    show = _show_json if as_json else summary.show
    refused = 0
    try:
        with _bar(len(files)) as bar:
            for file in files:
                done = attempt(work, file)
                refused += done is None
                if done is not None:
                    show(done)
                if bar is not None:
                    bar.update(1)
    except BrokenPipeError:
        # Whoever read the output went away: say nothing more, or Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    if not as_json:
        summary.show_total(len(files) - refused, refused)
    return ALL_READ if not refused else NOTHING_READ if refused == len(files) else SOME_REFUSED


def attempt(work: Work, file: Input) -> Done | None:
    """The file's reading, or None and a line on standard error."""
    try:
        return work(file)
    except CaptureRefused as refused:
        code, message = refused.code, refused.message
    except Failed:
        raise
    except Exception as error:
        # A fault of ours in one file must not cost the others of the batch.
        code, message = "fault", f"Reading failed ({type(error).__name__}: {error}); please report it with the file."
    click.echo(f"{file.shown}: refused ({code}): {summary.plain(message)}", err=True)
    return None


def _reading(published: date | None) -> Work:
    from muntada.sources.reading import read

    def work(file: Input) -> Done:
        captured = capture(file.data(MAX_UPLOAD), name=file.name)
        reading = read(captured.text, published=published or captured.published, furniture=captured.furniture)
        answer = {
            "source": file.name,
            "language": reading.language,
            "published": reading.published,
            "findings": [
                {
                    "type": draft.type,
                    "attrs": draft.attrs,
                    "start": draft.start,
                    "end": draft.end,
                    "quote": draft.quote,
                    "rule": draft.rule,
                    "confidence": draft.confidence,
                }
                for draft in reading.findings
            ],
            "mentions": reading.mentions,
        }
        return Done(answer, captured.notes)

    return work


def _saving(published: date | None, said: dict[str, Any], email: str | None) -> Work:
    from muntada.cli.saving import saver

    return saver(published, said, email)


def _show_json(done: Done) -> None:
    click.echo(json.dumps(done.answer, ensure_ascii=False))
    # Whoever reads the lines must have each one as soon as it is true.
    sys.stdout.flush()


def _bar(length: int) -> AbstractContextManager[Any]:
    """A progress bar on standard error, where a person is looking and no summary is written over it."""
    if length < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext()
    return click.progressbar(length=length, label="Reading", file=sys.stderr, show_pos=True)
