"""Acts in a list, over time and on a map; the pictures drawn without a database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.printing.report.drawing import WIDTH, Dot, Drawing, Label, Shape
from muntada.register.models import Entity, Statement
from muntada.trail.models import Entry as Line
from muntada.web.register.mapping import Point, frame_of, map_drawing
from muntada.web.register.timing import Moment, timeline_drawing
from tests.register.drawn import a_group_and_what_it_did, an_act
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page, words

Clients = Callable[[str], Client]
LEGEND = {"one": "One", "near": "Around", "several": "Several"}


def test_acts_are_listed_drawn_over_time_and_on_a_map(forum: Forum, client_of: Clients) -> None:
    a_group_and_what_it_did(acts=6)
    an_act(77, "2016-03", "assassination", "ly")
    Statement.objects.filter(entity="own-a77", prop__in=("latitude", "longitude")).delete()
    Statement.objects.filter(entity="own-a1", prop="country").update(prop="killed", value="4")
    client = officer_of(client_of)

    def shown(**chosen: str) -> str:
        with override("en"):
            answer = client.get(reverse("register-acts"), chosen)
        assert answer.status_code == 200
        return words(answer.content.decode())

    every = shown()
    for word in ("7 acts between 2015 and 2019", "6 acts where they were", "1 act has no coordinates", "33.250, 37.500",
                 "Samra Front · claimed", "Samra Front · attributed", "March 2016", "TLP:GREEN", "4 · —"):  # fmt: skip
        assert word in every, word
    assert "1 act " in shown(kind="assassination")
    assert "1 act " in shown(country="ly")
    assert "No act fits" in shown(until="2014")
    assert "Act 4" in shown(since="2019", until="2019")
    assert "Act 3" not in shown(since="2019", until="2019")
    Entity.objects.filter(pk="own-a2").update(gone=True)
    assert "Act 2" not in shown()
    with override("en"):
        for which in ("timeline", "map"):
            file = client.get(reverse("register-acts-picture", args=[which]))
            assert file["Content-Type"].startswith("image/svg+xml")
            assert "TLP:GREEN" in file.content.decode()
            told = Line.objects.filter(operation="disclose").latest("pk").detail
            assert (told["picture"], "own-a4" in told["keys"]) == (which, True)
        asked = {"until": "2014"}
        assert client.get(reverse("register-acts-picture", args=["map"]), asked).status_code == 404
    for language, word in (("ar", "عبر الزمن"), ("fr", "Sur une carte")):
        assert word in page(client, "register-acts", language=language)
    page(client_of("secretariat"), "register-acts", answers=403)


def drawn_map(points: list[Point], language: str = "en") -> Drawing:
    return map_drawing(points, title="Map", words="Where", language=language, digits="as written", legend=LEGEND)


def dots(drawing: Drawing) -> list[Dot]:
    """The dots of a drawing but those of its legend."""
    return [one for one in drawing.items if isinstance(one, Dot)][: -len(LEGEND)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_east_is_right_and_north_is_up_in_every_language(language: str) -> None:
    west, east = dots(drawn_map([Point(30, 10), Point(20, 40)], language))
    assert west.x < east.x
    assert west.y < east.y


@pytest.mark.parametrize(
    "places",
    [[(0, 0)], [(89, 179), (89, -179)], [(-89.9, 0), (89.9, 0)], [(33, 44), (33.001, 44.001)], [(10, -180), (10, 180)]],
)
def test_every_point_lies_within_the_map_wherever_it_is(places: list[tuple[float, float]]) -> None:
    points = [Point(*one) for one in places]
    frame, drawing = frame_of(points), drawn_map(points)
    assert -180 <= frame.west < frame.east <= 180
    assert -90 <= frame.south < frame.north <= 90
    for one in dots(drawing):
        assert 0 < one.x < WIDTH
        assert 0 < one.y < drawing.height
    land = [one for one in drawing.items if isinstance(one, Shape) and one.fill]
    assert all(-1 <= x <= WIDTH + 1 and 0 <= y <= drawing.height for one in land for x, y in one.points)


def test_points_beside_each_other_are_one_dot_and_what_is_only_near_is_hollow() -> None:
    several, near = dots(drawn_map([Point(30, 10), Point(30.01, 10.01), Point(20, 40, near=True)]))
    assert several.radius > near.radius
    assert several.fill != near.fill


def test_a_timeline_tells_a_known_day_from_a_month_and_leaves_out_what_is_no_day() -> None:
    moments = [
        Moment("a", "2016-03-07"),
        Moment("a", "2016-03"),
        Moment("b", "2018"),
        Moment("b", "soon"),
        Moment("c", ""),
    ]
    drawing = timeline_drawing(
        moments, {"a": "One", "b": "Another", "c": "No day"}, title="Time", words="When", language="en",
        digits="as written", legend={"day": "Day", "about": "About", "several": "Several"},
    )  # fmt: skip
    assert drawing is not None
    day, month, year = dots(drawing)
    assert day.fill != month.fill == year.fill
    assert day.x <= month.x < year.x
    said = {one.words.text for one in drawing.items if isinstance(one, Label)}
    assert {"One", "Another", "2016", "2018"} <= said
    assert "No day" not in said
    none = timeline_drawing([], {}, title="T", words="W", language="en", digits="as written", legend={})
    assert none is None
