"""An edition on one page: its chapters, its paragraphs in pairs side by side, and what is done to each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.printing.report.shape import NotAReport
from muntada.reports.actions import clearing, editions
from muntada.reports.actions import paragraphs as verbs
from muntada.reports.actions.printing import keep_printing
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.exports.printed import FORMS, every_file
from muntada.reports.models import Chapter, Edition, Paragraph
from muntada.reports.queries import editions as asked
from muntada.reports.queries.checking import wants_of
from muntada.reports.still import AT_REST
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import REFUSED
from muntada.web.names import name_of
from muntada.web.reports.edition_words import DID, DONE, KINDS, NOT_POSSIBLE, STATES, TONGUES
from muntada.web.reports.editions import edition_found
from muntada.web.signin.stepping import needs_step_up

WRITE, CLEAR, FREEZE = Permission.EDITION_WRITE, Permission.EDITION_CLEAR, Permission.EDITION_FREEZE
_CLEARING = frozenset({"clear", "send-back"})
_FREEZING = frozenset({"freeze", "publish"})


@require_safe
def edition_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition with its paragraphs in pairs; the one that `at` names is open for its writers."""
    one = edition_found(request, pk)
    return _page(request, one, at=_number(request.GET, "at") or None)


@require_POST
def paragraph_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed of a paragraph. What somebody else changed in the meantime is shown beside what was typed."""
    actor = asker(request)
    one = found(request, asked.paragraph(actor, pk), Paragraph, pk, WRITE, on=_edition_of(actor, pk))
    if deed not in _PARAGRAPH:
        raise Http404
    edition = one.chapter.edition
    if not may(request, CLEAR if deed in _CLEARING else WRITE, edition):
        return refused(request)
    try:
        goes_to = _PARAGRAPH[deed](actor, one, request.POST)
    except NotPossible as wrong:
        said = str(NOT_POSSIBLE[wrong.code])
        status = 409 if wrong.code in {"stale", "gone", "frozen"} else 422
        return _page(request, edition, at=pk, wrong=said, typed=request.POST, status=status)
    except ValueRefused:
        return _page(request, edition, at=pk, wrong=str(REFUSED), typed=request.POST, status=422)
    messages.success(request, str(DONE[deed]))
    return redirect(_where(edition, goes_to))


def _edition_of(actor: Actor, pk: int) -> Edition | None:
    one = asked.paragraph(actor, pk)
    return one.chapter.edition if one is not None else None


@require_POST
def chapter_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed of a chapter: named, moved, taken out, or a paragraph added to it."""
    actor = asker(request)
    known = asked.chapter(actor, pk)
    one = found(request, known, Chapter, pk, WRITE, on=known.edition if known is not None else None)
    if deed not in _CHAPTER:
        raise Http404
    if not may(request, WRITE, one.edition):
        return refused(request)
    try:
        goes_to = _CHAPTER[deed](actor, one, request.POST)
    except NotPossible as wrong:
        return _page(request, one.edition, wrong=str(NOT_POSSIBLE[wrong.code]), typed=request.POST, status=422)
    except ValueRefused:
        return _page(request, one.edition, wrong=str(REFUSED), typed=request.POST, status=422)
    messages.success(request, str(DONE[deed]))
    if goes_to is None and deed != "chapter-remove":
        return redirect(f"{reverse('edition', args=[one.edition_id])}#c-{one.pk}")
    return redirect(_where(one.edition, goes_to))


