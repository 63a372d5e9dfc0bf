"""Everybody chooses for their Arabic pages which digits they have, and whether Hijri dates stand there too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.text.when import display
from muntada.trail.models import Entry
from muntada.web.looks import Looks, digits, in_arabic_digits, looking
from muntada.web.names import name_of
from muntada.web.templatetags.words import isolated, when
from tests.web.conftest import Forum, person
from tests.web.test_matrix import browser

BOTH = Looks(arabic_digits=True, hijri=True)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>12 من 30</p>", "<p>١٢ من ٣٠</p>"),
        ('<a href="/ar/7/" title="8">صفحة 2</a>', '<a href="/ar/7/" title="8">صفحة ٢</a>'),
        ("<p><bdi>S/RES/2178 <b>1</b></bdi> 3</p>", "<p><bdi>S/RES/2178 <b>1</b></bdi> ٣</p>"),
        ("<bdi><bdi>1</bdi>2</bdi>3", "<bdi><bdi>1</bdi>2</bdi>٣"),
        ('<article lang="ar">في 2019</article> 4', '<article lang="ar">في 2019</article> ٤'),
        ('<a lang="en">1</a><p lang="ar">3</p>', '<a lang="en">1</a><p lang="ar">٣</p>'),
        ('<i dir="ltr">2</i>3', '<i dir="ltr">2</i>٣'),
        ("<textarea>5</textarea><script>6</script>", "<textarea>5</textarea><script>6</script>"),
        ('<input value="7"><br>8', '<input value="7"><br>٨'),
        ("<!-- 9 --><!doctype html>1", "<!-- 9 --><!doctype html>١"),
    ],
)  # fmt: skip
def test_only_the_page_s_own_words_change_their_digits(page: str, wanted: str) -> None:
    assert in_arabic_digits(page) == wanted


def test_dates_and_numbers_follow_the_choice_in_arabic_alone() -> None:
    with looking(BOTH):
        with override("ar"):
            assert display("2021-03-04", "ar", arabic_digits=True, hijri=True) in when("2021-03-04")
            assert "٢٠ رجب ١٤٤٢" in when("2021-03-04")
            assert 'datetime="2021-03-04"' in when("2021-03-04")
            assert isolated(21) == '<bdi dir="auto">٢١</bdi>'
            assert isolated("S/RES/2178") == '<bdi dir="auto">S/RES/2178</bdi>'
        with override("en"):
            assert "4 March 2021" in when("2021-03-04")
            assert "Rajab" not in when("2021-03-04")
            assert digits(21) == "21"
    with override("ar"):
        assert "2021" in when("2021-03-04")


def choose(client: Client, **given: str) -> None:
    with override("ar"):
        assert client.post(reverse("looks"), given).status_code == 302


def test_it_is_chosen_on_one_s_own_page_and_is_one_s_own(forum: Forum) -> None:
    client, where = browser("reader"), f"/ar/meetings/{forum.meeting.pk}/"
    assert "2 يونيو 2020" in client.get(where).content.decode()
    choose(client, arabic_digits="1", hijri="on")
    page = client.get(where).content.decode()
    assert "٢ يونيو ٢٠٢٠" in page
    assert "شوال ١٤٤١" in page
    assert f'href="/en/meetings/{forum.meeting.pk}/"' in page
    assert "2 June 2020" in client.get(f"/en/meetings/{forum.meeting.pk}/").content.decode()
    assert "2 يونيو 2020" in browser("analyst").get(where).content.decode()
    assert Entry.objects.filter(permission="page.choose", actor=f"user:{person('reader').pk}").count() == 1
    own = client.get("/ar/me/").content.decode()
    assert '<option value="1" selected>' in own
    choose(client)
    assert "2 يونيو 2020" in client.get(where).content.decode()


def test_a_source_keeps_the_digits_that_it_has(forum: Forum) -> None:
    client = browser("analyst")
    choose(client, arabic_digits="1")
    page = client.get(f"/ar/sources/{forum.source.pk}/").content.decode()
    assert "يوم 4 مارس 2021" in page
    assert "٥ مارس ٢٠٢١" in page  # the day on which it was published is the page's own word
    with looking(BOTH), override("ar"):
        assert "٤" in str(name_of(forum.meeting))
