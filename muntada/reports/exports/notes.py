"""A note verbale as a sheet: from whom and to whom by the forms of courtesy, numbered and dated."""

from __future__ import annotations

from pathlib import Path

from muntada.marking.tlp import TLP
from muntada.parties.told import Phrases, day_in, name_in
from muntada.printing.pdf import as_pdf
from muntada.printing.sheet import Facts, Paragraph, Sheet
from muntada.printing.word import as_docx
from muntada.reports.courtesy import begun, named, to
from muntada.reports.models import Note
from muntada.reports.queries.entitled import entitled

FORMS = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_PHRASES = Phrases(Path(__file__).parents[1] / "facts" / "verbale.csv")
say = _PHRASES.say


def note_sheet(note: Note) -> Sheet:
    """The note in its language. It bears TLP:CLEAR, as what it goes with does, and no secret address."""
    edition, language = note.edition, note.language
    party, day = name_in(note.owner, language), day_in(note.day.isoformat(), language)
    sender, addressed = named(note.sender, language), _addressed(note, party)
    listed = say("comma", language).join(say(f"language.{one}", language) for one in edition.languages)
    body = [
        say("compliments", language, sender=begun(sender), to=addressed, title=entitled(edition, language)),
        say("languages", language, languages=listed),
        say("hash", language),
        edition.sha256,
        say("closing", language, sender=begun(sender), to=addressed),
        say("place", language, place=note.place, day=day) if note.place else day,
    ]  # fmt: skip
    numbered = say("numbered", language, number=note.number, year=note.year)
    return Sheet(
        title=say("title", language),
        language=language,
        tlp=TLP(edition.tlp),
        day=note.day.isoformat(),
        made=say("made", language, day=day),
        over=note.sender,
        page=(say("page", language), say("of", language)),
        blocks=(
            Facts(((say("number", language), numbered), (say("day", language), day))),
            *(Paragraph(text) for text in body),
            Paragraph(begun(addressed), quiet=True),
        ),
        subject=f"{numbered}: {entitled(edition, language)}",
    )


def _addressed(note: Note, party: str) -> str:
    if note.recipient is not None:
        return to(note.recipient.name, note.language)
    return say(f"to.{note.list}", note.language, party=party)
