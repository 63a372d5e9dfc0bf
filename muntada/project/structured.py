"""The log for a collector: one JSON object a line, with the request's number, without personal data."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from muntada.project.logs import Discreet, by_route
from muntada.upkeep.numbering import number


class Structured(Discreet):
    """A line as JSON; what failed is told by its place and kind, as in the text form."""

    def format(self, record: logging.LogRecord) -> str:
        record = by_route(record)
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": super().format(record),
        }
        if number():
            said["request"] = number()
        said |= getattr(record, "told", None) or {}
        return json.dumps(said, ensure_ascii=False)
