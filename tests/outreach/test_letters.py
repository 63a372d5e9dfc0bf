"""What a message may say, and how it is written."""

from __future__ import annotations

import email
import email.policy
from html.parser import HTMLParser

import pytest

from muntada.marking.tlp import TLP
from muntada.outreach.actions import NotByMail, compose, write
from muntada.outreach.envelope import file_of
from muntada.outreach.letters import FOLDER, filled
from muntada.outreach.models import Message
from muntada.outreach.safety import Unsafe, address_of, name_of, subject_of, text_of
from muntada.trail.deed import Refused
from tests.cast import ANALYST, SECRETARIAT
from tests.signin.people import person

LINK = "https://forum.example/ar/sources/7/"
VALUES = {
    "what": "S/RES/2396 (2017)",
    "day": "2026-03-01",
    "count": "3",
    "number": "7",
    "reason": "x",
    "new": "2",
    "waiting": "5",
    "authority": "y",
} | {"contact": "z", "until": "2026-03-01 12:00 UTC"}
VALUES |= {"title": "National report", "year": "2021", "party": "Egypt", "recipient": "Embassy", "due": "2026-03-01"}
LETTERS = sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.txt")})


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_is_there_in_three_languages_with_its_values_isolated(name: str, language: str) -> None:
    subject, text = filled(name, language, VALUES, LINK)
    assert subject_of(subject) == subject
    assert f"\n{LINK}\n" in text_of(text)
    if name == "reminder":
        assert "\u2068S/RES/2396 (2017)\u2069" in subject
        assert "\u20682026-03-01\u2069" in text


def test_a_value_cannot_break_its_line_or_its_isolate() -> None:
    subject, text = filled("reminder", "en", {"what": "x\r\nBcc: all@example.org\u2069\u202e", "day": "$link"}, LINK)
    assert subject == "Reminder: \u2068x Bcc: all@example.org\u2069 on \u2068$link\u2069"
    assert text.count(LINK) == 1


@pytest.mark.parametrize(
    "text", ["a\nBcc: x@example.org", "a\r\nb", "a\rb", "a\x00", "a\x85b", "a\u2028b", "", "x" * 201]
)
def test_77_a_subject_is_one_line(text: str) -> None:
    with pytest.raises(Unsafe):
        subject_of(text)


@pytest.mark.parametrize("text", ["a\u202eb", "\u2068a", "a\u2069", "\u2069a\u2068", "a\u200fb"])
def test_77_no_control_of_direction_reaches_over_its_line(text: str) -> None:
    with pytest.raises(Unsafe):
        subject_of(text)
    with pytest.raises(Unsafe):
        text_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "Minister <a@example.org>",
        "a b@example.org",
        "аdmin@example.org",  # a Cyrillic first letter
        "nobody",
        "",
    ],
)
def test_77_an_address_is_one_plain_address(text: str) -> None:
    with pytest.raises(Unsafe):
        address_of(text)


@pytest.mark.parametrize(
    "name",
    ["minister@state.example", "minister＠state.example", "A <b>", "Salim\r\nBcc: x", "Sa\u200blim", "Sa\u202elim"],
)
def test_77_a_display_name_shows_no_other_address_and_hides_nothing(name: str) -> None:
    with pytest.raises(Unsafe):
        name_of(name)


@pytest.mark.parametrize("name", ["أمينة بنت يوسف", "Élodie Saint-Just", "Salim, secretariat", ""])
def test_a_plain_name_of_any_script_is_taken(name: str) -> None:
    assert name_of(name) == name


@pytest.mark.django_db
def test_77_a_person_with_such_a_name_is_not_written_to() -> None:
    user = person("salim")
    user.name = "minister@state.example"
    user.save()
    with pytest.raises(Unsafe):
        compose(SECRETARIAT, to=user, language="en", subject="Hello", text="Hello.", tlp=TLP.CLEAR)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_message_goes_out_as_text_and_page_with_label_id_and_isolated_subject() -> None:
    message = write(
        SECRETARIAT,
        to=person("salim"),
        letter="reminder",
        values={"what": "<b>S/RES/2396</b>", "day": "2026-03-01"},
        tlp=TLP.GREEN,
        link=LINK,
        once="reminder:7",
        language="ar",
    )
    file = file_of(message)
    assert file.isascii()
    read = email.message_from_bytes(file, policy=email.policy.default)
    assert read["Message-ID"] == message.message_id
    assert read["Subject"] == f"[TLP:GREEN] \u2068{message.subject}\u2069"
    assert read["To"].addresses[0].addr_spec == "salim@example.org"
    plain, page = (part.get_content().replace("\r\n", "\n") for part in read.iter_parts())
    assert plain == f"TLP:GREEN\n\n{message.text}"
    tags = Tags(page).tags
    assert ("html", {"lang": "ar", "dir": "rtl"}) in tags
    assert ("a", {"href": LINK, "dir": "ltr"}) in tags
    assert "b" not in {tag for tag, _ in tags}
    assert not {"img", "script", "link", "iframe"} & {tag for tag, _ in tags}


@pytest.mark.django_db
def test_the_same_occasion_gives_the_same_message() -> None:
    user = person("salim")
    values = {"what": "x", "day": "2026-03-01"}
    made = [
        write(SECRETARIAT, to=user, letter="reminder", values=values, tlp=TLP.CLEAR, link=LINK, once="reminder:7")
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Message.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("label", [TLP.AMBER, TLP.AMBER_STRICT])
def test_above_green_a_notice_goes_out_without_a_word_of_the_thing(label: TLP) -> None:
    values = {"what": "Canary of the border", "day": "2026-03-01"}
    message = write(SECRETARIAT, to=person("salim"), letter="reminder", values=values, tlp=label, link=LINK, once="x")
    file = file_of(message).decode()
    assert "Canary" not in message.subject + message.text + message.html + file
    assert LINK in message.text
    assert message.tlp == TLP.CLEAR


@pytest.mark.django_db
def test_row_52_of_what_is_red_there_is_no_message_no_subject_and_no_row() -> None:
    with pytest.raises(NotByMail):
        write(SECRETARIAT, to=person("salim"), letter="notice", values={}, tlp=TLP.RED, link=LINK, once="x")
    for label in (TLP.RED, TLP.AMBER, TLP.AMBER_STRICT):
        with pytest.raises(NotByMail):
            compose(SECRETARIAT, to="a@example.org", language="en", subject="x", text="x", tlp=label)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_outside_of_the_forum_only_what_is_clear_is_sent() -> None:
    with pytest.raises(NotByMail):
        compose(SECRETARIAT, to="a@example.org", language="en", subject="x", text="x", tlp=TLP.GREEN)
    assert compose(SECRETARIAT, to="a@example.org", language="en", subject="x", text="x", tlp=TLP.CLEAR)


@pytest.mark.django_db
def test_only_the_secretariat_writes() -> None:
    with pytest.raises(Refused):
        compose(ANALYST, to="a@example.org", language="en", subject="x", text="x", tlp=TLP.CLEAR)
