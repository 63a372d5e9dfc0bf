"""What the reader finds in small English texts."""

from datetime import date
from typing import Any

from muntada.sources.reading import read


def found(text: str, kind: str, published: date | None = None) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text, published=published).findings if one.type == kind]


def test_ministers_who_met_are_a_ministerial_meeting_with_what_later_sentences_say_of_it() -> None:
    text = (
        "Foreign ministers of the Global Coalition to Defeat ISIS met today in Nairobi at the invitation of Kenyan "
        "Foreign Minister Amina Barasa. The meeting was co-chaired by Foreign Minister Barasa and Japanese Foreign "
        "Minister John Roe. Nine delegations took part in the meeting (Kenya, Japan and the European Union, with the "
        "United Nations observing)."
    )
    coalition = "org.global_coalition_to_defeat_isis"
    assert found(text, "meeting", date(2031, 5, 3)) == [
        {
            "kind": "ministerial_meeting", "body": coalition, "when": "2031-05-03", "place": "Nairobi",
            "chair": ["KE", "JP"], "attendance": 9,
        }
    ]  # fmt: skip
    assert found(text, "participation") == [{"party": [one], "body": coalition} for one in ("KE", "JP", "EU", "un")]


def test_a_term_from_one_date_to_another_begins_and_ends_with_them() -> None:
    text = "Kenya will hold the chairmanship of the Global Counterterrorism Forum from March 2033 to March 2035."
    assert found(text, "term") == [
        {"body": "gctf", "role": "co_chair", "party": ["KE"], "start": "2033-03", "end": "2035-03"}
    ]


def test_the_body_that_is_chaired_may_stand_before_its_chair() -> None:
    text = "Both spoke of the Global Counterterrorism Forum, which Kenya has co-chaired with Japan since 2031."
    assert found(text, "term") == [{"body": "gctf", "role": "co_chair", "party": ["KE", "JP"], "start": "2031"}]


def test_two_meetings_joined_by_and_share_their_place_and_divide_their_days() -> None:
    text = (
        "The GCTF held its 22nd Coordinating Committee meeting and 13th ministerial meeting in Rabat "
        "on 8 and 11 May 2031."
    )
    assert found(text, "meeting") == [
        {
            "kind": "coordinating_committee_meeting", "ordinal": 22, "body": "gctf.coco", "when": "2031-05-08",
            "place": "Rabat",
        },
        {"kind": "ministerial_meeting", "ordinal": 13, "body": "gctf", "when": "2031-05-11", "place": "Rabat"},
    ]  # fmt: skip


def test_a_planned_meeting_is_one_and_a_candidacy_is_no_term() -> None:
    text = (
        "Kenya intends to run for the chairmanship of the Global Counterterrorism Forum. "
        "The next meeting of the Coordinating Committee will be held in Amman in May 2031."
    )
    assert found(text, "candidacy") == [{"party": ["KE"], "body": "gctf", "role": "chair"}]
    assert found(text, "term") == []
    assert [one["when"] for one in found(text, "meeting")] == ["2031-05"]


def test_officials_are_known_by_the_state_before_after_or_in_another_sentence() -> None:
    text = (
        "King Felipe VI of Spain met Kenyan President Jane Mary Doe. President Doe thanked Under-Secretary-General "
        "John Roe of Japan. Prime Minister Anna Poe of Italy was there."
    )
    posts = {one["person"]: (one["role"], one.get("body")) for one in found(text, "post")}
    assert posts["Felipe VI"] == ("king", "ES")
    assert posts["Jane Mary Doe"] == ("president", "KE")
    assert posts["Anna Poe"] == ("head_of_government", "IT")


def test_a_name_ends_with_its_sentence() -> None:
    text = "The meeting was opened by U.S. Secretary of State John Roe. Kenya spoke next."
    assert [one["person"] for one in found(text, "post")] == ["John Roe"]


def test_a_text_that_is_itself_a_statement_is_an_instrument() -> None:
    text = (
        "Joint Statement by the Ministers of the Global Counterterrorism Forum\n\nWe, the ministers, agreed in Rabat.\n"
    )
    assert found(text, "instrument") == [{"kind": "statement", "body": "gctf"}]


def test_news_of_a_statement_is_no_statement() -> None:
    text = "Ministry hails statement\n\nThe statement by the Global Counterterrorism Forum was hailed by Kenya.\n"
    assert found(text, "instrument") == []


def test_resolutions_are_cited_alone_in_lists_and_with_the_day_of_their_adoption() -> None:
    text = (
        "The Security Council adopted resolution 2178 (2014) on 24 September 2014. It recalls resolutions 1373 (2001) "
        "and 1624 (2005), and General Assembly resolutions ES-11/1 and ES-11/2."
    )
    works = found(text, "instrument")
    assert {"key": "sc2178", "kind": "resolution", "body": "un.sc", "when": "2014-09-24"} in works
    assert [one["key"] for one in works if "key" in one] == ["sc2178", "sc1373", "sc1624"]
    assert works.count({"kind": "resolution", "body": "un.ga"}) == 2


def test_lines_of_fixed_width_read_as_one_sentence() -> None:
    text = (
        "The ministers recalled once more, as they had done before, United Nations\n"
        "Security Council resolution 2178 (2014) and all that it asks of the states\n"
        "that it binds, and they thanked Kenya, which has co-chaired the Global\n"
        "Counterterrorism Forum since 2031, for its work in the past year.\n"
    )
    assert [one["key"] for one in found(text, "instrument")] == ["sc2178"]
    assert found(text, "term") == [{"body": "gctf", "role": "co_chair", "party": ["KE"], "start": "2031"}]


def test_a_ministerial_declaration_is_no_meeting() -> None:
    text = "Kenya welcomed the ministerial declaration of 3 May 2031 in Nairobi."
    assert found(text, "meeting") == []


def test_a_video_conference_is_a_meeting_and_a_way_to_meet_is_none() -> None:
    assert found("The Security Council held a videoconference meeting on 3 May 2031.", "meeting") == [
        {"kind": "video_conference", "body": "un.sc", "when": "2031-05-03"}
    ]
    text = "The Security Council held a session via video conference on 3 May 2031."
    assert [one["kind"] for one in found(text, "meeting")] == ["session"]


def test_the_tasks_that_run_on_in_a_line_are_those_of_the_body_before_them() -> None:
    text = (
        "The Counter-Terrorism Committee's goals are to:  1. Count the harbours of the region; 2. Train pilots, and; "
        "3. Mend nets for fishermen. Kenya thanked it."
    )
    titles = [f.attrs["title"] for f in read(text).findings if f.type == "mandate"]
    assert titles == ["Count the harbours of the region", "Train pilots", "Mend nets for fishermen"]


def test_a_headline_in_capitals_names_nobody() -> None:
    people = {f.attrs.get("person") for f in read("NEW POSTING - AMBASSADOR OF KENYA TO GHANA\n\nHe is well.").findings}
    assert "NEW POSTING" not in people


def test_workshops_that_are_only_planned_are_no_meeting_of_the_record() -> None:
    assert not [f for f in read("Ghana hopes for workshops on forged papers.").findings if f.type == "meeting"]
