"""Groups, persons and acts of fiction with what ties them, for pages and pictures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from muntada.access import clock
from muntada.access.models import LegalBasis, Processing
from muntada.marking.handling import THE_FORUM, Purpose, Retention
from muntada.register.models import Entity, Statement


def entered(key: str, schema: str, caption: str, said: dict[str, Any], *, person: bool = False, **more: Any) -> Entity:
    """An entity entered here with what is stated of it: a value, or several, each by its property."""
    now = clock.now()
    about: dict[str, Any] = {}
    if person:
        basis, _new = LegalBasis.objects.get_or_create(
            key="un_sanctions", defaults={"instrument": "S/RES/1267 (1999)", "since": date(2000, 1, 1)}
        )
        until = clock.today() + timedelta(days=365)
        assessed = {"assessment": 1, "until": until}
        Processing.objects.get_or_create(purpose="prevention", category="other", defaults=assessed)
        about = {"legal_basis": basis, "category": "other", "retention": Retention.CASE.value}
        about["review_by"] = clock.today() + timedelta(days=30)
    one = Entity.objects.create(
        key=key, schema=schema, caption=caption, dataset="own", first_seen=now, last_seen=now, changed_at=now,
        tlp="TLP:GREEN", originator=THE_FORUM, purpose=Purpose.PREVENTION.value, **{**about, **more},
    )  # fmt: skip
    for prop, values in said.items():
        for value in values if isinstance(values, list) else [values]:
            Statement.objects.create(
                entity=one, prop=prop, value=value, dataset="own", reliability="B", credibility=3, first_seen=now,
                last_seen=now,
            )  # fmt: skip
    return one


def a_group_and_what_it_did(acts: int = 3) -> Entity:
    """A group with a member, a friend of that member, and acts that it claims or that are attributed to it."""
    group = entered("own-g", "Organization", "Samra Front", {"name": ["Samra Front", "الجبهة السمراء"]})
    entered("own-p", "Person", "Karim Zaydan", {"name": ["Karim Zaydan", "كريم زيدان"], "gender": "male"}, person=True)
    entered("own-q", "Person", "Huda Mansouri", {"name": "Huda Mansouri"}, person=True)
    entered("own-m", "Membership", "member", {"member": "own-p", "organization": "own-g"}, person=True)
    friends = entered("own-f", "Associate", "friend", {"person": "own-p", "associate": "own-q"}, person=True)
    Statement.objects.create(
        entity=friends, prop="relationship", value="friends", dataset="own", kind="assessment", reliability="C",
        credibility=4, first_seen=clock.now(), last_seen=clock.now(),
    )  # fmt: skip
    for number in range(acts):
        an_act(number, f"20{15 + number % 5}-03-0{1 + number % 9}")
        basis = "attributed" if number % 2 else "claimed"
        part = {"subject": "own-g", "object": f"own-a{number}", "basis": basis}
        entered(f"own-t{number}", "Participation", basis, part)
    return group


def an_act(
    number: int, day: str, kind: str = "bombing", country: str = "jo", place: tuple[str, str] | None = None
) -> None:
    """An act at a place of fiction."""
    latitude, longitude = place or (f"{31 + number % 7}.25", f"{35 + number % 5}.5")
    said = {"name": f"Act {number}", "date": day, "actType": kind, "country": country, "location": "Qasr al-Rih"}
    entered(f"own-a{number}", "Act", f"Act {number}", {**said, "latitude": latitude, "longitude": longitude})
