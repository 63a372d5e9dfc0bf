"""Series of meetings: the plenaries of a forum, the meetings of a committee or of a working group."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.actions.planning import KEY, kind_of
from muntada.forum.actions.under import Given, keep
from muntada.forum.models import Body, Series
from muntada.forum.running import RunRefused, line
from muntada.trail.deed import act


def begin_series(
    actor: Actor,
    body: Body,
    *,
    key: str,
    kind: str,
    title_ar: str = "",
    title_en: str = "",
    title_fr: str = "",
    handling: Given = None,
) -> Series:
    """Begin a series of meetings of a body, under a key of its own (`gctf.coco.meetings`). Raises RunRefused."""
    if not KEY.fullmatch(key) or len(key) > 120:
        raise RunRefused("key", "key")
    titles = _titles(title_ar, title_en, title_fr)
    with act(actor, Permission.MEETING_CONVENE, on=body) as deed:
        if Series.objects.filter(key=key).exists():
            raise RunRefused("key", "key_taken")
        series = keep(Series(key=key, body=body, kind=kind_of("kind", kind), **titles), body, given=handling)
        deed.of(series)
    return series


def rename_series(actor: Actor, series: Series, *, title_ar: str = "", title_en: str = "", title_fr: str = "") -> None:
    """Give a series other titles. Raises RunRefused."""
    titles = _titles(title_ar, title_en, title_fr)
    with act(actor, Permission.MEETING_CONVENE, on=series.body) as deed:
        for name, text in titles.items():
            setattr(series, name, text)
        series.save(update_fields=list(titles))
        deed.of(series)


def _titles(title_ar: str, title_en: str, title_fr: str) -> dict[str, str]:
    said = {"title_ar": title_ar, "title_en": title_en, "title_fr": title_fr}
    titles = {name: line(name, text, 300) for name, text in said.items()}
    if not any(titles.values()):
        raise RunRefused("title_ar", "needed")
    return titles
