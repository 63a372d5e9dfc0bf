"""How many acts and entries there are, on a page for those who read for prevention."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from muntada.register.models import Entity
from muntada.register.queries import counts
from tests.register.drawn import a_group_and_what_it_did, an_act
from tests.register.officers import OFFICER
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page

Clients = Callable[[str], Client]


def test_counts_withhold_what_is_small_and_follow_what_one_may_see(forum: Forum, client_of: Clients) -> None:
    a_group_and_what_it_did(acts=2)  # in 2015 and 2016
    for number in range(10, 17):
        an_act(number, "2018-03", "bombing" if number < 16 else "kidnapping", "ly" if number % 2 else "jo")
    found = counts.counted_acts(OFFICER)
    assert found["year"].rows == (("2015", None), ("2016", None), ("2017", 0), ("2018", None))
    assert found["year"].total == 9
    assert dict(found["kind"].rows) == {"bombing": None, "kidnapping": None}
    assert found["country"].total is None
    entries = counts.counted_entries(OFFICER)
    assert dict(entries["kind"].rows)["act"] in {9, None}
    assert entries["list"].total == entries["kind"].total
    client = officer_of(client_of)
    said = page(client, "register-counts")
    for word in ("Acts by year", "Withheld", "Entries by list", "Together"):
        assert word in said, word
    Entity.objects.filter(pk="own-a10").update(restricted=True)
    assert counts.counted_acts(OFFICER)["year"].total == 8, "what is restricted leaves every count by one"
    for language, word in (("ar", "الأعمال الإرهابية بحسب السنة"), ("fr", "Actes par année")):
        assert word in page(client, "register-counts", language=language)
    page(client_of("secretariat"), "register-counts", answers=403)
