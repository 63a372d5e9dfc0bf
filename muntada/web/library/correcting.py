"""Correcting the proposed structure of a text beside its original, and settling it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions.correcting import CORRECTIONS, correct
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.texts import discard, revise, settle
from muntada.library.models import ClauseText, Expression
from muntada.text.lexicon import by_id
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import REFUSED
from muntada.web.labels import choices
from muntada.web.library.bringing_words import DONE, NOT_POSSIBLE, NOTES, WRONG, act_name, act_names
from muntada.web.library.reading_words import ADDRESSEES, KINDS

WRITE = Permission.RECORD_WRITE
DOUBTFUL = 0.6  # what is less sure is marked for a person
_WHOLE = ("settle", "discard", "revise")  # what is done to the whole text


@dataclass(frozen=True, slots=True)
class Line:
    """A clause on the page: how deep it stands, what it does in the reader's words, and whether to look at it."""

    text: ClauseText
    depth: int
    act: str
    doubtful: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original: of the clause at `wid`, or of none."""

    text: str
    wid: str = ""
    chosen: bool = False


@require_safe
def text_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A text's original at one side and its clauses at the other; the one that `at` names is open."""
    actor = asker(request)
    version = found(request, queries.expression(actor, pk), Expression, pk)
    if not may(request, WRITE, version):
        return refused(request)
    return _page(request, actor, version, request.GET.get("at", ""))


