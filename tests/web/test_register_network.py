"""An entity's page: its names in every script, how sure each statement is, and whom it is tied to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.printing.report.drawing import Label
from muntada.register.models import Entity
from muntada.register.queries.ties import network
from muntada.trail.models import Entry as Line
from muntada.web.register.network import Edge, Node, fitted, network_drawing
from tests.register.drawn import a_group_and_what_it_did
from tests.register.officers import OFFICER
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page

Clients = Callable[[str], Client]


def test_an_entity_says_how_sure_each_statement_is_and_whom_it_is_tied_to(forum: Forum, client_of: Clients) -> None:
    a_group_and_what_it_did()
    client = officer_of(client_of)
    said = page(client, "register-entity", "own-g")
    for word in ("Arabic script", "الجبهة السمراء", "B3", "March 2017", "Act 2", "Claimed it", "Karim Zaydan"):
        assert word in said, word
    assert said.index("Act 2") < said.index("Act 0"), "the latest act stands first"
    member = page(client, "register-entity", "own-p", language="en")
    assert "Assessment" in member, "what somebody makes of it is not shown as a fact"
    assert "C4" in member
    for language, word in (("ar", "الصلات بغيره"), ("fr", "À qui elle est liée")):
        assert word in page(client, "register-entity", "own-g", language=language)
    with override("en"):
        body = client.get(reverse("register-entity", args=["own-g"])).content.decode()
        file = client.get(reverse("register-network", args=["own-g"]))
    assert '<a href="/en/register/entities/own-p/"><text' in body, "each name of the picture leads to its page"
    assert file["Content-Type"].startswith("image/svg+xml")
    taken = file.content.decode()
    assert Line.objects.filter(operation="disclose", thing_key="own-g").exists()
    assert "TLP:GREEN" in taken
    assert "<a " not in taken
    with override("en"):
        assert client.get(reverse("register-network", args=["own-a9"])).status_code == 404


def test_a_network_shows_nobody_who_is_a_victim_and_no_more_than_it_may(forum: Forum) -> None:
    group = a_group_and_what_it_did(acts=8)
    every = network(OFFICER, group)
    assert {one: ring for one, ring in every.ring.items() if ring != 1} == {"own-g": 0, "own-q": 2}
    assert (len(every.ring), every.left_out) == (11, 0)
    few = network(OFFICER, group, most=4)
    assert (len(few.ring), few.left_out) == (4, 6)
    assert all(tie.source.pk in few.ring and tie.target.pk in few.ring for tie in few.ties)
    Entity.objects.filter(pk="own-q").update(category="victim")
    Entity.objects.filter(pk="own-t0").update(gone=True)
    later = network(OFFICER, group)
    assert "own-q" not in later.ring
    assert "own-a0" not in later.ring


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_word_of_a_network_stands_on_another(language: str) -> None:
    nodes = [Node("f", "Focus", "organisation", 0)]
    nodes += [Node(f"n{at}", f"Neighbour number {at}", "person", 1, "Membership", "/x/") for at in range(9)]
    nodes += [Node(f"s{at}", f"Somebody further away than that {at}", "act", 2) for at in range(40)]
    edges = [Edge("f", f"n{at}") for at in range(9)] + [Edge(f"n{at % 9}", f"s{at}", at % 3) for at in range(40)]
    drawing = network_drawing(
        nodes, edges, title="Network", words="What it shows", language=language, digits="as written", head="TLP:GREEN",
        marks={"person": "Person"}, dashes={1: "Attributed"},
    )  # fmt: skip
    said = [one for one in drawing.items if isinstance(one, Label)]
    assert len({(round(one.x), round(one.y)) for one in said}) == len(said)
    assert all(0 <= one.x <= drawing.width and 0 < one.y < drawing.height for one in said)
    columns = [sorted(one.y for one in said if round(one.x) == x and one.size > 8) for x in {round(o.x) for o in said}]
    assert all(later - one >= 8 for column in columns for one, later in pairwise(column))


def test_a_long_name_is_cut_where_it_has_no_room() -> None:
    assert fitted("Short", 100) == "Short"
    cut = fitted("A name that is much longer than the room it has", 100)
    assert cut.endswith("…")
    assert 10 < len(cut) < 30
