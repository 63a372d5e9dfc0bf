"""What a line of the log may hold: what failed and where, never with what."""

from __future__ import annotations

import logging
import re
import traceback
from copy import copy
from types import TracebackType

# A one-time link lets whoever reads it in, a calendar's address shows it the calendar; they stand in the addresses of
# requests that went wrong.
_LINK = re.compile(r"(/sign-in/|/calendars/)[A-Za-z0-9_-]{20,}")


def by_route(record: logging.LogRecord) -> logging.LogRecord:
    """The record with the request's route in place of its address, which holds keys and words that were looked for."""
    request = getattr(record, "request", None)
    if request is None:
        return record
    match, status = getattr(request, "resolver_match", None), getattr(record, "status_code", 0)
    route = (match.view_name if match else "") or "none"
    told = copy(record)
    told.msg, told.args = "%s of %s", (status or "failure", route)
    told.told = {"route": route, "status": status}
    return told


class Discreet(logging.Formatter):
    """Lines without addresses and one-time links, and tracebacks without the messages of exceptions.

    What a database or a parser says of an error quotes the row or the text that it was about; logs are read by those
    who keep the machine, and they need not know what stands in the records.
    """

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"\1…", super().format(by_route(record)))

    def formatException(  # noqa: N802 -- the standard library's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        error: BaseException | None = ei[1]
        said: list[str] = []
        while error is not None and len(said) < 10:
            frames = "".join(traceback.format_tb(error.__traceback__))
            said.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "Traceback (most recent call last):\n" + "\nafter\n".join(said)
