"""The minutes of a meeting: the revision that stands in a language, and what came of the meeting as a table."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.forum.exports.papers.shown import READ, Shown, facts_of, shown
from muntada.forum.models import Meeting, Minutes, MinutesRevision, Outcome
from muntada.forum.told import LANGUAGES, day_in, name_in, say
from muntada.parties.models import Party
from muntada.printing.sheet import Block, Heading, Paragraph, Table


def minutes(actor: Actor, meeting: Meeting, language: str) -> Shown | None:
    """The minutes as their reader may see them; None where there are none to be known of."""
    kept = rows(actor, READ, Minutes).filter(meeting=meeting).first()
    if kept is None:
        return None
    revisions = list(rows(actor, READ, MinutesRevision, via="minutes").filter(minutes=kept))
    stands = _latest(revisions, language)
    outcomes = list(rows(actor, READ, Outcome).filter(meeting=meeting).order_by("pk"))
    blocks: list[Block] = [facts_of(actor, meeting, language)]
    blocks.append(Paragraph(_standing(kept, stands, language), quiet=True))
    if stands is not None:
        if stands.language != language:
            other = say(f"tongue.{stands.language}", language)
            blocks.append(Paragraph(say("other_language", language, tongue=other), quiet=True))
        if stands.corrigendum and stands.note:
            blocks.append(Paragraph(say("corrigendum", language, note=stands.note), quiet=True))
        blocks += [Paragraph(one.strip()) for one in stands.text.split("\n") if one.strip()]
    blocks.append(Heading(say("outcomes", language)))
    owners = list(_owners(actor, outcomes))
    blocks.append(outcome_table(outcomes, owners, language))
    return shown(actor, meeting, "minutes", language, blocks, [kept, *outcomes, *owners])


def outcome_table(outcomes: list[Outcome], owners: list[Party], language: str) -> Table | Paragraph:
    """What a meeting decided, with who does what until when."""
    if not outcomes:
        return Paragraph(say("no_outcomes", language), quiet=True)
    names = {one.key: name_in(one, language) for one in owners}
    return Table(
        tuple(say(key, language) for key in ("reference", "kind", "text", "owner", "due", "status")),
        tuple(
            (
                one.reference,
                say(one.kind, language),
                text_in(one, language),
                names.get(one.owner_id or "", ""),
                day_in(one.due.isoformat(), language) if one.due else "",
                say(one.state, language),
            )
            for one in outcomes
        ),
        (7, 7, 13, 7, 7, 6),
    )


def _owners(actor: Actor, outcomes: list[Outcome]) -> QuerySet[Party]:
    """Those who have something to do, as far as the reader may know of them."""
    wanted = {one.owner_id for one in outcomes if one.owner_id}
    return rows(actor, READ, Party).filter(pk__in=wanted).prefetch_related("names")


def text_in(outcome: Outcome, language: str) -> str:
    """The words of an outcome in this language, else in another."""
    texts = {"ar": outcome.text_ar, "en": outcome.text_en, "fr": outcome.text_fr}
    return next((texts[one] for one in (language, *LANGUAGES) if texts[one]), "")


def _latest(revisions: list[MinutesRevision], language: str) -> MinutesRevision | None:
    """The last revision in this language, else in the first one that there is."""
    for tongue in (language, *LANGUAGES):
        found = [one for one in revisions if one.language == tongue]
        if found:
            return max(found, key=lambda one: one.number)
    return None


def _standing(kept: Minutes, stands: MinutesRevision | None, language: str) -> str:
    said = [say(f"state.{kept.state}", language)]
    if kept.approved_on is not None:
        said = [say("approved_on", language, day=day_in(kept.approved_on.isoformat(), language))]
    if stands is not None:
        said.append(say("revision", language, number=stands.number))
    return say("comma", language).join(said)
