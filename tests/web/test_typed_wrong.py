"""What no form of ours sends, typed by hand into the addresses and forms of follow-up and the report."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Forum
from tests.web.editing import open_here
from tests.web.test_followup_pages import a_measure, page, send, signed_in

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("commitment", ["", "x", "987654", "9" * 5_000])
def test_a_measure_does_not_stop_serving_what_is_no_commitment(forum: Forum, commitment: str) -> None:
    client = signed_in("focal_point")
    measure = a_measure(client)
    send(client, "measure-do", measure.pk, "stop-serving", commitment=commitment)
    assert "This measure does not serve that commitment." in page(client, "measure", measure.pk)


def test_an_edition_opens_whatever_number_its_address_ends_with(forum: Forum) -> None:
    made = open_here()
    for at in ("9" * 5_000, "²", "-1", "0"):
        assert signed_in("secretariat").get(reverse("edition", args=[made["written"]]), {"at": at}).status_code == 200
