"""Whoever guesses waits longer each time; nobody can make somebody else wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from muntada.access import clock
from muntada.signin.actions.entering import NotBelieved, enter_by_code
from muntada.signin.actions.factors import new_recovery_codes
from muntada.signin.lockout import FIRST_WAIT, FREE, FREE_FROM_ONE_NETWORK, LONGEST_WAIT, MustWait, charge, wait_after
from muntada.signin.models import Attempts
from muntada.signin.networks import address_of, network_of
from tests.signin.people import actor, person

HERE, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def fail(email: str, network: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotBelieved):
            enter_by_code(email, "1", network=network)


def test_a_stranger_who_knows_an_address_shuts_nobody_out() -> None:
    user = person("minister")
    codes = new_recovery_codes(actor(user), user, session=0)
    fail(user.email, ELSEWHERE, FREE)
    with pytest.raises(MustWait):
        enter_by_code(user.email, codes[0], network=ELSEWHERE)
    assert enter_by_code(user.email, codes[0], network=HERE)[0] == user


def test_an_address_that_nobody_has_is_locked_in_the_same_way() -> None:
    fail("nobody@example.org", HERE, FREE)
    with pytest.raises(MustWait):
        enter_by_code("Nobody@Example.org", "1", network=HERE)


def test_the_wait_ends_by_itself_and_grows_with_each_failure() -> None:
    with clock.at(NOW):
        fail("a@example.org", HERE, FREE)
        with pytest.raises(MustWait) as first:
            charge("a@example.org", HERE)
    assert first.value.until == NOW + FIRST_WAIT
    with clock.at(NOW + FIRST_WAIT):
        fail("a@example.org", HERE, 1)
        with pytest.raises(MustWait) as second:
            charge("a@example.org", HERE)
    assert second.value.until == NOW + FIRST_WAIT + 2 * FIRST_WAIT
    assert [wait_after(count) for count in (0, FREE - 1)] == [timedelta(), timedelta()]
    assert wait_after(10_000) == LONGEST_WAIT


def test_who_gets_in_starts_anew() -> None:
    user = person("minister")
    codes = new_recovery_codes(actor(user), user, session=0)
    fail(user.email, HERE, FREE - 1)
    assert enter_by_code(user.email, codes[0], network=HERE)
    fail(user.email, HERE, FREE)


def test_trying_many_addresses_from_one_network_is_slowed_down_too() -> None:
    for number in range(FREE_FROM_ONE_NETWORK):
        fail(f"{number}@example.org", HERE, 1)
    with pytest.raises(MustWait):
        charge("another@example.org", HERE)
    charge("another@example.org", ELSEWHERE)


def test_a_failure_of_long_ago_counts_no_more() -> None:
    with clock.at(NOW):
        fail("a@example.org", HERE, FREE - 1)
    with clock.at(NOW + timedelta(days=2)):
        fail("a@example.org", HERE, FREE - 1)


def test_the_table_names_nobody() -> None:
    fail("minister@example.org", HERE, 1)
    assert not Attempts.objects.filter(who__contains="minister").exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff:1::1", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("unix", ""),
        ("", ""),
    ],
)
def test_a_network_is_what_one_subscriber_has(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "10.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.1"), (4, "10.0.0.1")]
)
def test_only_our_own_proxies_are_believed_about_an_address(proxies: int, address: str) -> None:
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 198.51.100.1, 203.0.113.9"}
    assert address_of(meta, proxies) == address
