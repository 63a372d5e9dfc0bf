"""How a page writes values: isolated, in the reader's language, with another language marked as such."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from muntada.cli.main import main
from muntada.library.models import Title, Work
from muntada.web.evidence.values import shown
from muntada.web.labels import Said, label, place_name, plain
from muntada.web.names import Names, name_of
from muntada.web.pictures import Span, timeline
from muntada.web.templatetags.words import isolated, linked, listed, named, titled, when
from muntada.web.trail.policy import reason_said
from tests.web.conftest import acting

TEMPLATES = Path(__file__).resolve().parents[2] / "muntada" / "web" / "templates"
SPANS = [Span("مصر", "", "2019", "2021"), Span("كندا", "", "2022", "2024", planned=True)]


def test_a_typed_value_cannot_turn_the_line_around_it() -> None:
    assert isolated("S/RES/2396 (2017)") == '<bdi dir="auto">S/RES/2396 (2017)</bdi>'
    assert isolated("<b>") == '<bdi dir="auto">&lt;b&gt;</bdi>'


def test_a_text_in_another_language_says_which_it_is() -> None:
    with override("ar"):
        assert isolated(Said("Rabat", "en")) == '<bdi lang="en" dir="ltr">Rabat</bdi>'
    with override("en"):
        assert isolated(Said("Rabat", "en")) == '<bdi dir="auto">Rabat</bdi>'


def test_an_instrument_has_its_symbol_beside_its_title_and_not_twice(db: None) -> None:
    work = Work.objects.create(key="sc2178", kind="resolution", symbol="S/RES/2178 (2014)")
    assert named(work) == '<bdi dir="auto">S/RES/2178 (2014)</bdi>'
    Title.objects.create(work=work, language="ar", text="المقاتلون الإرهابيون الأجانب", preferred=True)
    beside = '<bdi class="symbol" dir="ltr">S/RES/2178 (2014)</bdi>'
    with override("ar"):
        assert named(work) == f'<bdi dir="auto">المقاتلون الإرهابيون الأجانب</bdi> {beside}'
        assert linked(work).endswith(f"{beside}</a>")
        assert beside in listed([name_of(work)])
        assert beside in shown(Names(acting("analyst")), "instrument", "sc2178")  # as a finding's card says it
        assert "S/RES" not in titled(work)
        assert plain(name_of(work)) == "\u2068المقاتلون الإرهابيون الأجانب\u2069 \u2068S/RES/2178 (2014)\u2069"


def test_values_on_one_line_have_the_reader_s_own_comma() -> None:
    with override("ar"):
        assert "، " in listed(["1", "2"])
    with override("fr"):
        assert ", " in listed(["1", "2"])


def test_a_date_is_said_at_its_precision_and_a_text_that_is_none_stays_as_it_is() -> None:
    with override("en"):
        assert "October 2022" in when("2022-10")
        assert when("soon") == '<bdi dir="auto">soon</bdi>'
        assert when("") == ""


def test_words_of_the_lexicon_and_places_come_in_the_reader_s_language() -> None:
    with override("ar"):
        assert label("role", "co_chair").language == "ar"
        assert str(place_name("Rabat")) == "الرباط"
    assert str(place_name("Nowhere at all")) == "Nowhere at all"


def test_a_reason_that_names_somebody_is_said_without_the_name() -> None:
    with override("en"):
        assert reason_said("No rule gives Amina the permission trail.read.") == "No rule gives this permission."


def test_a_value_without_evidence_looks_bare_and_one_with_it_says_how_many_passages() -> None:
    page = Template("{% load pieces %}{% thread strand value %}")
    assert page.render(Context({"strand": None, "value": "x"})) == "x"

    class Strand:
        count, address, others = 2, "/there/", ()

    with override("ar"):
        assert "(شاهدان)" in page.render(Context({"strand": Strand, "value": "x"}))


def test_time_runs_with_the_page() -> None:
    def starts(right_to_left: bool) -> list[float]:
        svg = timeline(SPANS, title="t", right_to_left=right_to_left, today=date(2023, 1, 1))
        return [float(x) for x in re.findall(r'<rect class="bar-\w+" x="([0-9.]+)"', svg)]

    first, second = starts(False)
    assert first < second
    first, second = starts(True)
    assert first > second


def test_a_picture_of_nothing_dated_is_no_picture() -> None:
    assert timeline([Span("a", "", "soon")], title="t", right_to_left=False, today=date(2023, 1, 1)) == ""


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    for words in re.findall(r"<code>muntada ([^<]+)</code>", page.read_text(encoding="utf-8")):
        group = main
        for word in words.partition(" administrator@")[0].split():
            group = group.commands[word]  # type: ignore[attr-defined]