@require_POST
@needs_step_up
def edition_settle(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Freeze an edition, or say that it is published."""
    actor = asker(request)
    one = edition_found(request, pk)
    if deed not in _FREEZING:
        raise Http404
    return _edition_deed(request, actor, one, deed, FREEZE)


@require_POST
def edition_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed of an edition: named, given in, taken back, printed, or a chapter added."""
    actor = asker(request)
    one = edition_found(request, pk)
    if deed not in _EDITION or deed in _FREEZING:
        raise Http404
    return _edition_deed(request, actor, one, deed, WRITE)


def _edition_deed(request: HttpRequest, actor: Actor, one: Edition, deed: str, permission: Permission) -> HttpResponse:
    if not may(request, permission, one):
        return refused(request)
    try:
        _EDITION[deed](actor, one, request.POST)
    except NotPossible as wrong:
        return _page(request, one, wrong=str(NOT_POSSIBLE[wrong.code]), status=422)
    except (ValueRefused, NotAReport):
        return _page(request, one, wrong=str(REFUSED), status=422)
    except Refused:
        return refused(request)
    messages.success(request, str(DONE[deed]))
    return redirect("edition", one.pk)


def _where(edition: Edition, at: Paragraph | None) -> str:
    address = reverse("edition", args=[edition.pk])
    return f"{address}?at={at.pk}#p-{at.pk}" if at is not None else address


# The deeds of a paragraph: each takes what was typed and gives the paragraph that the page then opens.


def _seen(said: QueryDict) -> int:
    """The version that whoever sent the form saw; one that there never was where it says nothing."""
    given = said.get("seen", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _number(said: QueryDict, name: str) -> int:
    given = said.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _save(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    names = [(code, f"text_{code}") for code in one.chapter.edition.languages]
    texts = {code: said.get(name, "") for code, name in names if name in said}
    return verbs.write_paragraph(actor, one, seen=_seen(said), texts=texts, agree="agree" in said)


def _agree(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    return verbs.write_paragraph(actor, one, seen=_seen(said), texts={}, agree=True)


def _shift(step: int) -> Callable[[Actor, Paragraph, QueryDict], Paragraph]:
    def shift(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
        before = one.chapter.paragraphs.filter(order__lt=one.order).count()
        place = max(1, before + 1 + step)
        return verbs.move_paragraph(actor, one, seen=_seen(said), chapter=one.chapter, place=place)

    return shift


def _move(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    goal = asked.chapter(actor, _number(said, "chapter"))
    if goal is None:
        raise NotPossible("other_edition")
    return verbs.move_paragraph(actor, one, seen=_seen(said), chapter=goal, place=1_000_000)


def _split(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    return verbs.split_paragraph(actor, one, seen=_seen(said), after=_number(said, "after"))[0]


def _join(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    return verbs.join_paragraphs(actor, one, seen=_seen(said))


def _remove(actor: Actor, one: Paragraph, said: QueryDict) -> None:
    verbs.remove_paragraph(actor, one, seen=_seen(said))


def _source(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    """A record as its page names it (`forum.meeting:17`), or a passage of a source by its number."""
    kind, _colon, key = said.get("source", "").strip().partition(":")
    sentence = _number(said, "sentence")
    if kind == "evidence.passage":
        passage = int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
        return verbs.rest_on(actor, one, seen=_seen(said), passage=passage, sentence=sentence)
    return verbs.rest_on(actor, one, seen=_seen(said), record_type=kind, record_key=key, sentence=sentence)


def _unsource(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    footing = one.footings.filter(pk=_number(said, "footing")).first()
    if footing is None:
        raise NotPossible("no_source")
    return verbs.rest_no_more(actor, one, footing, seen=_seen(said))


def _assign(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    key = said.get("institution", "")
    chosen = asked.institutions(actor, one.chapter.edition).filter(pk=key).first() if key else None
    if key and chosen is None:
        raise NotPossible("other_party")
    return clearing.assign(actor, one, seen=_seen(said), institution=chosen)


def _clear(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    return clearing.clear(actor, one, seen=_seen(said))


def _send_back(actor: Actor, one: Paragraph, said: QueryDict) -> Paragraph:
    return clearing.send_back(actor, one, seen=_seen(said), words=said.get("words", ""))


_PARAGRAPH: dict[str, Callable[[Actor, Paragraph, QueryDict], Paragraph | None]] = {
    "save": _save,
    "agree": _agree,
    "up": _shift(-1),
    "down": _shift(1),
    "move": _move,
    "split": _split,
    "join": _join,
    "remove": _remove,
    "source": _source,
    "unsource": _unsource,
    "assign": _assign,
    "clear": _clear,
    "send-back": _send_back,
}


def _titles(said: QueryDict) -> dict[str, str]:
    return {name: said.get(name, "") for name in ("title_ar", "title_en", "title_fr") if name in said}


def _chapter_shift(step: int) -> Callable[[Actor, Chapter, QueryDict], None]:
    def shift(actor: Actor, one: Chapter, _said: QueryDict) -> None:
        before = one.edition.chapters.filter(order__lt=one.order).count()
        editions.move_chapter(actor, one, place=max(1, before + 1 + step))

    return shift


def _add(actor: Actor, one: Chapter, said: QueryDict) -> Paragraph:
    texts = {code: said.get(f"text_{code}", "") for code in one.edition.languages}
    return verbs.add_paragraph(actor, one, texts=texts)


def _chapter_name(actor: Actor, one: Chapter, said: QueryDict) -> None:
    editions.name_chapter(actor, one, **_titles(said))


def _chapter_remove(actor: Actor, one: Chapter, _said: QueryDict) -> None:
    editions.remove_chapter(actor, one)


_CHAPTER: dict[str, Callable[[Actor, Chapter, QueryDict], Paragraph | None]] = {
    "chapter-name": _chapter_name,
    "chapter-up": _chapter_shift(-1),
    "chapter-down": _chapter_shift(1),
    "chapter-remove": _chapter_remove,
    "add": _add,
}


def _print(actor: Actor, one: Edition, said: QueryDict) -> None:
    digits: Any = "arabic-indic" if "arabic_digits" in said else "as written"
    for language, form, data in every_file(one, one.languages, FORMS, digits):
        keep_printing(actor, one, language=language, form=form, data=data)


_EDITION: dict[str, Callable[[Actor, Edition, QueryDict], object]] = {
    "name": lambda actor, one, said: editions.name_edition(actor, one, **_titles(said)),
    "chapter": lambda actor, one, said: editions.add_chapter(actor, one, **_titles(said)),
    "hand-in": lambda actor, one, _said: editions.hand_in(actor, one),
    "take-back": lambda actor, one, _said: editions.take_back(actor, one),
    "freeze": lambda actor, one, _said: editions.freeze(actor, one),
    "publish": lambda actor, one, _said: editions.publish(actor, one),
    "print": _print,
}


def _page(
    request: HttpRequest,
    edition: Edition,
    *,
    at: int | None = None,
    wrong: str = "",
    typed: QueryDict | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = asker(request)
    edition.refresh_from_db()
    checked = wants_of(edition)
    chapters = asked.opened(edition, checked)
    open_now = edition.state not in AT_REST
    may_write = bool(decide(actor, WRITE, edition))
    writes, clears = may_write and open_now, bool(decide(actor, CLEAR, edition)) and open_now
    chosen = _chosen(chapters, at) if writes or clears else None
    context = {
        "edition": edition,
        "chapters": chapters,
        "chosen": chosen,
        "typed": _typed(edition, chosen.paragraph, typed) if chosen is not None else [],
        "writes": writes,
        "clears": clears,
        "freezes": bool(decide(actor, FREEZE, edition)),
        "may_print": may_write and not open_now,
        "handed_by_me": edition.handed_by == actor.key,
        "checked": checked,
        "progress": asked.progress(checked),
        "institutions": [(one.pk, str(name_of(one))) for one in asked.institutions(actor, edition)] if writes else [],
        "printings": asked.printings(edition),
        "forms": list(FORMS),
        "removed": asked.removed(edition) if writes else [],
        "sentences": range(1, 1 + _longest(chosen)) if chosen is not None else [],
        "states": STATES,
        "kinds": KINDS,
        "did": DID,
        "tongues_of": [(code, TONGUES[code]) for code in edition.languages],
        "wrong": wrong,
    }
    return render(request, "reports/edition.html", context, status=status)


def _chosen(chapters: Iterable[asked.OpenedChapter], at: int | None) -> asked.Opened | None:
    """The paragraph that is open for work."""
    every = (each for chapter in chapters for each in chapter.paragraphs)
    return next((each for each in every if each.paragraph.pk == at), None)


def _longest(chosen: asked.Opened) -> int:
    return max((len(side.sentences) for side in chosen.sides), default=0)


def _typed(edition: Edition, one: Paragraph, typed: QueryDict | None) -> list[tuple[str, Any, str, str]]:
    """For each language its code, its name, the words in the field, and, where somebody else was faster, what stands
    now."""
    found = []
    for code in edition.languages:
        stands: str = getattr(one, f"text_{code}")
        words = typed.get(f"text_{code}", stands) if typed is not None else stands
        found.append((code, TONGUES[code], words, stands if words != stands else ""))
    return found
