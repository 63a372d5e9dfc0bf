"""French offices, organs, works and general nouns as the reader takes them."""

from typing import Any

import pytest

from muntada.sources.reading import read


def found(text: str, kind: str) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text).findings if one.type == kind]


def test_a_state_holds_a_chair_through_its_president_whose_name_stands_between_two_offices() -> None:
    text = "Le président en exercice de la CEDEAO, Kofi Ansah, président de la République du Ghana, a voté."
    assert found(text, "term") == [{"body": "org.ecowas", "role": "chair", "party": ["GH"]}]
    assert found(text, "post") == [{"person": "Kofi Ansah", "role": "president", "body": "GH"}]


def test_who_presides_over_a_commission_holds_no_chair_for_a_state() -> None:
    text = "M. Ali Diarra, président de la Commission de la CEDEAO, et le ministre togolais de la Santé ont voté."
    assert found(text, "term") == []
    assert found(text, "post") == [{"person": "Ali Diarra", "role": "chair", "body": "org.ecowas"}]


@pytest.mark.parametrize(
    ("office", "state"),
    [
        ("président de la République centrafricaine", "CF"),
        ("président de la République démocratique du Congo", "CD"),
        ("président de la République islamique de Mauritanie", "MR"),
        ("ambassadeur de la République fédérative du Brésil au Togo", "BR"),
        ("ambassadeur de la République fédérale d'Allemagne au Togo", "DE"),
    ],
)
def test_an_office_is_of_the_republic_that_follows(office: str, state: str) -> None:
    assert found(f"S. E. M. Paul Ngoma, {office}, a pris la parole.", "post")[0]["body"] == state


def test_a_minister_without_a_role_of_his_own_chairs_for_his_state_and_is_no_post() -> None:
    text = "Présidée par le ministre togolais de la Santé, Koffi Abalo, la rencontre s'est tenue à Oslo le 9 mars 2031."
    assert found(text, "meeting") == [{"kind": "meeting", "when": "2031-03-09", "place": "Oslo", "chair": ["TG"]}]
    assert found(text, "post") == []


def test_the_conference_of_heads_of_state_is_an_organ_and_its_session_the_meeting() -> None:
    text = (
        "La 52e session ordinaire de la Conférence des chefs d'État et de gouvernement de la CEDEAO s'est tenue le "
        "16 mai 2031 à Praia, République du Cabo Verde, sous la présidence de S. E. M. Koffi Abalo, président du Togo."
    )
    assert found(text, "meeting") == [
        {
            "kind": "session", "ordinal": 52, "body": "org.ecowas", "when": "2031-05-16", "place": "Praia",
            "chair": ["TG"],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ("Ils ont salué l'Accord de paix d'Oslo.", [{"kind": "agreement"}]),
        ("Le Traité de Lagos, signé le 28 mai 1975, l'a fondée.", [{"kind": "treaty", "when": "1975-05-28"}]),
        ("Ils ont salué un accord de paix.", []),
        ("L'accord de paix est fragile.", []),
    ],
)
def test_a_capital_makes_of_a_kind_the_name_of_a_work(text: str, attrs: list[dict[str, Any]]) -> None:
    assert found(text, "instrument") == attrs


def test_what_is_trafficked_is_named_by_each_object_of_the_list() -> None:
    topics = read("Il a évoqué le trafic de drogues, d'armes et d'êtres humains.").mentions["topics"]
    assert {"drug_trafficking", "arms_trafficking", "trafficking_in_persons"} <= set(topics)


def test_the_community_with_a_capital_is_the_body_spoken_of() -> None:
    text = "La CEDEAO a été fondée en 1975. Le Cap-Vert a rejoint la Communauté en 1976."
    assert found(text, "membership") == [{"party": ["CV"], "body": "org.ecowas", "kind": "member"}]
    assert found(text.replace("Communauté", "communauté"), "membership") == []


def test_the_first_word_of_a_text_is_no_roman_numeral() -> None:
    assert "ordinal" not in found("Le sommet de la CEDEAO a eu lieu à Praia.", "meeting")[0]
