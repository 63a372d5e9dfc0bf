"""Words for meetings, their agenda, sittings and papers, and for what stands in the way of a verb of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.evidence.values import ValueRefused
from muntada.forum.running import RunRefused
from muntada.web.forming import VerbForm, form_page

T = TypeVar("T")
Words = dict[str, str | Promise]

# Each in its own language, as lists of languages have them.
LANGUAGES: Words = {
    "ar": "العربية", "en": "English", "fr": "Français", "zh": "中文", "ru": "Русский", "es": "Español",
    "de": "Deutsch", "fa": "فارسی", "ha": "Hausa", "hi": "हिन्दी", "id": "Bahasa Indonesia", "it": "Italiano",
    "ja": "日本語", "nl": "Nederlands", "pt": "Português", "so": "Soomaali", "sw": "Kiswahili", "tr": "Türkçe",
    "ur": "اردو",
}  # fmt: skip
ATTRIBUTION: Words = {
    "attributed": _("Attributed: person and party may be named"),
    "party_only": _("The party may be named, no person"),
    "not_attributed": _("Not attributed: nobody is named (Chatham House Rule)"),
}
MODES: Words = {"in_person": _("In person"), "virtual": _("Online"), "hybrid": _("In person and online")}
SHARED: Words = {
    "members": _("The members of the body (TLP:AMBER)"),
    "staff": _("The secretariat (TLP:AMBER+STRICT)"),
    "community": _("The forum’s community (TLP:GREEN)"),
    "everybody": _("Everybody (TLP:CLEAR)"),
}
KINDS: Words = {
    "common": pgettext_lazy("an item", "For all who see the meeting"),
    "internal": pgettext_lazy("an item", "Internal: for the members of the body"),
    "hidden": pgettext_lazy("an item", "Hidden: for the secretariat"),
}
SITTING_STATES: Words = {
    "planned": pgettext_lazy("a sitting", "Planned"),
    "open": pgettext_lazy("a sitting", "Open now"),
    "closed": pgettext_lazy("a sitting", "Closed"),
}
CLASHES: Words = {
    "room": _("%(one)s and %(other)s are in one room at the same time."),
    "convener": _("%(one)s and %(other)s have the same convener at the same time."),
    "item": _("%(one)s and %(other)s take up the same item at the same time."),
    "outside": _("%(one)s is not within the time of the meeting."),
    "too_short": _("%(one)s is shorter than what its items are given."),
    "body": _("The body meets at the same time: %(other)s."),
    "place": _("Another meeting is in this room at the same time: %(other)s."),
}
# What stands in the way, by the code that the verb gives.
WRONG: Words = {
    "needed": _("This must be said."),
    "name": _("This holds no letter, or characters that turn its direction."),
    "too_long": _("This is too long."),
    "text": _("This holds characters that cannot be kept."),
    "key": _("A key is made of small Latin letters, figures, dots and hyphens."),
    "key_taken": _("There is such a key already."),
    "kind": _("There is no such kind."),
    "zone": _("There is no such time zone."),
    "skipped": _("On that day the clocks there pass this time over."),
    "order": _("The end is not after the start."),
    "too_long_meeting": _("A meeting lasts at most 90 days."),
    "year": _("The year is out of reach."),
    "mode": _("A meeting is in person, online, or both."),
    "place": _("Say where it meets. Only a meeting online has no place."),
    "language": _("There is no such language of work."),
    "pair": _("Interpretation goes from one language of work into another."),
    "attribution": _("There is no such rule of attribution."),
    "deadline": _("This day is after the meeting."),
    "number": _("The number is out of reach."),
    "number_taken": _("This number is taken already."),
    "other_body": _("This belongs to another body."),
    "later": _("A meeting does not follow one that comes after it."),
    "itself": _("A meeting does not follow itself, nor one that follows it."),
    "cancelled": _("The meeting was cancelled. Convene another one."),
    "over": _("The meeting was held. What it was stays as it is."),
    "not_convened": _("Only a meeting that the forum convened can be changed here."),
    "same_days": _("These are the days that it has already."),
    "no_day": _("It was postponed, and no new day is known."),
    "not_begun": _("The meeting has not begun yet."),
    "sitting_open": _("A sitting is still open."),
    "stale": _("Somebody changed this since you opened the page. Look at it again, then decide."),
    "nothing": _("There is no such thing to change."),
    "other_meeting": _("This belongs to another meeting."),
    "too_many": _("An agenda has at most 2,000 items."),
    "too_deep": _("An agenda has at most five levels."),
    "cycle": _("An item is no part of itself."),
    "item_twice": _("This item stands there already."),
    "carried_twice": _("This outcome is on the agenda already."),
    "minutes": _("An item is given between one minute and five days."),
    "wider_than_parent": _("A part is seen by no more people than what it is part of."),
    "wider": _("What was internal stays so. Enter it anew where that was wrong."),
    "staff_only": _("What is hidden is seen by the secretariat alone, which enters it."),
    "named_persons": _("A meeting for named persons has no internal items."),
    "leaned_on": _("Something refers to this. Close it, and leave it where it is."),
    "sitting_begun": _("The sitting has begun. What was announced of it stands."),
    "sitting_closed": _("The sitting is closed."),
    "sitting_planned": _("The sitting is not open."),
    "file": _("Choose a file."),
    "same_bytes": _("This file is here already in the same language."),
    "handling": _("Those who may see this would not all see what it belongs to."),
}


def run_page(
    request: HttpRequest,
    form: VerbForm,
    verb: Callable[..., T],
    then: Callable[[T], HttpResponse],
    *,
    heading: str | Promise,
    submit: str | Promise,
    done: str | Promise,
    **shown: Any,
) -> HttpResponse:
    """The page of a verb on meetings: as `form_page`, with the reason of what is refused in the reader's words."""
    said: Words = {}

    def tried(**given: Any) -> T:
        try:
            return verb(**given)
        except ValueRefused as error:
            code = error.code if isinstance(error, RunRefused) else error.field
            said[error.field] = WRONG.get(code, WRONG["handling"])
            raise

    return form_page(
        request, "forum/run/form.html", form, tried, then,
        heading=heading, submit=submit, done=done, words=said, **shown,
    )  # fmt: skip
