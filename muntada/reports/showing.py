"""A sample edition for a demonstration, by the verbs that anybody uses: proposed from the record, some of it edited."""

from __future__ import annotations

from django.db import transaction

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.models import Institution
from muntada.followup.samples import PARTY
from muntada.parties.models import Party
from muntada.reports.actions.clearing import assign, clear, send_back
from muntada.reports.actions.editions import begin_edition
from muntada.reports.actions.paragraphs import propose, write_paragraph
from muntada.reports.models import Edition, Paragraph

YEAR = 2025
_ASKED = "يرجى ذكر ما أُنجز من التدبير خلال العام، لا ما تقرّر منه فحسب."
_ADDED = "وتتابع اللجنة الوطنية تنفيذه."


def bring_sample_edition(actor: Actor, *, party: str = PARTY, year: int = YEAR) -> int:
    """An edition of the sample party for a year and one for the year before; how many paragraphs the later one has.

    One of its paragraphs is cleared, one sent back, one changed on its Arabic side only by a sentence without a source.
    Once and whole: 0 where it is there, or where the party is not.
    """
    of = rows(actor, Permission.RECORD_READ, Party).filter(pk=party).first()
    if of is None or Edition.objects.filter(party=party).exists():
        return 0
    with transaction.atomic():
        before = begin_edition(actor, party=of, year=year - 1)
        propose(actor, before)
        made = begin_edition(actor, party=of, year=year, like=before)
        propose(actor, made)
        _edit(actor, made)
    return Paragraph.objects.filter(chapter__edition=made).count()


def _edit(actor: Actor, made: Edition) -> None:
    own = Institution.objects.filter(party=made.party_id).order_by("pk")
    on_measures = Paragraph.objects.filter(chapter__edition=made, proposal__startswith="followup.measure:")
    for place, one in enumerate(on_measures.order_by("pk")[:4]):
        asked = assign(actor, one, seen=one.version, institution=own[place % len(own)])
        if place == 0:
            clear(actor, asked, seen=asked.version)
        elif place == 1:
            send_back(actor, asked, seen=asked.version, words=_ASKED)
        elif place == 2:
            write_paragraph(actor, asked, seen=asked.version, texts={"ar": f"{asked.text_ar} {_ADDED}"})
