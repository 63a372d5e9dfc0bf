"""The record of processing activities (LED, article 24), made from the code and from what is switched on here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from muntada.access import clock
from muntada.access.models import Processing
from muntada.marking.handling import LONGEST, Retention
from muntada.rights.facts import Activity, activities

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record: who is responsible, the activities, and which processing is switched on by an assessment."""

    controller: Json
    activities: tuple[Activity, ...]
    assessed: tuple[Json, ...]


def record() -> Record:
    """The record as it is here and now."""
    switched = Processing.objects.order_by("purpose", "category")
    return Record(
        controller={"name": settings.CONTROLLER, "contact": settings.CONTACT, "authority": settings.AUTHORITY},
        activities=activities(),
        assessed=tuple(
            {
                "purpose": one.purpose,
                "category": one.category,
                "assessment": one.assessment,
                "until": one.until.isoformat(),
                "in_force": one.until > clock.today(),
            }
            for one in switched
        ),
    )


def as_json(made: Record, language: str) -> Json:
    """The record for a program, its texts in one language."""
    return {
        "made": clock.today().isoformat(),
        "controller": made.controller,
        "activities": [
            {
                "key": one.key,
                "name": one.said("name", language),
                "data": one.said("data", language),
                "kinds": list(one.kinds),
                "persons": list(one.persons),
                "purposes": list(one.purposes),
                "legal_basis": {"key": one.basis or None, "said": one.said("basis", language)},
                "recipients": one.said("recipients", language),
                "retention": {"days": longest(one), "said": one.said("kept", language)},
                "safeguards": [int(row) for row in one.safeguards],
            }
            for one in made.activities
        ],
        "assessed": list(made.assessed),
    }


def longest(activity: Activity) -> int | None:
    """The days after which a record of the activity has to be reviewed, where its class has any."""
    return LONGEST[Retention(activity.retention)] if activity.retention else None


def as_markdown(made: Record, language: str) -> str:
    """The record for people, in one of the three languages."""
    with override(language):
        parts = [f"# {_('Record of processing activities')}\n\n"]
        for name, value in (
            (_("Who is responsible"), "name"),
            (_("Contact"), "contact"),
            (_("Authority"), "authority"),
        ):
            parts.append(f"- {name}: {made.controller[value] or '—'}\n")
        for one in made.activities:
            parts.append(f"\n## {one.said('name', language)}\n\n")
            for name, said in _lines(one, language):
                parts.append(f"- {name}: {said}\n")
        parts.append(f"\n## {_('Switched on by an assessment')}\n\n")
        parts += [_switched(one) for one in made.assessed]
        parts.append("" if made.assessed else f"{_('None.')}\n")
    return "".join(parts)


def _lines(one: Activity, language: str) -> list[tuple[str, str]]:
    return [
        (_("Data"), one.said("data", language)),
        (_("Whose"), "; ".join(person_name(key) for key in one.persons)),
        (_("What for"), "; ".join(purpose_name(key) for key in one.purposes)),
        (_("Legal basis"), one.said("basis", language)),
        (_("Recipients"), one.said("recipients", language)),
        (_("For how long"), one.said("kept", language)),
        (_("Safeguards"), ", ".join(one.safeguards) + " (docs/rights.md)"),
    ]


def _switched(one: Json) -> str:
    return f"- {person_name(one['category'])}, {purpose_name(one['purpose'])}: {one['assessment']}, {one['until']}\n"


def person_name(key: str) -> str:
    """What a person is to a record, in the reader's words; `user` is whoever uses Muntada."""
    return _("Those who use Muntada") if key == "user" else pgettext("what a person is", _PERSONS[key])


def purpose_name(key: str) -> str:
    """What something is kept for, in the reader's words."""
    return _(_PURPOSES[key])


_PERSONS = {
    "suspect": "Suspect",
    "convicted": "Convicted",
    "victim": "Victim",
    "witness": "Witness",
    "contact": "Contact",
    "official": "Holder of an office",
    "author": "Author",
    "other": "Other",
}
_PURPOSES = {
    "conduct_of_the_forum": "Conduct of the forum",
    "capacity_building": "Capacity building",
    "policy_analysis": "Policy analysis",
    "public_information": "Public information",
    "prevention": "Prevention",
    "investigation": "Investigation",
    "oversight": "Oversight",
}
