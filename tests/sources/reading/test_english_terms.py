"""Terms and delegations that English gives by a person, and by whom a state was represented."""

from typing import Any

from muntada.sources.reading import read


def found(text: str, kind: str) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text).findings if one.type == kind]


def test_who_is_of_a_state_chairs_for_it() -> None:
    text = "The Counter-Terrorism Committee Chair, Ambassador Jane Rowan of Kenya, spoke."
    assert found(text, "term") == [{"body": "un.sc.ctc", "role": "chair", "party": ["KE"]}]
    assert found("The Counter-Terrorism Committee Chair, Ambassador Jane Rowan, spoke of Kenya.", "term") == []


def test_who_represents_a_state_holds_office_in_it() -> None:
    assert found("Malta was represented by Foreign Minister Ian Bone.", "post") == [
        {"person": "Ian Bone", "role": "minister_for_foreign_affairs", "body": "MT"}
    ]
    text = "Coordinator for Counterterrorism Jane Rowan represented Kenya at the talks."
    assert found(text, "post")[0]["body"] == "KE"


def test_two_terms_of_one_chair_have_their_own_dates() -> None:
    text = (
        "Kenya joined the Global Counterterrorism Forum. "
        "It co-chaired with Japan from 2031 to 2033 and currently with Ghana from 2033 to 2035."
    )
    assert found(text, "term") == [
        {"body": "gctf", "role": "co_chair", "party": ["KE", "JP"], "start": "2031", "end": "2033"},
        {"body": "gctf", "role": "co_chair", "party": ["KE", "GH"], "start": "2033", "end": "2035"},
    ]
