"""Once a week: who is told that what they follow has changed, what is counted, and that it waits for a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import Audience
from muntada.library.actions.reading import follow
from muntada.library.models import ClauseText, Follow, News, Work
from muntada.outreach.actions.following import look_at_followed, write_news
from muntada.outreach.models import Message
from muntada.people.models import Office, User
from muntada.project.tasks import lay_table
from muntada.signin.actors import actor_of
from muntada.trail.deed import Refused
from tests.cast import READER
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table() -> None:
    lay_table()


def somebody(name: str, language: str = "en") -> Actor:
    user = User.objects.create(email=f"{name}@example.org", name=name, language=language)
    Office.objects.create(user=user, role="reader", since=date(2020, 1, 1))
    actor = actor_of(user)
    assert actor is not None
    return actor


def reword(work: Work) -> None:
    for text in ClauseText.objects.filter(clause__work=work).exclude(text=""):
        ClauseText.objects.filter(pk=text.pk).update(text=f"{text.text} {text.pk}")


def test_whoever_follows_is_told_how_much_changed_and_not_what() -> None:
    work = a_text(word="Zqchangedxj")
    follow(somebody("hind", "ar"), work)
    somebody("luay")
    assert write_news(CLERK) == 0
    reword(work)
    assert write_news(CLERK) == 1
    letter = Message.objects.get()
    assert (letter.person is not None, letter.language, letter.state) == (True, "ar", Message.State.HELD)
    assert "/ar/library/following/" in letter.text
    assert "Zqchangedxj" not in letter.subject + letter.text


def test_a_change_is_noted_once_and_told_in_its_week() -> None:
    work = a_text()
    follow(somebody("hind"), work)
    reword(work)
    assert look_at_followed(CLERK) == 1
    assert look_at_followed(CLERK) == 0
    assert News.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=8)):
        assert write_news(CLERK) == 0, "what changed before this week was told then"


def test_what_is_stricter_than_mail_may_say_is_counted_nowhere() -> None:
    hind = somebody("hind")
    closed = a_text("closed", tlp="TLP:AMBER", originator="EG", audience=Audience.of([hind.key]))
    follow(hind, closed)
    reword(closed)
    assert write_news(CLERK) == 0
    assert News.objects.count() == 1, "on the page it stands all the same"


def test_whoever_may_not_come_in_is_told_nothing() -> None:
    work = a_text()
    hind = somebody("hind")
    follow(hind, work)
    User.objects.update(is_active=False)
    reword(work)
    assert write_news(CLERK) == 0
    assert Follow.objects.get().news.count() == 0


def test_only_the_system_looks() -> None:
    follow(somebody("hind"), a_text())
    with pytest.raises(Refused):
        write_news(READER)
