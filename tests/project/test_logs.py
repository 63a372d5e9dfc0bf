"""A line of the log says what failed and where, and neither a way in nor what stands in a record."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access.actor import DOORKEEPER
from muntada.project.logs import Discreet
from muntada.signin.actions import first_administrator, issue_link


def line(message: str, *values: object, error: Any = None) -> str:
    record = logging.LogRecord("muntada", logging.ERROR, __file__, 1, message, values, error)
    return Discreet().format(record)


def test_a_one_time_link_is_left_out() -> None:
    said = line("%s: %s", "Forbidden", "/ar/sign-in/Zq3x-9_Zq3x-9_Zq3x-9_Zq3x-9_Zq3x-9_Zq3x/")
    assert said == "Forbidden: /ar/sign-in/…/"
    assert line("Gone: %s", "/en/sign-in/passkey/") == "Gone: /en/sign-in/passkey/"


def test_a_traceback_names_the_place_and_the_kind_and_none_of_the_words() -> None:
    word = "".join(reversed("jxterces"))
    try:
        try:
            raise KeyError(word)
        except KeyError as first:
            raise ValueError(f"Failing row contains ({word})") from first
    except ValueError:
        said = line("It failed", error=sys.exc_info())
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_logs.py" in said
    assert word not in said


def test_every_line_goes_through_it() -> None:
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "discreet"
    handlers = [handler for handler in logging.root.handlers if type(handler) is logging.StreamHandler]
    assert handlers
    assert all(isinstance(handler.formatter, Discreet) for handler in handlers)
    assert logging.getLogger("django").handlers == []


@pytest.mark.django_db
def test_a_link_that_was_refused_or_spent_stands_in_no_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(Discreet())
    user = first_administrator()
    assert user
    token = issue_link(DOORKEEPER, user)
    with override("en"):
        where = reverse("redeem", args=[token])
    assert Client(enforce_csrf_checks=True).post(where).status_code == 403
    assert Client().post(where).status_code == 302
    assert Client().post(where).status_code == 410
    assert "403 of redeem" in caplog.text
    assert token not in caplog.text
