"""What the reader takes English pronouns and general nouns for."""

from typing import Any

from muntada.sources.reading import read


def found(text: str, kind: str) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text).findings if one.type == kind]


def test_it_is_the_state_the_body_or_the_meeting_that_takes_its_verb() -> None:
    text = "Kenya is a member of the African Union. It also joined the Global Counterterrorism Forum."
    assert {"party": ["KE"], "body": "gctf", "kind": "member"} in found(text, "membership")
    text = "They thanked the Global Counterterrorism Forum. It will next meet in Rabat in October 2031."
    assert found(text, "meeting")[0]["place"] == "Rabat"
    text = "The Global Counterterrorism Forum held a workshop in Rome on 3 May 2031. It was attended by 40 states."
    assert [one.get("attendance") for one in found(text, "meeting")] == [40]


def test_it_is_nothing_where_no_such_verb_follows() -> None:
    text = "Kenya is a member of the African Union. It rained on the Global Counterterrorism Forum."
    assert len(found(text, "membership")) == 1


def test_the_event_is_the_meeting_that_was_spoken_of() -> None:
    text = (
        "The Global Counterterrorism Forum held a workshop in Rome on 3 May 2031. "
        "The two-day event, organised with care, brought together 40 participants. More than 12 countries took part."
    )
    assert [one.get("attendance") for one in found(text, "meeting")] == [40]
    text = "A bomb went off in Rome on 3 May 2031. The event marked the city."
    assert found(text, "meeting") == []


def test_how_many_came_is_said_of_the_meeting_before() -> None:
    text = "The Global Counterterrorism Forum held a workshop in Rome on 3 May 2031. Some 40 countries took part."
    assert [one.get("attendance") for one in found(text, "meeting")] == [40]


def test_a_numbered_dialogue_is_one_of_the_dialogues_named_before() -> None:
    text = (
        "The second Kenya-Japan Counterterrorism Dialogue was held in Nairobi in May 2031. "
        "The third dialogue is scheduled for 2032 in Tokyo."
    )
    assert found(text, "meeting") == [
        {"kind": "bilateral_talks", "ordinal": 2, "when": "2031-05", "place": "Nairobi"},
        {"kind": "bilateral_talks", "ordinal": 3, "when": "2032", "place": "Tokyo"},
    ]


def test_a_working_group_that_no_table_knows_has_meetings_of_its_kind() -> None:
    text = "The seventh meeting of the Kenya-Ghana Joint Working Group on Counter-Terrorism was held in Accra in 2031."
    assert found(text, "meeting")[0]["kind"] == "working_group_meeting"
    text = "They agreed to hold the next round of the Joint Working Group in Nairobi in 2032."
    assert found(text, "meeting")[0] == {"kind": "working_group_meeting", "place": "Nairobi", "when": "2032"}


def test_who_meets_is_no_organiser_of_the_meeting() -> None:
    text = "The Coordinating Committee of the Global Counterterrorism Forum convened its ninth meeting in Rome in 2031."
    assert "organiser" not in found(text, "meeting")[0]


def test_who_takes_part_in_a_meeting_is_not_the_body_that_meets() -> None:
    text = "Heads of United Nations offices took part in the 18th Meeting of Heads of Special Services in Rome in 2031."
    assert "body" not in found(text, "meeting")[0]


def test_conventions_named_together_are_each_known_by_their_place_or_matter() -> None:
    keys = {"ga55_25", "nuclear2005", "hostages1979"}
    text = "Chad will ratify the Hostages, Palermo and Nuclear Terrorism Conventions next year."
    assert {one.get("key") for one in found(text, "instrument")} == keys
    assert found("Chad will host the Palermo and Rome conventions of bakers.", "instrument") == []


def test_a_city_that_no_table_knows_is_told_by_the_state_after_it() -> None:
    text = "He opened the meeting of the Financial Action Task Force in Tulsa, Oklahoma."
    assert [one["place"] for one in found(text, "meeting")] == ["Tulsa"]
    text = "He opened the meeting of the Financial Action Task Force in winter, Oklahoma said."
    assert not any("place" in one for one in found(text, "meeting"))


def test_a_session_of_a_dialogue_is_that_dialogue() -> None:
    text = "Envoys opened the fifth session of the Chad-Ghana Strategic Dialogue on Water in Accra."
    assert found(text, "meeting") == [{"kind": "bilateral_talks", "title": "Water", "place": "Accra", "ordinal": 5}]


def test_a_portfolio_may_end_with_a_comma_before_its_last_matter() -> None:
    text = "The Minister of Foreign Affairs, Regional Cooperation, and Kenyan Expatriates, Ms. Jane Doe, opened it."
    assert [one["person"] for one in found(text, "post")] == ["Jane Doe"]
