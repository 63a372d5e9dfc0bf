"""Once a week: who gets a digest, what it counts, and that it waits for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.models import Document
from muntada.marking.tlp import TLP
from muntada.outreach.actions import write_digests
from muntada.outreach.models import Message
from muntada.project.tasks import lay_table
from muntada.sources.actions.intake import take_in
from muntada.sources.models import Finding
from muntada.trail.models import Entry
from tests.web.conftest import acting, person

pytestmark = pytest.mark.django_db
TEXT = "The Coordinating Committee of the Global Counterterrorism Forum met in Rabat on 4 March 2025. It was {} there."


@pytest.fixture(autouse=True)
def table() -> None:
    lay_table()


def bring(word: str, tlp: TLP) -> None:
    take_in(acting("analyst"), TEXT.format(word).encode(), name=f"{word}.txt", tlp=tlp)


def numbers() -> tuple[str, str]:
    """What the analyst's digest counts, as written in its lines."""
    said = Message.objects.get(person__email="analyst@example.org")
    new, waiting = [line.split(": ")[1].strip("\u2068\u2069") for line in said.text.splitlines() if ": " in line][:2]
    return new, waiting


@pytest.fixture
def staff(facts: None) -> None:
    for role in ("analyst", "secretariat", "reader"):
        person(role)


def test_it_is_written_for_those_who_decide_and_held(staff: None) -> None:
    bring("warm", TLP.GREEN)
    assert write_digests(CLERK) == 2
    letters = Message.objects.filter(once__startswith="digest:")
    assert {one.person.email for one in letters} == {"analyst@example.org", "secretariat@example.org"}
    assert {one.state for one in letters} == {Message.State.HELD}
    assert Entry.objects.latest("pk").permission == "mail.write"


def test_it_counts_what_is_new_and_what_waits(staff: None) -> None:
    bring("warm", TLP.GREEN)
    write_digests(CLERK)
    assert numbers() == ("1", str(Finding.objects.filter(state="draft").count()))


def test_what_is_stricter_than_mail_may_say_changes_no_number(staff: None) -> None:
    bring("warm", TLP.GREEN)
    bring("cold", TLP.AMBER)
    write_digests(CLERK)
    assert numbers()[0] == "1"
    assert Document.objects.count() == 2


def test_nothing_is_written_where_nothing_waits_and_nothing_twice_a_day(staff: None) -> None:
    assert write_digests(CLERK) == 0
    bring("warm", TLP.GREEN)
    write_digests(CLERK)
    write_digests(CLERK)
    assert Message.objects.filter(once__startswith="digest:").count() == 2


def test_what_came_earlier_is_not_new_and_still_waits(staff: None) -> None:
    bring("warm", TLP.GREEN)
    with clock.at(clock.now() + timedelta(days=8)):
        write_digests(CLERK)
    assert numbers() == ("0", str(Finding.objects.filter(state="draft").count()))
