"""How the register's values are written: parts of names and how rare they are, lists, countries, likeness."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from muntada.register.models import Statement
from muntada.web.looks import digits
from muntada.web.people.words import purpose_word
from muntada.web.register.naming import country_name, list_title
from muntada.web.register.seeing_words import CREDIBLE, RELIABLE
from muntada.web.register.stating import Line
from muntada.web.register.ways import ways_of
from muntada.web.register.words import ASIDE, CHANGES, FACTS, KINDS, NAMES, RARITIES, RULES
from muntada.web.states import state_of
from muntada.web.templatetags.words import isolated, listed, when

register = template.Library()
register.filter("purpose", purpose_word)


@register.filter
def rule(key: str) -> str:
    """By which rule two parts of names meet."""
    return str(RULES.get(key, key))


@register.filter
def rare(rarity: float) -> str:
    """How rare a part of a name is, in words."""
    return next(str(said) for least, said in RARITIES if rarity >= least)


@register.filter
def percent(score: float) -> SafeString:
    """A share of one as a number of a hundred."""
    return format_html('<bdi dir="ltr">{} %</bdi>', isolated(round(score * 100)))


@register.filter
def did(fact: dict[str, str]) -> str:
    """What a birth date, a nationality or a number did to a hit."""
    return str(FACTS.get(f"{fact['field']}_{fact['effect']}", fact["effect"]))


@register.filter
def known_as(kind: str) -> str:
    """What kind of a name it is."""
    return str(NAMES.get(kind, kind))


@register.filter
def why_aside(code: str) -> str:
    """Why a row of a table of names is no question."""
    return str(ASIDE.get(code, ASIDE["not_a_row"]))


@register.filter
def bearer(kind: str) -> str:
    """What bears a name."""
    return str(KINDS.get(kind, kind))


@register.filter
def list_name(dataset: str) -> SafeString:
    """A list in the reader's language."""
    return isolated(list_title(dataset))


@register.filter
def countries(values: Any) -> SafeString:
    """Countries in the reader's language, from their codes; what is no code stays as it is."""
    codes = values.split(", ") if isinstance(values, str) else values
    return listed([country_name(code) for code in codes])


@register.inclusion_tag("register/ways.html", takes_context=True)
def ways(context: template.Context, here: str) -> dict[str, Any]:
    """The pages of the register, of which this is one."""
    return {"ways": ways_of(context["actor"], here)}


@register.inclusion_tag("components/state.html")
def lead_state(key: str) -> dict[str, Any]:
    """What became of a lead."""
    return {"state": state_of(f"lead_{key}")}


@register.filter
def told(count: int | None) -> SafeString:
    """A count that may be told; of small ones that they are small."""
    return isolated(count) if count is not None else mark_safe(escape(_("Fewer than five")))  # noqa: S308


@register.simple_tag
def stated(line: Line) -> SafeString:
    """A statement's value: a date in the reader's words, a country by its name, another entity by its own."""
    if line.other is not None:
        return isolated(line.other.caption)
    if line.type == "date":
        return when(line.value.text)
    if line.type == "country":
        return isolated(country_name(line.value.text))
    return isolated(line.value)


@register.inclusion_tag("components/state.html")
def run_state(key: str) -> dict[str, Any]:
    """What became of a list that was brought in."""
    return {"state": state_of(f"run_{key}")}


@register.inclusion_tag("components/state.html")
def proposal_state(key: str) -> dict[str, Any]:
    """What became of a proposal on a listing."""
    return {"state": state_of(f"listing_{key}")}


@register.inclusion_tag("components/state.html")
def listing_state(key: str) -> dict[str, Any]:
    """How an entity stands on a list."""
    return {"state": state_of(f"listed_{key}")}


@register.filter
def became(what: str) -> str:
    """What a run, or two persons, changed of an entry."""
    return str(CHANGES.get(what, what))


@register.simple_tag
def grade(line: Line) -> SafeString:
    """How reliable the source of a statement is and how credible what it says, as a sign and in words."""
    said = f"{RELIABLE[line.one.reliability]} {CREDIBLE[line.one.credibility]}"
    return format_html('<abbr class="grade" title="{}"><bdi dir="ltr">{}</bdi></abbr>', said, line.grade)


@register.simple_tag
def assessed(line: Line) -> SafeString:
    """That a statement is somebody's assessment, wherever it shows; nothing of what is a fact."""
    if line.one.kind != Statement.Kind.ASSESSMENT:
        return mark_safe("")
    return format_html(' <span class="tag">{}</span>', _("Assessment"))


@register.simple_tag
def killed(counts: tuple[int | None, int | None, int | None]) -> SafeString:
    """How many were killed: the best count, and from the lowest to the highest where they differ; a dash of none."""
    low, best, high = counts
    if best is None and low is None and high is None:
        return format_html('<span title="{}">—</span>', _("Not stated"))
    shown = isolated(best) if best is not None else mark_safe("—")
    if low == high or low is None or high is None:
        return shown
    return format_html('{} <span class="small">(<bdi dir="ltr">{}–{}</bdi>)</span>', shown, digits(low), digits(high))
