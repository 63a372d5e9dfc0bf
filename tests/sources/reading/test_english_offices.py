"""What the reader makes of offices in English: with a complement, denied, given, listed, or of a state left unsaid."""

import pytest

from muntada.sources.reading import read


def posts(text: str) -> list[tuple[str, str, str | None]]:
    found = [one.attrs for one in read(text).findings if one.type == "post"]
    return [(one["person"], one["role"], one.get("body")) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's Vice President Amina Rotich and Deputy Prime Minister Peter Kamau attended.",
        "Former Kenyan Foreign Minister Jane Doe spoke first.",
        "Peter Kamau, foreign policy advisor to the Prime Minister Sanna Lahti, attended.",
        "Amandeep Rao, the Secretary-General's Envoy on Technology, left Kenya.",
    ],
)
def test_who_holds_another_office_than_the_one_named_has_no_post(text: str) -> None:
    assert posts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Special Envoy for the Sahel Emma Verdi met Ghana's National Counter-Terrorism Coordinator, Kofi Mensah.",
            [
                ("Emma Verdi", "special_envoy", None),
                ("Kofi Mensah", "national_counter_terrorism_coordinator", "GH"),
            ],
        ),
        (
            "Tunisian Minister of Foreign Affairs, Migration and Tunisians Abroad Nabil Haddad spoke.",
            [("Nabil Haddad", "minister_for_foreign_affairs", "TN")],
        ),
        (
            "Ambassador Jane Rowan, Permanent Representative of Kenya to the OSCE, chaired it.",
            [("Jane Rowan", "permanent_representative", "KE")],
        ),
        (
            "They received Uganda's Ambassador to Ethiopia, Rebecca Otim.",
            [("Rebecca Otim", "ambassador", "UG")],
        ),
        (
            "Coordinator for Counterterrorism Ambassador Nathan A. Doe spoke.",
            [("Nathan A. Doe", "national_counter_terrorism_coordinator", None)],
        ),
    ],
)
def test_an_office_reaches_over_its_complement_to_the_name(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The President appointed Amina Rotich as Kenya's Permanent Representative to the United Nations.",
            ("Amina Rotich", "permanent_representative", "KE"),
        ),
        (
            "Peter Kamau was named Minister of Interior of Kenya on Monday.",
            ("Peter Kamau", "minister_of_interior", "KE"),
        ),
        (
            "Jane Rowan has been appointed Executive Director of the International Institute for Justice and the Rule "
            "of Law.",
            ("Jane Rowan", "executive_director", "iij"),
        ),
    ],
)
def test_an_office_is_given_to_who_stands_before_it(text: str, expected: tuple[str, str, str]) -> None:
    assert posts(text) == [expected]


def test_several_hold_an_office_that_is_named_once() -> None:
    assert posts("Foreign Ministers Jane Rowan of Kenya and Kofi Mensah of Ghana opened the meeting.") == [
        ("Jane Rowan", "minister_for_foreign_affairs", "KE"),
        ("Kofi Mensah", "minister_for_foreign_affairs", "GH"),
    ]


def test_in_a_text_of_two_states_who_meets_an_official_of_one_is_of_the_other() -> None:
    text = (
        "President Joan Doe and King Omar II of Jordan met in Amman. Japan and Jordan are partners, and Jordan thanked "
        "Japan. President Doe left."
    )
    assert posts(text) == [("Joan Doe", "president", "JP"), ("Omar II", "king", "JO")]
    text = "Kenyan Prime Minister Amina Rotich hosted President Doe. Kenya thanked its guest, and Kenya is glad."
    assert posts(text) == [("Amina Rotich", "head_of_government", "KE")]


def test_a_full_name_keeps_its_particles_and_its_article() -> None:
    text = "Sheikh Hamad bin Zayed Al Rashid, Minister of Foreign Affairs of the United Arab Emirates, opened it."
    assert posts(text) == [("Hamad bin Zayed Al Rashid", "minister_for_foreign_affairs", "AE")]
    assert posts("Iraqi Prime Minister Omar Shia al-Sudani spoke.") == [
        ("Omar Shia al-Sudani", "head_of_government", "IQ")
    ]
