"""What an administrator may do with people alone, and what takes two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import DOORKEEPER, Role
from muntada.marking.tlp import UnknownLabel
from muntada.parties.models import Party
from muntada.people import actions
from muntada.people.actions import NeedsAnother, NotPossible
from muntada.people.models import Clearance, Office, Proposal, User
from muntada.people.queries import offices_of, open_proposals, people
from muntada.signin.actions import issue_link
from muntada.signin.codes import new_secret
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.signin.people import actor, administrator, person

pytestmark = pytest.mark.django_db


def test_an_administrator_invites_somebody_who_then_has_no_office() -> None:
    user = actions.invite(administrator("amina")[1], email=" h@example.org ", name="Hassan", language="ar")
    assert (user.email, user.offices.count(), user.has_usable_password()) == ("h@example.org", 0, False)
    assert Entry.objects.filter(permission="person.manage", allowed=True).count() == 1


def test_nobody_is_invited_twice_whatever_the_letters_size() -> None:
    boss = administrator("amina")[1]
    actions.invite(boss, email="h@example.org", name="Hassan")
    with pytest.raises(NotPossible) as wrong:
        actions.invite(boss, email="H@Example.ORG", name="Hassan")
    assert wrong.value.code == "known"


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ANALYST, Role.READER])
def test_nobody_else_manages_people(role: Role) -> None:
    other = person("salim", role)
    with pytest.raises(Refused):
        actions.invite(actor(other), email="h@example.org", name="Hassan")
    with pytest.raises(Refused):
        actions.give_office(actor(other), person("claire"), role="reader")
    assert not Entry.objects.filter(permission="person.manage", allowed=True).exists()


def test_the_only_administrator_gives_offices_alone() -> None:
    user = person("hassan")
    assert isinstance(actions.give_office(administrator("amina")[1], user, role="reader"), Office)
    assert Role.READER in actor(user).roles


def test_row_59_where_there_are_two_administrators_one_proposes_and_the_other_confirms() -> None:
    (_, first), (_, second), user = administrator("amina"), administrator("salim"), person("hassan")
    proposal = actions.give_office(first, user, role="secretariat", until=date(2030, 1, 1))
    assert isinstance(proposal, Proposal)
    assert Role.SECRETARIAT not in actor(user).roles
    with pytest.raises(NeedsAnother):
        actions.confirm(first, proposal)
    given = actions.confirm(second, proposal)
    assert isinstance(given, Office)
    assert given.until == date(2030, 1, 1)
    assert Role.SECRETARIAT in actor(user).roles
    with pytest.raises(NotPossible):
        actions.confirm(second, proposal)
    assert Office.objects.filter(user=user).count() == 1


def test_an_administrator_never_gives_anything_to_themselves_alone() -> None:
    user, alone = administrator("amina")
    with pytest.raises(NeedsAnother):
        actions.give_office(alone, user, role="secretariat")
    _, second = administrator("salim")
    proposal = actions.give_office(alone, user, role="secretariat")
    assert isinstance(proposal, Proposal)
    actions.confirm(second, proposal)
    assert Role.SECRETARIAT in actor(user).roles


def test_a_declined_proposal_gives_nothing() -> None:
    (_, first), (_, second), user = administrator("amina"), administrator("salim"), person("hassan")
    proposal = actions.give_office(first, user, role="secretariat")
    assert isinstance(proposal, Proposal)
    actions.decline(second, proposal)
    assert not user.offices.exists()
    assert not open_proposals(second).exists()


def test_the_database_itself_refuses_one_person_twice() -> None:
    boss, _ = administrator("amina")
    proposal = Proposal.objects.create(user=boss, kind="office", proposed_by=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(outcome="confirmed", decided_by=boss)


@pytest.mark.parametrize("role", ["person", "loader", "doorkeeper", "visitor"])
def test_roles_that_follow_by_themselves_are_given_to_nobody(role: str) -> None:
    user = person("hassan")
    with pytest.raises(NotPossible):
        actions.give_office(administrator("amina")[1], user, role=role)
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(user=user, role=role)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"role": "focal_point"}, "party"),
        ({"role": "co_chair", "party": "EG"}, "body"),
        ({"role": "reader", "body": "EG"}, "body"),
        ({"role": "reader", "since": date(2026, 1, 1), "until": date(2026, 1, 1)}, "until"),
    ],
)
def test_an_office_that_makes_no_sense_is_refused(given: dict[str, object], code: str) -> None:
    Party.objects.create(key="EG", kind="state")
    with pytest.raises(NotPossible) as wrong:
        actions.give_office(administrator("amina")[1], person("hassan"), **given)  # type: ignore[arg-type]
    assert wrong.value.code == code


def test_a_clearance_names_a_label_exactly() -> None:
    boss, user = administrator("amina")[1], person("hassan")
    with pytest.raises(UnknownLabel):
        actions.clear(boss, user, label="AMBER", purposes=["prevention"])
    assert isinstance(actions.clear(boss, user, label="TLP:AMBER", purposes=["prevention"]), Clearance)


def test_an_office_that_is_ended_ends_today_and_one_not_begun_never_was() -> None:
    boss, user = administrator("amina")[1], person("hassan", Role.READER)
    actions.end(boss, user.offices.get())
    assert user.offices.get().until == clock.today()
    assert Role.READER not in actor(user).roles
    coming = actions.give_office(boss, user, role="analyst", since=clock.today() + timedelta(days=5))
    assert isinstance(coming, Office)
    actions.end(boss, coming)
    assert user.offices.count() == 1


def test_the_office_of_the_last_administrator_is_not_ended() -> None:
    user, boss = administrator("amina")
    with pytest.raises(NotPossible) as wrong:
        actions.end(boss, user.offices.get())
    assert wrong.value.code == "last"
    administrator("salim")
    actions.end(boss, user.offices.get())
    assert Role.ADMINISTRATOR not in actor(user).roles


def test_whoever_is_shut_out_has_no_rights_when_let_in_again() -> None:
    boss, user = administrator("amina")[1], person("hassan", Role.ANALYST)
    actions.shut_out(boss, user)
    assert not User.objects.get(pk=user.pk).is_active
    actions.let_in_again(boss, user)
    assert actor(user).roles == {Role.PERSON}


def test_nobody_shuts_themselves_out() -> None:
    user, boss = administrator("amina")
    with pytest.raises(NotPossible):
        actions.shut_out(boss, user)


@pytest.mark.parametrize(
    ("roles", "days"), [(["secretariat"], 5), ([], 5), (["administrator"], 5), (["analyst"], 0), (["analyst"], -1)]
)
def test_what_one_does_not_hold_or_may_not_lend_is_not_lent(roles: list[str], days: int) -> None:
    giver = person("noura", Role.ANALYST, Role.ADMINISTRATOR)
    until = clock.today() + timedelta(days=days)
    with pytest.raises(NotPossible):
        actions.lend(actor(giver), giver, person("salim"), roles=roles, until=until)


def test_nobody_lends_what_is_anothers() -> None:
    giver, thief = person("noura", Role.ANALYST), person("salim")
    with pytest.raises(Refused):
        actions.lend(actor(thief), giver, thief, roles=["analyst"], until=clock.today() + timedelta(days=5))


def test_a_link_to_somebody_with_a_factor_takes_two_administrators() -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    (_, first), (_, second), user = administrator("amina"), administrator("salim"), person("hassan")
    assert issue_link(first, user)
    TOTP.activate(user, new_secret())
    with pytest.raises(NeedsAnother):
        issue_link(first, user)
    proposal = actions.propose_link(first, user)
    actions.confirm(second, proposal)
    assert issue_link(second, user, confirmed=proposal)
    assert issue_link(DOORKEEPER, user)


def test_everybody_sees_what_is_kept_of_them_and_few_see_others() -> None:
    user, other = person("hassan", Role.READER), person("claire", Role.READER)
    assert list(people(actor(user))) == [user]
    assert list(offices_of(actor(user), user)) == list(user.offices.all())
    assert not offices_of(actor(user), other).exists()
    assert people(actor(person("salim", Role.SECRETARIAT))).count() == 3


def test_who_oversees_holds_no_other_office_and_lends_it_to_nobody() -> None:
    _user, boss = administrator("amina")
    overseer, analyst = person("idris"), person("noura", "analyst")
    actions.give_office(boss, overseer, role="overseer")
    for user, role in ((overseer, "secretariat"), (analyst, "overseer")):
        with pytest.raises(NotPossible) as refused:
            actions.give_office(boss, user, role=role)
        assert refused.value.code == "overseer"
    for giver, taker, role in ((overseer, analyst, "overseer"), (analyst, overseer, "analyst")):
        with pytest.raises(NotPossible) as refused:
            actions.lend(actor(giver), giver, taker, roles=[role], until=date(2100, 1, 1))
        assert refused.value.code == "overseer"
