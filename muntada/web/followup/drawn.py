"""The lines of the matrix as markup, written in one go: a template that fills twenty thousand cells takes seconds.

Each cell says its state in a word; its pattern and colour only repeat it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.implementation import State
from muntada.followup.queries.matrix import Line, Matrix
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.web.followup.standing_words import state_word
from muntada.web.followup.words import RESPONSES
from muntada.web.library.said import WAYS
from muntada.web.looks import digits
from muntada.web.names import name_of

READ = Permission.RECORD_READ
_KEY, _WID = "KEY0", "WID0"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The head of the table's years and its lines."""

    years: SafeString
    lines: SafeString


def drawn(actor: Actor, found: Matrix, *, with_party: bool) -> Drawn:
    """The matrix as rows of a table, the latest year first, which is what is asked for first; `with_party` names in
    each line whose it is."""
    language = get_language() or "ar"
    cells = {state: f'<td class="s {state.name.lower()}">{escape(state_word(state))}</td>' for state in State}
    answers = {key: f"<td>{escape(str(word))}</td>" for key, word in RESPONSES.items()}
    parties = party_names(actor, {line.party for line in found.lines}) if with_party else {}
    works = work_names(actor, {line.place.work for line in found.lines if line.place is not None})
    address = reverse("clause-followup", args=[_KEY, _WID])
    outcome = reverse("outcome", args=[0])
    said = []
    for line in found.lines:
        head = _clause(line, found, works, address, language) if line.place is not None else _outcome(line, outcome)
        whose = f'<bdi class="small">{escape(parties.get(line.party, line.party))}</bdi> · ' if with_party else ""
        row = "".join([cells[state] for state in line.states[::-1]])
        said.append(f'<tr><th scope="row">{whose}{head}</th>{answers[line.response]}{row}</tr>')
    years = "".join(f'<th scope="col"><bdi>{digits(year)}</bdi></th>' for year in found.years[::-1])
    return Drawn(mark_safe(years), mark_safe("\n".join(said)))  # noqa: S308 -- escaped piece by piece above


def work_names(actor: Actor, keys: set[str]) -> dict[str, str]:
    """What works are called beside their clauses: by their symbol, else by their title in the reader's language."""
    found = rows(actor, READ, Work).filter(pk__in=keys).prefetch_related("titles")
    return {one.pk: one.symbol or str(name_of(one)) for one in found}


def party_names(actor: Actor, keys: set[str]) -> dict[str, str]:
    """The names of parties in the reader's language."""
    found = rows(actor, READ, Party).filter(pk__in=keys).prefetch_related("names")
    return {one.pk: str(name_of(one)) for one in found}


def _clause(line: Line, found: Matrix, works: dict[str, str], address: str, language: str) -> str:
    place = line.place
    assert place is not None
    where = address.replace(_KEY, quote(place.work)).replace(_WID, quote(place.wid))
    name = escape(found.places.name(place, language))
    called = f"<bdi>{escape(works.get(place.work, place.work))}</bdi> · <bdi>{name}</bdi>"
    return f'<a href="{where}?party={quote(line.party)}">{called}</a>{_words(line)}'


def _outcome(line: Line, address: str) -> str:
    one = line.outcome
    assert one is not None
    where = address.replace("/0/", f"/{one.pk}/")
    return f'<a href="{where}"><bdi>{escape(one.reference or gettext("Outcome"))}</bdi></a>{_words(line)}'


def _words(line: Line) -> str:
    words = line.words
    if not words.text:
        return ""
    way = WAYS.get(words.language, "auto")
    return f'<bdi class="begins" lang="{words.language}" dir="{way}">{escape(words.text[:140])}</bdi>'
