"""Texts that come in already marked up: as proposals, with what their files say of each clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.evidence.values import ValueRefused
from muntada.library.actions.texts import propose_text
from muntada.library.models import Citation, Clause, ClauseText, Expression, Work
from muntada.library.structure.akn import Mention, Read, laid_out
from muntada.library.structure.table import Rows
from muntada.marking.handling import Handling
from muntada.text.symbols import SymbolError, impossible, parse
from muntada.trail.deed import act


def take_in_marked_up(
    actor: Actor, work: Work, read: Read, *, document: Document | None = None, handling: Handling | None = None
) -> Expression:
    """Keep a text that was read from Akoma Ntoso as a proposed version of this work, with its references and with what
    its clauses are about. What was not understood of the file stands among the version's notes.

    Raises ValueRefused, NotPossible.
    """
    text = read.text
    _words, proposal = laid_out(text)
    quality = text.quality if text.quality in Expression.Quality.values else Expression.Quality.NATIVE
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        version = propose_text(
            actor, work, replace(proposal, notes=read.notes), document=document, quality=quality,
            version=text.version, handling=handling, authentic=text.authentic,
        )  # fmt: skip
        said = list(version.texts.select_related("clause").order_by("order"))
        by_wid = {one.wid: there for one, there in zip(proposal.provisions, said, strict=True)}
        if text.original:
            version.address = text.original[:2000]
            version.save(update_fields=["address"])
        _mark(read, {wid: there.clause for wid, there in by_wid.items()})
        cited = sum(_cite(one, by_wid[one.wid], version) for one in text.mentions if one.symbol)
        deed.of(version, work=work.pk, cited=cited)
    return version


def take_in_rows(
    actor: Actor, work: Work, tables: Sequence[Rows], *, handling: Handling | None = None
) -> list[Expression]:
    """Keep the text of this work that a table holds as proposed versions, one a language, all of them or none.

    A table that names no work is taken for this one's. Raises ValueRefused, NotPossible.
    """
    mine = [one for one in tables if one.work in {"", work.key}]
    if len(mine) != 1 or len(tables) != 1:
        named = ", ".join(one.work or "—" for one in tables)
        raise ValueRefused("work", f"The table is not of {work.key} alone: it names {named}.")
    quality = Expression.Quality.TYPED
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        versions = [propose_text(actor, work, one, quality=quality, handling=handling) for one in mine[0].proposals]
        deed.of(work, languages=[one.language for one in versions])
    return versions


def _mark(read: Read, clauses: Mapping[str, Clause]) -> None:
    """Say what clauses are about, where the library does not say it yet."""
    groups: dict[tuple[str, str], list[str]] = {}
    for mark in read.text.marks:
        groups.setdefault((mark.wid, mark.group), []).append(mark.value)
    for (wid, group), values in groups.items():
        clause = clauses[wid]
        if group == "topic" and not clause.topics:
            clause.topics = values
        elif group == "pillar" and clause.pillar is None and values[0] in {"1", "2", "3", "4"}:
            clause.pillar = int(values[0])
        elif group in {"lifecycle", "sector"} and not getattr(clause, group):
            setattr(clause, group, values[0][:60])
        clause.save(update_fields=["topics", "pillar", "lifecycle", "sector"])


def _cite(mention: Mention, text: ClauseText, version: Expression) -> bool:
    """Keep a reference of the file, unless it was found there already."""
    quote = text.text[mention.start : mention.end]
    symbol = mention.symbol[:80]
    # A clause whose heading was too long holds that in its words: then nothing stands where the file says.
    if not quote or len(quote) > 300 or text.citations.filter(start=mention.start, symbol=symbol).exists():
        return False
    work = _known(symbol, version)
    Citation.objects.create(
        text=text, start=mention.start, end=mention.end, quote=quote, symbol=symbol,
        provision=mention.provision[:80], standing=_standing(symbol, work), work=work,
    )  # fmt: skip
    return True


def _known(symbol: str, version: Expression) -> Work | None:
    """The work of that symbol or key, where whoever may read the version may know of it."""
    found = Work.objects.filter(Q(symbols__text=symbol) | Q(symbol=symbol) | Q(key=symbol)).distinct()
    return next((one for one in found.order_by("key") if one.handling.flows_to(version.handling)), None)


def _standing(symbol: str, work: Work | None) -> str:
    if work is not None:
        return Citation.Standing.KNOWN
    try:
        doubtful = impossible(parse(symbol), today=clock.today()) is not None
    except SymbolError:
        doubtful = False  # of somebody else's series, of which nothing is known
    return Citation.Standing.IMPOSSIBLE if doubtful else Citation.Standing.POSSIBLE
