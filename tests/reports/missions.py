"""A small party with a frozen edition and the missions that it goes to."""

from __future__ import annotations

from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.jobs.table import Table
from muntada.jobs.worker import Workers
from muntada.outreach.tasks import send, write_edition
from muntada.parties.models import Name, Party
from muntada.reports.actions.recipients import enter_recipient
from muntada.reports.models import Edition, Printing, Recipient

FOCAL = Actor("user:4", "Hassan, focal point", frozenset({Role.FOCAL_POINT, Role.PERSON}), party="EG")
VALIDATOR = Actor("user:6", "Mona, validator", frozenset({Role.VALIDATOR, Role.PERSON}), party="EG")
OTHER_VALIDATOR = Actor("user:7", "Adel, validator", frozenset({Role.VALIDATOR, Role.PERSON}), party="EG")
FOREIGN = Actor("user:8", "Karim, validator of Morocco", frozenset({Role.VALIDATOR, Role.PERSON}), party="MA")
SECRETARIAT = Actor("user:2", "Salim, secretariat", frozenset({Role.SECRETARIAT, Role.PERSON}))
RIGHTS: dict[str, Actor] = {}


def rights() -> None:
    """All of them hold their offices."""
    RIGHTS.update({one.key: one for one in (FOCAL, VALIDATOR, OTHER_VALIDATOR, FOREIGN, SECRETARIAT)})


def egypt() -> Party:
    """The party whose report it is, with its names."""
    party, new = Party.objects.get_or_create(key="EG", defaults={"kind": "state", "regional_group": "AFR"})
    if new:
        for language, text in (("ar", "مصر"), ("en", "Egypt"), ("fr", "Égypte")):
            Name.objects.create(party=party, language=language, text=text, preferred=True)
    return party


def edition(year: int = 2021, *, tlp: str = "TLP:CLEAR", state: str = "frozen") -> Edition:
    """A frozen edition with a file in two languages."""
    made = Edition.objects.create(
        party=egypt(),
        year=year,
        languages=["ar", "en"],
        title_ar="التقرير الوطني",
        title_en="National report",
        originator="EG",
        tlp=tlp,
        state=state,
        sha256="" if state == "drafting" else "a" * 64,
        frozen_by="" if state == "drafting" else OTHER_VALIDATOR.key,
        frozen_at=clock.now(),
    )
    for language in ("ar", "en"):
        Printing.objects.create(edition=made, language=language, form="pdf", sha256="b" * 64)
    return made


def missions(count: int, *, list: str = "abroad", language: str = "ar") -> list[Recipient]:
    """So many recipients on one list."""
    return [
        enter_recipient(
            FOCAL,
            egypt(),
            list=list,
            name=f"السفارة {number}",
            email=f"m{number}.{list}@example.org",
            language=language,
        )
        for number in range(count)
    ]


def workers() -> Workers:
    """Somebody who writes and sends letters."""
    return Workers(table=Table.of([write_edition, send], [], lambda key, _via: RIGHTS.get(key)))


def work(until: timedelta = timedelta(0)) -> None:
    """Do all jobs that are due by then."""
    hands = workers()
    with clock.at(clock.now() + until):
        while hands.run_one():
            pass
