"""Texts as sheets, in one language or in two side by side: for Word, for PDF, and for a page that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.library.exports.gathered import OPEN, READ, Taken, audience, bundle
from muntada.library.models import ClauseText
from muntada.library.told import day_in, kind_in, name_in, say, title_in
from muntada.marking.handling import THE_FORUM
from muntada.parties.models import Party
from muntada.printing.sheet import Block, Facts, Heading, Paragraph, Parallel, Passage, Sheet, Words
from muntada.text.runs import direction_of


def sheet_of(
    actor: Actor | None, every: Sequence[Taken], languages: Sequence[str], language: str, *, title: str = ""
) -> Sheet:
    """The sheet of these texts in `languages`, one or two; its own words are in `language`.

    `title` is that of a collection; a text by itself has its own.
    """
    how = bundle(every)
    alone = every[0] if len(every) == 1 and not title else None
    day = clock.today().isoformat()
    over = name_in(alone.body, language) if alone is not None and alone.body is not None else ""
    named = title_in(alone.work, language) if alone is not None else title or say("collection", language)
    return Sheet(
        title=named,
        language=language,
        tlp=how.tlp,
        day=day,
        made=say("made", language, day=day_in(day, language)),
        over=over,
        handling=tuple(_handling(actor, every, language)),
        page=(say("page", language), say("of", language)),
        blocks=tuple(_blocks(every, _ordered(languages, language), language, alone=alone is not None)),
        subject=named,
    )


def _ordered(languages: Sequence[str], language: str) -> tuple[str, ...]:
    """The columns in the order of the sheet's direction, Arabic always in the right one."""
    first = direction_of(language)
    return tuple(sorted(languages, key=lambda one: direction_of(one) != first))


def _blocks(every: Sequence[Taken], languages: tuple[str, ...], language: str, *, alone: bool) -> Iterator[Block]:
    for taken in every:
        if not alone:
            yield Heading(title_in(taken.work, language))
        facts = tuple(_facts(taken, languages, language))
        if facts:
            yield Facts(facts)
        shown = tuple(code for code in languages if code in taken.page.versions)
        plain = [say(f"language.{code}", language) for code in shown if not taken.page.versions[code].authentic]
        if plain:
            names = say("comma", language).join(plain)
            yield Paragraph(say("not_authentic", language, languages=names), quiet=True)
        if not shown:
            yield Paragraph(say("no_text", language), quiet=True)
            continue
        passages = tuple(
            Passage(
                tuple(_words(row.texts.get(code)) for code in shown),
                row.depth,
                row.clause.kind in {"part", "annex"},
                row.clause.wid,
            )
            for row in taken.page.clauses
        )
        header = tuple(say(f"language.{code}", code) for code in shown)
        yield Parallel(shown, header, passages, say("lacking", language))


def _facts(taken: Taken, languages: Iterable[str], language: str) -> Iterator[tuple[str, str]]:
    work = taken.work
    wordings = {one.version for code, one in taken.page.versions.items() if code in languages and one.version}
    later = sorted(wordings - {work.adopted})
    for key, said in (
        ("symbol", work.symbol),
        ("kind", kind_in(work, language) if work.kind else ""),
        ("adopted", day_in(work.adopted, language) if work.adopted else ""),
        ("in_force", day_in(work.in_force, language) if work.in_force else ""),
        ("version", say("comma", language).join(day_in(one, language) for one in later)),
    ):
        if said:
            yield say(key, language), said


def _words(text: ClauseText | None) -> Words | None:
    if text is None:
        return None
    lines = tuple(line for line in text.text.split("\n") if line.strip())
    return Words(text.number, lines, text.heading)


def _handling(actor: Actor | None, every: Sequence[Taken], language: str) -> Iterator[str]:
    """How the sheet may be handled, in sentences."""
    how = bundle(every)
    yield say(f"tlp.{how.tlp.value.removeprefix('TLP:')}", language)
    yield say("from_whom", language, names=_named(actor, how.originators, language))
    if how.tlp not in OPEN and (whom := audience(every)):
        yield say("shared_with", language, names=_named(actor, whom, language))
    if how.expires is not None:
        yield say("review_by", language, day=day_in(how.expires.isoformat(), language))


def _named(actor: Actor | None, keys: Iterable[str], language: str) -> str:
    """Names of parties and bodies by their keys, as far as the actor may know of them."""
    wanted = list(keys)
    found = rows(actor, READ, Party).prefetch_related("names").filter(pk__in=wanted)
    known = {one.key: name_in(one, language) for one in found}
    forum = say("forum", language)
    return say("comma", language).join(forum if key == THE_FORUM else known.get(key, key) for key in wanted)
