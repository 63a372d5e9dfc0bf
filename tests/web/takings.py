"""The addresses of what is taken along of meetings and brought in, for the tables of all addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import Work
from tests.web.conftest import CAST, Forum

EVERYBODY = dict.fromkeys(CAST, 200)
ABSENT = dict.fromkeys(CAST, 404)
AWAY = dict.fromkeys(CAST, 302)

ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "meeting-calendar": ("taken-meeting", "GET", EVERYBODY),
    "meeting-paper": ("taken-paper", "GET", EVERYBODY),
    "body-calendar": ("taken-body", "GET", EVERYBODY),
    "calendars": ("", "GET", EVERYBODY),
    # These first ask everybody to confirm that it is them; what comes after stands in test_taking.py.
    "calendar-make": ("", "POST", AWAY),
    "calendar-end": ("absent", "POST", ABSENT),
    # A calendar program is nobody; without a secret that is somebody's there is nothing.
    "calendar-feed": ("secret", "GET", {**ABSENT, "nobody": 404}),
    "text-take": ("taken-text", "GET", EVERYBODY),
    "text-print": ("taken-text", "GET", EVERYBODY),
    "collection-take": ("absent", "GET", ABSENT),
    # Closed unless the installation opens it; what strangers see then stands in test_window.py.
    "public-texts": ("", "GET", {**ABSENT, "nobody": 404}),
    "public-text": ("absent", "GET", {**ABSENT, "nobody": 404}),
    "sitemap": ("", "GET", {**ABSENT, "nobody": 404}),
    "robots": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "bring": ("", "GET", EVERYBODY),
    "bring-in": ("", "POST", AWAY),
}
ARGUMENTS: dict[str, Callable[[Forum], list[Any]]] = {
    "taken-meeting": lambda forum: [forum.meeting.pk],
    "taken-paper": lambda forum: [forum.meeting.pk, "agenda", "en", "docx"],
    "taken-text": lambda forum: [forum.work.pk],
    "taken-body": lambda forum: [forum.body.pk],
    "secret": lambda _forum: ["a" * 43],
}
# What is TLP:RED is on the page of its meeting for the persons it names, and in no calendar; a paper for few is taken
# along by whoever confirmed lately that it is them (that it asks for this stands in test_taking.py).
ABOUT: dict[str, dict[str, Any]] = {
    "meeting-calendar": {
        "arguments": lambda s: [s.meeting.pk],
        "who": {
            "focal_point": {"own", "shared"},
            "validator": {"own", "shared"},
            "partner": {"foreign"},
            "secretariat": {"draft"},
            "analyst": {"draft"},
        },
    },
    "meeting-paper": {"arguments": lambda s: [s.meeting.pk, "agenda", "en", "docx"], "fresh": True},
    "body-calendar": {"arguments": lambda s: [s.body.pk]},
    # The text itself as a file: what of it is for others stands in none that its taker gets.
    "text-take": {"arguments": lambda s: [s.work.pk], "query": lambda _s: "?l=en&form=json", "fresh": True},
    "text-print": {"arguments": lambda s: [s.work.pk], "query": lambda _s: "?l=en&l=fr"},
    "collection-take": {"arguments": lambda s: [s.texts["collection"]]},
}
# What looking at each of these writes into the trail; all of it is taken along.
LOOKS: dict[str, str | None] = {
    "meeting-calendar": "forum.meeting",
    "meeting-paper": "forum.meeting",
    "body-calendar": "",
    "text-take": "library.work",
    "text-print": "library.work",
}


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """The pages of a text that is taken along, as a browser opens them: name, arguments, query."""
    return [
        ("text-take", [work.pk], ""),
        ("text-print", [work.pk], "?l=ar&l=en"),
    ]
