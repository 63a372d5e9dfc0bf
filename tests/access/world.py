"""Random actors and things for the policy, biased to the places where an answer turns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from muntada.access.actor import Actor, Role
from muntada.access.models import Audience, Handled
from muntada.evidence.models import Release
from muntada.followup.models import Position
from muntada.forum.models import Meeting
from muntada.marking.handling import THE_FORUM, Category, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.reports.models import Edition

TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, tzinfo=UTC)
PARTIES = ["EG", "MA", "NL"]
BODIES = ["gctf", "gctf.coco"]
PEOPLE = ["user:1", "user:2", "user:3"]
KEYS = [*PARTIES, *BODIES, *PEOPLE, THE_FORUM]
LABELS = [None, *TLP]
PURPOSES = [Purpose.CONDUCT_OF_THE_FORUM.value, Purpose.PREVENTION.value]


def some(random: Random, pool: list[str], most: int = 3) -> frozenset[str]:
    return frozenset(random.sample(pool, random.randint(0, min(most, len(pool)))))


def an_actor(random: Random, likely: Collection[Role] = tuple(Role)) -> Actor:
    """Somebody, with few roles and few ties, so that many questions hang on one of them."""
    pool = sorted(likely) if random.random() < 0.8 else list(Role)
    return Actor(
        key=random.choice([*PEOPLE, "system:x"]),
        name="Anybody",
        roles=frozenset(random.choices(pool, k=random.choice([0, 1, 1, 1, 2, 3]))),
        party=random.choice([None, *PARTIES]),
        chairs=some(random, BODIES, 1),
        bodies=some(random, BODIES, 2),
        affiliations=some(random, PARTIES, 1),
        clearance=random.choice(LABELS),
        purposes=some(random, PURPOSES, 2),
        delegated_by=some(random, PEOPLE, 1),
    )


def members(random: Random) -> frozenset[str]:
    """An audience; some of its members count until yesterday, today or tomorrow."""
    ends = ["", "", "", f"@{TODAY - timedelta(1)}", f"@{TODAY}", f"@{TODAY + timedelta(1)}"]
    return frozenset(key + random.choice(ends) for key in some(random, KEYS))


def handled(random: Random) -> dict[str, object]:
    """The columns of a record, its review yesterday, today, tomorrow or never."""
    named = members(random)
    label = random.choice(list(TLP))
    if label == TLP.RED and not named:
        named = frozenset({random.choice(KEYS)})
    person = random.random() < 0.5
    return {
        "tlp": label.value,
        "originator": random.choice([THE_FORUM, *PARTIES, *BODIES]),
        "audience": Audience.of(named),
        "purpose": random.choice(PURPOSES),
        "category": random.choice(list(Category)).value if person else None,
        "legal_basis_id": "public_office" if person else None,
        "retention": Retention.SHORT.value if person else None,
        "kept_since": TODAY - timedelta(30),
        "review_by": TODAY + timedelta(random.choice([-1, 0, 1])) if person or random.random() < 0.2 else None,
        "restricted": random.random() < 0.2,
    }


@dataclass
class World:
    """Records and releases to ask about, and what one person writes and another one clears or sends."""

    records: list[Handled]
    releases: list[Release]
    positions: list[Position]
    editions: list[Edition]


def fill(random: Random, count: int) -> World:
    """So many records, and a tenth as many of each of the others."""
    records: list[Handled] = [Meeting(kind="session", **handled(random)) for _ in range(count)]
    Meeting.objects.bulk_create(records, batch_size=200)  # type: ignore[arg-type]
    releases = [_release(random) for _ in range(max(20, count // 10))]
    Release.objects.bulk_create(releases)
    few, first = range(max(20, count // 10)), 2000 + Edition.objects.count()  # one a year
    Party.objects.bulk_create([Party(key=key, kind="state") for key in PARTIES], ignore_conflicts=True)
    Position.objects.bulk_create(
        [
            Position(party_id=random.choice(PARTIES), title="P", by=random.choice(PEOPLE), at=NOW, **handled(random))
            for _ in few
        ]
    )
    Edition.objects.bulk_create(
        [Edition(party_id="EG", year=first + year, frozen_by=random.choice(PEOPLE), **handled(random)) for year in few]
    )
    every = [list(model._default_manager.all()) for model in (Meeting, Release, Position, Edition)]
    return World(*every)


def _release(random: Random) -> Release:
    state = random.choice(["asked", "given", "declined"])
    asked = random.choice(PEOPLE)
    return Release(
        record_type="forum.meeting",
        record_key="1",
        originator=random.choice([THE_FORUM, *PARTIES, *BODIES]),
        audience=Audience.of(members(random) or {"EG"}),
        state=state,
        asked_by=asked,
        why="A seminar.",
        answered_by="" if state == "asked" else random.choice([one for one in PEOPLE if one != asked]),
        reason="" if state == "asked" else "It serves the purpose.",
    )
