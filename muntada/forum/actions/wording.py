"""Words that people write down: let in by the gate, and asked whom they name where nobody may be named."""

from __future__ import annotations

from muntada.access.actor import CLERK
from muntada.access.wall import under_ceiling
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Attribution, Meeting, Registration, Speaker, Statement
from muntada.parties.models import Name
from muntada.text.folding import fold_key
from muntada.text.gate import TextRefused, admit, admit_name, bidi_notes
from muntada.text.speakers import Names, Whom, names_in, namings

LONGEST = 200_000
_RUN = 6  # words in a row that make a quotation
_HEADING = 12  # words of a line at most that may say whose words follow
_OF_WHOM: dict[str, tuple[Whom, ...]] = {
    Attribution.ATTRIBUTED: (),
    Attribution.PARTY_ONLY: ("person",),
    Attribution.NOT_ATTRIBUTED: ("party", "person"),
}


class NamesSpeaker(ValueError):
    """Raised where words name who speaks them and may not: take `found` out, or say why it is somebody else."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__("The words name who speaks: take that out, or say why it is somebody else.")
        self.found = found


def checked_text(text: str, *, field: str = "text", limit: int = LONGEST) -> str:
    """The words as they may be kept. Raises ValueRefused, also for a direction that is turned or left open: these are
    typed here, and no source that is kept as it was."""
    text = text.replace("\r\n", "\n").strip()
    try:
        admit(required(field, text), limit=limit)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error
    if bidi_notes(text):
        raise ValueRefused(field, "The text holds characters that turn or leave open its direction.")
    return text


def checked_words(field: str, text: str, *, limit: int = LONGEST) -> str:
    """The words as they may be kept, or none. Raises ValueRefused."""
    return checked_text(text, field=field, limit=limit) if text.strip() else ""


def checked_name(field: str, value: str) -> str:
    """A name on one line, or nothing. Raises ValueRefused."""
    value = " ".join(value.split())
    if not value:
        return ""
    try:
        return admit_name(value, limit=300)
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from error


def explained(text: str, because: str, meeting: Meeting, rule: str) -> str:
    """Why the names in these words are not their speaker's; empty where nobody is named whom the rule keeps unnamed.

    Raises NamesSpeaker where nothing explains them.
    """
    found = speakers_named(text, meeting, rule)
    return _reason(because, found) if found else ""


def speakers_named(text: str, meeting: Meeting, rule: str) -> tuple[str, ...]:
    """What of these words names who speaks them: the usual forms, and any name of somebody who takes part."""
    if not _OF_WHOM[rule]:
        return ()
    forms = namings(text, known_names(), of=_OF_WHOM[rule])
    return tuple(dict.fromkeys([*(one.quote for one in forms), *names_in(text, _people_of(meeting))]))


def unattributed(text: str, meeting: Meeting, because: str) -> str:
    """Why a party or a person that is named beside words of the meeting's statements without attribution did not speak
    them; empty where no paragraph does that. Raises NamesSpeaker.
    """
    wanted = [_words_of(one) for one in _said_without_attribution(meeting)]
    runs = {run for words in wanted for run in _runs(words)}
    shorter = {" ".join(words) for words in wanted if 1 < len(words) < _RUN}
    found: list[str] = []
    heading = ""
    names = people = Names(())
    for paragraph in text.split("\n"):
        words = _words_of(paragraph)
        if not runs.isdisjoint(_runs(words)) or any(f" {one} " in f" {' '.join(words)} " for one in shorter):
            names, people = (known_names(), _people_of(meeting)) if not found else (names, people)
            block = f"{heading}\n{paragraph}"
            found += [*names_in(block, names), *names_in(block, people)]
            found += [one.quote for one in namings(block, names)]
        # A line above that is short may say whose words follow.
        heading = paragraph if 0 < len(words) <= _HEADING else ("" if words else heading)
    return _reason(because, tuple(dict.fromkeys(found))) if found else ""


def _said_without_attribution(meeting: Meeting) -> list[str]:
    """Whoever asks: that it may not be named is true for all."""
    with under_ceiling(CLERK):
        said = Statement.objects.filter(sitting__meeting=meeting, attribution=Attribution.NOT_ATTRIBUTED)
        return list(said.order_by("pk").values_list("text", flat=True))


def known_names() -> Names:
    """The names of all parties. What is looked for is whether somebody is named; nothing is shown of who is known."""
    return Names(Name.objects.values_list("text", flat=True))


def _people_of(meeting: Meeting) -> Names:
    """The names of those who take part, whoever asks: what may not be written is not a question of who may see it."""
    with under_ceiling(CLERK):
        registered = Registration.objects.filter(delegation__meeting=meeting)
        asked = Speaker.objects.filter(list__sitting__meeting=meeting).exclude(person="")
        every = [*registered.values_list("name", "name_latin"), *asked.values_list("person", "person")]
    return Names(name for pair in every for name in pair if " " in name.strip())


def _words_of(text: str) -> list[str]:
    return [word for one in fold_key(text).split() if (word := one.strip(".,;:!?()[]\"'-"))]


def _runs(words: list[str]) -> set[str]:
    return {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}


def _reason(because: str, found: tuple[str, ...]) -> str:
    if not because:
        raise NamesSpeaker(found)
    if because not in Statement.Named.values:
        raise ValueRefused("named_because", f"There is no reason {because}.")
    return because
