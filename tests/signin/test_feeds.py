"""A calendar under a secret address: its person's rights of the moment, and nothing but meetings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.forum.models import Body, Meeting, Membership
from muntada.forum.queries.calendars import lately_and_to_come, meetings_of_body, own_meetings
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.actions import NotPossible
from muntada.people.models import Office, User
from muntada.signin.actors import actor_of
from muntada.signin.feeds import feeds_of, make_feed
from muntada.signin.models import ApiToken
from muntada.signin.sessions import end_sessions
from muntada.signin.tokens import caller_by, caller_of_feed, end_token, make_token, tokens_of
from muntada.trail.deed import Refused
from muntada.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    for key in ("MA", "NL", "gctf.coco", "gctf.wg"):
        Party.objects.create(key=key, kind="body" if "." in key else "state")
    for key in ("gctf.coco", "gctf.wg"):
        Body.objects.create(party_id=key, kind="committee")
    Membership.objects.create(body_id="gctf.coco", party_id="MA", start="2020")
    made = User.objects.create(email="omar@example.org", name="Omar", language="ar")
    Office.objects.create(user=made, role="focal_point", party_id="MA", since=date(2020, 1, 1))
    return made


def acting(user: User):  # type: ignore[no-untyped-def]
    actor = actor_of(User.objects.get(pk=user.pk))
    assert actor is not None
    return actor


def test_a_secret_is_shown_once_and_kept_as_a_digest(user: User) -> None:
    made, secret = make_feed(acting(user), user, feed="mine", language="ar")
    assert secret not in str(ApiToken.objects.values())
    assert len(secret) == 43
    assert list(feeds_of(acting(user), user)) == [made]
    caller = caller_of_feed(secret)
    assert caller is not None
    assert (caller.actor.key, caller.token) == (f"user:{user.pk}", made)
    assert Entry.objects.filter(permission="token.make", allowed=True).count() == 1
    assert secret not in str(list(Entry.objects.values()))


def test_a_calendar_and_a_token_are_not_each_other(user: User) -> None:
    _feed, secret = make_feed(acting(user), user, feed="all", language="en")
    token, text = make_token(acting(user), user, name="A program")
    assert caller_by(secret) is None
    assert caller_by(f"muntada_{secret}") is None
    assert caller_of_feed(text) is None
    assert caller_of_feed(text.removeprefix("muntada_")) is None
    assert list(tokens_of(acting(user), user)) == [token]


@pytest.mark.parametrize("wrong", ["", "x", "muntada_x", "a" * 42, "a" * 44, "ا" * 43, "a" * 43])
def test_what_is_no_secret_opens_nothing(user: User, wrong: str) -> None:
    assert caller_of_feed(wrong) is None


def test_it_ends_by_its_person_with_all_tokens_and_after_a_year(user: User) -> None:
    for end in (
        lambda made: end_token(acting(user), made),
        lambda _made: end_sessions(acting(user), user),
    ):
        made, secret = make_feed(acting(user), user, feed="mine", language="fr")
        assert caller_of_feed(secret)
        end(made)
        assert caller_of_feed(secret) is None
    _made, secret = make_feed(acting(user), user, feed="mine", language="fr")
    with clock.at(clock.now() + timedelta(days=366)):
        assert caller_of_feed(secret) is None


def test_whoever_may_not_enter_has_no_calendar(user: User) -> None:
    _made, secret = make_feed(acting(user), user, feed="mine", language="fr")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert caller_of_feed(secret) is None


def test_a_calendar_is_of_a_body_that_one_may_know_of(user: User) -> None:
    hidden = Body.objects.get(pk="gctf.wg")
    hidden.marked(Handling(TLP.AMBER, "NL"))
    hidden.save()
    assert make_feed(acting(user), user, feed="body:gctf.coco", language="en")
    for feed in ("body:gctf.wg", "body:none", "theirs", ""):
        with pytest.raises(NotPossible):
            make_feed(acting(user), user, feed=feed, language="en")
    with pytest.raises(NotPossible):
        make_feed(acting(user), user, feed="mine", language="de")


def test_nobody_makes_or_ends_anothers_calendar(user: User) -> None:
    other = User.objects.create(email="other@example.org", name="Other")
    made, _secret = make_feed(acting(user), user, feed="mine", language="ar")
    with pytest.raises(Refused):
        make_feed(acting(other), user, feed="mine", language="ar")
    with pytest.raises(Refused):
        end_token(acting(other), made)
    assert not feeds_of(acting(other), user)


def test_ones_own_meetings_are_those_of_ones_bodies_and_those_one_is_asked_to(user: User) -> None:
    own = Meeting.objects.create(body_id="gctf.coco", kind="session", when="2026-12-08")
    foreign = Meeting.objects.create(body_id="gctf.wg", kind="session", when="2026-12-09")
    hosted = Meeting.objects.create(body_id="gctf.wg", kind="session", when="2026-12-10", host_id="MA")
    asked = Meeting.objects.create(body_id="gctf.wg", kind="session", when="2026-12-11")
    asked.invitations.create(party_id="MA", state="sent")  # type: ignore[attr-defined]
    drafted = Meeting.objects.create(body_id="gctf.wg", kind="session", when="2026-12-12")
    drafted.invitations.create(party_id="MA", state="drafted")  # type: ignore[attr-defined]
    hidden = Meeting(body_id="gctf.coco", kind="session", when="2026-12-13")
    hidden.marked(Handling(TLP.AMBER, "NL"))
    hidden.save()
    assert list(own_meetings(acting(user))) == [own, hosted, asked]
    assert list(meetings_of_body(acting(user), "gctf.wg")) == [drafted, asked, hosted, foreign]
    assert not own_meetings(None)


def test_a_feed_reaches_from_last_year_on(user: User) -> None:
    with clock.at(date(2026, 11, 22)):
        for when in ("2024-12-31", "2025", "2025-03", "2026-12-08", "2031-01-01"):
            Meeting.objects.create(body_id="gctf.coco", kind="session", when=when)
        found = lately_and_to_come(own_meetings(acting(user)))
        assert [one.when for one in found] == ["2025", "2025-03", "2026-12-08", "2031-01-01"]
