"""What somebody brings in: a file of a form or a text in JSON, captured and read before the database has to wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from muntada.access.actor import Actor
from muntada.api.asked import BroughtIn, TextIn
from muntada.api.door import FORM
from muntada.api.problems import Problem
from muntada.api.strict import read_json, refuse_odd_text
from muntada.evidence.actions.again import kept
from muntada.evidence.actions.documents import Capture
from muntada.evidence.actions.given import Given
from muntada.sources.actions.reader import Reader, Reading, own_reader, read_with
from muntada.sources.capture import capture

FIELDS = frozenset(BroughtIn.model_fields)
SEVERAL = frozenset({"audience"})


@dataclass(slots=True)
class Brought:
    """Bytes with what their bringer knows of them."""

    data: bytes
    name: str
    given: Given
    published: str | None = None
    media_type: str | None = None
    _captured: Capture | None = None
    _readings: dict[Any, Reading] = field(default_factory=dict)

    def prepare(self, actor: Actor) -> None:
        """Capture and read, outside of any transaction: parsing takes its time, and the database has one writer.

        Bytes that are here already, as far as this actor may know, are neither.
        """
        if kept(actor, self.data) is not None:
            return
        self._captured = capture(self.data, name=self.name, media_type=self.media_type)
        day = date.fromisoformat(self.published) if self.published else None
        read_with(self.reader(), self._captured.text, day or self._captured.published, self._captured.furniture)

    def captured(self) -> Capture | None:
        """What `prepare` captured."""
        return self._captured

    def reader(self) -> Reader:
        """The shipped rules, which do not read the same text twice."""
        rules = own_reader()

        def read(text: str, *, published: date | None, furniture: Sequence[tuple[int, int]]) -> Reading:
            asked = (text, published, tuple(furniture))
            if asked not in self._readings:
                self._readings[asked] = rules.read(text, published=published, furniture=furniture)
            return self._readings[asked]

        return Reader(read, rules.version)


def brought(request: HttpRequest) -> Brought:
    """What the request brings. Raises Problem and what its shape raises."""
    if request.content_type != FORM:
        text = TextIn.model_validate(read_json(request.body))
        name = f"{text.name.removesuffix('.txt')}.txt"
        return Brought(text.text.encode(), name, text.given(text.originator or ""), text.published, "text/plain")
    refuse_odd_text({name: request.POST.getlist(name) for name in request.POST})
    file = _one_file(request)
    said = {name: request.POST.getlist(name) if name in SEVERAL else request.POST[name] for name in request.POST}
    form = BroughtIn.model_validate({name: value for name, value in said.items() if value not in ("", [""])})
    data = file.read()
    file.seek(0)
    given = form.given(form.originator or "")
    return Brought(bytes(data), file.name or "file", given, form.published, file.content_type)


def _one_file(request: HttpRequest) -> UploadedFile[Any]:
    wrong = [name for name in request.POST if name not in FIELDS] + [name for name in request.FILES if name != "file"]
    if wrong:
        why = f"The fields are: file, {', '.join(sorted(FIELDS))}."
        raise Problem("invalid", problems=[{"where": f"body.{name[:100]}", "why": why} for name in wrong[:10]])
    twice = [name for name in (*request.POST, *request.FILES) if _count(request, name) > 1 and name not in SEVERAL]
    if twice:
        raise Problem("repeated_parameter", problems=[{"where": f"body.{name}", "why": "Once."} for name in twice])
    if "file" not in request.FILES:
        raise Problem("invalid", problems=[{"where": "body.file", "why": "A file is needed."}])
    file: UploadedFile[Any] = request.FILES.getlist("file")[0]
    return file


def _count(request: HttpRequest, name: str) -> int:
    return len(request.POST.getlist(name)) + len(request.FILES.getlist(name))