@require_POST
def text_do(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One correction of a text, or what is done to the whole of it."""
    actor = asker(request)
    version = found(request, queries.expression(actor, pk), Expression, pk, WRITE)
    if not may(request, WRITE, version):
        return refused(request)
    if what not in CORRECTIONS and what not in {*_WHOLE, "save"}:
        raise Http404
    wid = request.POST.get("wid", "")
    text = version.texts.filter(clause__wid=wid).first()
    try:
        if what in _WHOLE:
            return _whole(request, actor, version, what)
        _corrected(actor, version, what, wid, request.POST)
    except NotPossible as wrong:
        return _page(request, actor, version, wid, wrong=str(NOT_POSSIBLE[wrong.code]), typed=request.POST, status=409)
    except ValueRefused as wrong:
        said = str(WRONG.get(wrong.field, REFUSED))
        return _page(request, actor, version, wid, wrong=said, typed=request.POST, status=422)
    return redirect(_where(version, text))


def _whole(request: HttpRequest, actor: Actor, version: Expression, what: str) -> HttpResponse:
    work = version.work_id
    if what == "revise":
        made = revise(actor, version)
        messages.success(request, str(DONE[what]))
        return redirect("text-correct", made.pk)
    verb: Callable[..., object] = settle if what == "settle" else discard
    verb(actor, version, seen=_seen(request.POST))
    messages.success(request, str(DONE[what]))
    return redirect("text-versions", work)


def _corrected(actor: Actor, version: Expression, what: str, wid: str, said: QueryDict) -> None:
    """Do what a button names; `save` is all that the form of a clause says, each change a deed of its own."""
    seen = _seen(said)
    given: dict[str, Callable[[], dict[str, Any]]] = {
        "split": lambda: {"parts": said.get("text", "")},
        "identify": lambda: {"target": said.get("target", "")},
    }
    if what != "save":
        correct(actor, version, what, wid, seen=seen, **given.get(what, dict)())
        return
    text = version.texts.select_related("clause").filter(clause__wid=wid).first()
    if text is None:
        raise NotPossible("no_such_clause")
    for each, values in _changes(text, said):
        correct(actor, version, each, text.clause.wid, seen=seen, **values)
        seen += 1
        text.clause.refresh_from_db()  # its kind may have given it another address


def _changes(text: ClauseText, said: QueryDict) -> list[tuple[str, dict[str, Any]]]:
    """What the form of a clause says otherwise than it is."""
    clause = text.clause
    pillar = said.get("pillar", "")
    about = {
        "opening": said.get("opening", ""),
        "addressee": said.get("addressee", ""),
        "topics": said.getlist("topics"),
        "pillar": int(pillar) if pillar in {"1", "2", "3", "4"} else None,
        "lifecycle": said.get("lifecycle", ""),
        "sector": said.get("sector", ""),
    }
    words = {"heading": said.get("heading", ""), "text": said.get("text", "").replace("\r\n", "\n")}
    found: list[tuple[str, dict[str, Any]]] = []
    if words != {"heading": text.heading, "text": text.text}:
        found.append(("reword", words))
    if about != {name: getattr(clause, name) for name in about}:
        found.append(("describe", about))
    if said.get("kind", clause.kind) != clause.kind:
        found.append(("retype", {"kind": said["kind"]}))
    if said.get("number", text.number) != text.number:
        found.append(("renumber", {"number": said.get("number", "")}))
    return found


def _page(
    request: HttpRequest,
    actor: Actor,
    version: Expression,
    at: str,
    *,
    wrong: str = "",
    typed: QueryDict | None = None,
    status: int = 200,
) -> HttpResponse:
    version.refresh_from_db()
    texts = list(queries.texts_of(actor, [version]).order_by("order", "pk"))
    open_now = version.state == Expression.State.PROPOSED
    chosen = next((text for text in texts if text.clause.wid == at), None)
    document = _document(actor, version)
    context = {
        "work": version.work,
        "version": version,
        "open_now": open_now,
        "lines": _lines(texts, chosen),
        "chosen": chosen,
        "form": _form(actor, version, texts, chosen, typed) if chosen is not None and open_now else None,
        "pieces": _pieces(document.text, texts, chosen) if document is not None else [],
        "document": document,
        "missing": _missing(actor, version, texts),
        "notes": [(NOTES.get(note.partition(":")[0], note), note.rpartition(":")[2]) for note in version.notes],
        "wrong": wrong,
    }
    return render(request, "library/correcting.html", context, status=status)


def _lines(texts: list[ClauseText], chosen: ClauseText | None) -> list[Line]:
    depths: dict[int, int] = {}
    found = []
    for text in texts:
        clause = text.clause
        depths[clause.pk] = depths.get(clause.parent_id or 0, -1) + 1
        doubtful = text.confidence is not None and text.confidence < DOUBTFUL
        act = act_name(clause.opening) if clause.opening else ""
        found.append(Line(text, min(depths[clause.pk], 5), act, doubtful, text is chosen))
    return found


def _pieces(original: str, texts: list[ClauseText], chosen: ClauseText | None) -> list[Piece]:
    """The original in pieces, in order: what stands in no clause between those that do."""
    spans = sorted(
        (text.start, text.end, text.clause.wid, text is chosen)
        for text in texts
        if text.start is not None and text.end is not None
    )
    found, at = list[Piece](), 0
    for start, end, wid, is_chosen in spans:
        start, end = max(start, at), min(end, len(original))
        if end <= start:
            continue
        if start > at:
            found.append(Piece(original[at:start]))
        found.append(Piece(original[start:end], wid, is_chosen))
        at = end
    return [*found, Piece(original[at:])] if at < len(original) else found


def _form(
    actor: Actor, version: Expression, texts: list[ClauseText], chosen: ClauseText, typed: QueryDict | None
) -> dict[str, Any]:
    """What stands in the form of a clause: what was typed and refused, else what is."""
    clause = chosen.clause
    held: dict[str, Any] = {
        "number": chosen.number, "heading": chosen.heading, "text": chosen.text, "kind": clause.kind,
        "opening": clause.opening, "addressee": clause.addressee, "topics": clause.topics,
        "pillar": str(clause.pillar or ""), "lifecycle": clause.lifecycle, "sector": clause.sector,
    }  # fmt: skip
    if typed is not None and "text" in typed:
        held = {**held, **{name: typed[name] for name in held if name in typed}, "topics": typed.getlist("topics")}
    there = {text.clause_id for text in texts}
    return {
        "is": held,
        "dir": "rtl" if version.language == "ar" else "ltr",
        "kinds": list(KINDS.items()),
        "acts": act_names(),
        "addressees": list(ADDRESSEES.items()),
        "topics": choices("topic", _terms("topic")),
        "lifecycles": choices("lifecycle", _terms("lifecycle")),
        "sectors": choices("sector", _terms("sector")),
        "targets": _targets(actor, version, there),
    }


def _targets(actor: Actor, version: Expression, there: set[int]) -> list[tuple[str, str]]:
    """The clauses of the work that this text has no words for, with the beginning of their words elsewhere."""
    told: dict[int, ClauseText] = {}
    others = rows(actor, Permission.RECORD_READ, ClauseText, via="expression").filter(clause__work=version.work_id)
    for text in (
        others.exclude(clause__in=there).select_related("clause", "expression").order_by("clause__order", "-pk")
    ):
        told.setdefault(text.clause_id, text)
    return [(text.clause.wid, f"{text.number} {text.heading} {text.text}".strip()[:80]) for text in told.values()]


def _missing(actor: Actor, version: Expression, texts: list[ClauseText]) -> list[ClauseText]:
    """Clauses that are in force in another language, or were in this one until now, and that this text lacks."""
    there = {text.clause_id for text in texts}
    told: dict[int, ClauseText] = {}
    in_force = list(queries.settled(actor, version.work_id).values())
    for text in queries.texts_of(actor, in_force):
        if text.clause_id not in there:
            told.setdefault(text.clause_id, text)
    return list(told.values())


def _document(actor: Actor, version: Expression) -> Document | None:
    """The original, where the reader may open it: a text may be read more widely than the file it came in."""
    if version.document_id is None:
        return None
    return rows(actor, Permission.SOURCE_READ, Document).filter(pk=version.document_id).first()


def _where(version: Expression, before: ClauseText | None) -> str:
    """The page with the same clause open, wherever it stands now; where it is gone, the one that stood before it."""
    texts = version.texts.select_related("clause")
    same = texts.filter(pk=before.pk).first() if before is not None else None
    text = same or texts.filter(order=max(before.order - 1, 1) if before is not None else 1).first()
    address = reverse("text-correct", args=[version.pk])
    return f"{address}?at={quote(text.clause.wid)}#c-{quote(text.clause.wid)}" if text is not None else address


def _seen(said: Mapping[str, str]) -> int:
    """The revision that the person had before them; none that there is where the form does not say."""
    value = said.get("seen", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def _terms(family: str) -> list[str]:
    return [key.partition(".")[2] for key in by_id() if key.startswith(f"{family}.")]
