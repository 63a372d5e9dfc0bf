"""A code is believed once, by whichever process sees it first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from muntada.access import clock
from muntada.people.models import User
from muntada.signin.actions.entering import NotBelieved, enter_by_code
from muntada.signin.actions.factors import add_totp, codes_left, new_recovery_codes
from muntada.signin.codes import PERIOD, new_secret, plain, takes_recovery, takes_totp
from muntada.signin.models import Session
from tests.signin.people import actor, person

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def code_at(secret: str, moment: datetime) -> str:
    return str(format_hotp_value(hotp_value(secret, int(moment.timestamp()) // PERIOD)))


def with_authenticator(name: str = "noura") -> tuple[User, str]:
    user, secret = person(name), new_secret()
    with clock.at(NOW):
        add_totp(actor(user), user, secret=secret, code=code_at(secret, NOW), session=0)
    return user, secret


@pytest.mark.django_db
def test_row_60_a_code_is_believed_once_and_never_again() -> None:
    user, secret = with_authenticator()
    later = NOW + timedelta(seconds=2 * PERIOD)
    with clock.at(later):
        assert takes_totp(user, code_at(secret, later))
        assert not takes_totp(user, code_at(secret, later))


@pytest.mark.django_db
def test_a_code_before_the_last_believed_one_is_not_believed() -> None:
    user, secret = with_authenticator()
    later = NOW + timedelta(seconds=2 * PERIOD)
    with clock.at(later):
        assert takes_totp(user, code_at(secret, later))
        assert not takes_totp(user, code_at(secret, later - timedelta(seconds=PERIOD)))


@pytest.mark.django_db
def test_the_code_that_set_the_authenticator_up_lets_nobody_in() -> None:
    user, secret = with_authenticator()
    with clock.at(NOW):
        assert not takes_totp(user, code_at(secret, NOW))


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [-3, 2])
def test_a_code_of_another_time_is_not_believed(steps: int) -> None:
    user, secret = with_authenticator()
    later = NOW + timedelta(seconds=9 * PERIOD)
    with clock.at(later):
        assert not takes_totp(user, code_at(secret, later + timedelta(seconds=steps * PERIOD)))


@pytest.mark.django_db
def test_a_code_may_be_typed_in_arabic_digits_and_with_spaces() -> None:
    user, secret = with_authenticator()
    later = NOW + timedelta(seconds=2 * PERIOD)
    typed = code_at(secret, later).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    with clock.at(later):
        assert takes_totp(user, f" {typed[:3]} {typed[3:]} ")
    assert plain("۱۲۳-٤٥٦") == "123456"


@pytest.mark.django_db
def test_the_secret_is_sealed_in_the_database() -> None:
    _user, secret = with_authenticator()
    assert secret not in json.dumps(Authenticator.objects.get().data)


def test_row_60_of_several_processes_one_believes_a_code(tmp_path: Path) -> None:
    script = (
        "import sys, django; django.setup()\n"
        "from muntada.people.models import User\n"
        "from muntada.signin.codes import spend\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "print(spend(User(pk=1), 1000))\n"
    )
    prepare = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from muntada.people.models import User\n"
        "from muntada.signin.models import LastCode\n"
        "LastCode.objects.create(user=User.objects.create(pk=1, email='a@example.org', name='A'), counter=999)\n"
    )
    environment = {
        **os.environ,
        "MUNTADA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "muntada.project.settings",
    }
    environment.pop("MUNTADA_DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    every = [
        subprocess.Popen(
            [sys.executable, "-c", script], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for one in every:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    said = sorted(one.communicate("go\n", timeout=60)[0].strip() for one in every)
    assert said == ["False", "False", "True"]


@pytest.mark.django_db
def test_a_printed_code_lets_in_once_and_from_anywhere() -> None:
    user = person("salim")
    codes = new_recovery_codes(actor(user), user, session=0)
    assert len(set(codes)) == 10
    assert enter_by_code("SALIM@example.org ", codes[3], network="192.0.2.0/24") == (user, Session.Way.RECOVERY)
    assert codes_left(user) == 9
    with pytest.raises(NotBelieved):
        enter_by_code(user.email, codes[3], network="192.0.2.0/24")


@pytest.mark.django_db
def test_new_printed_codes_end_those_of_before() -> None:
    user = person("salim")
    old = new_recovery_codes(actor(user), user, session=0)
    new = new_recovery_codes(actor(user), user, session=0)
    assert not takes_recovery(user, old[0])
    assert takes_recovery(user, new[0])


@pytest.mark.django_db
def test_an_authenticators_code_counts_only_in_a_browser_that_its_person_came_in_by() -> None:
    user, secret = with_authenticator()
    later = NOW + timedelta(seconds=2 * PERIOD)
    with clock.at(later):
        with pytest.raises(NotBelieved):
            enter_by_code(user.email, code_at(secret, later), network="")
        entered = enter_by_code(user.email, code_at(secret, later), network="", known=[user.pk])
    assert entered == (user, Session.Way.TOTP)


@pytest.mark.django_db
def test_somebody_unknown_and_a_wrong_code_are_answered_alike() -> None:
    user = person("salim")
    new_recovery_codes(actor(user), user, session=0)
    said = []
    for email in (user.email, "nobody@example.org"):
        with pytest.raises(NotBelieved) as wrong:
            enter_by_code(email, "0000000000", network="192.0.2.0/24")
        said.append(wrong.value.args)
    assert said[0] == said[1]
