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


def test_short_lines_under_a_title_say_where_and_when() -> None:
    text = "35e Sommet ordinaire de la CEDEAO\nLuanda, Angola\n14-15 juillet 2031\nLe programme sera publié."
    assert found(text, "meeting") == [
        {"kind": "summit", "ordinal": 35, "body": "org.ecowas", "when": "2031-07-14/2031-07-15", "place": "Luanda"}
    ]
    text = "35e Sommet ordinaire de la CEDEAO\nLuanda est une belle ville."
    assert "place" not in found(text, "meeting")[0]


def test_a_state_a_line_is_a_list_of_members() -> None:
    text = "La CEDEAO compte les États membres suivants :\n- le Bénin ;\n- le Togo ;\n- des observateurs."
    assert [one["party"] for one in found(text, "membership")] == [["BJ"], ["TG"]]
    assert found("La CEDEAO a visité les pays suivants.\n- le Bénin ;\n- le Togo.", "membership") == []


def test_a_line_of_a_chronicle_begins_with_its_year() -> None:
    assert found("2014 : création du G5 Sahel", "body")[0]["established"] == "2014"
    assert found("2014 agents et la création du G5 Sahel", "body") == []


def test_tasks_are_listed_also_under_a_unit_that_no_table_knows() -> None:
    text = "Ses missions sont :\n- d'assurer le suivi des programmes ;\n- la formation des juges."
    assert found(text, "mandate") == [{"title": "assurer le suivi des programmes"}, {"title": "la formation des juges"}]
    assert found("Ses bureaux sont :\n- le greffe de la cour ;\n- les archives.", "mandate") == []


def test_a_unit_of_a_known_body_has_a_kind_and_a_parent_and_no_key() -> None:
    text = "Le Comité interparlementaire du G5 Sahel, créé en juillet 2018 à Oslo, compte des députés."
    assert found(text, "body") == [{"kind": "committee", "parent": "org.g5_sahel", "established": "2018-07"}]


def test_the_founding_of_a_part_is_not_that_of_the_whole() -> None:
    assert found("La Force conjointe du G5 Sahel, créée en 2017, a repris ses patrouilles.", "body") == []
    text = "Le pays a quitté le bloc du G5 Sahel, créé en 2014."
    assert [one["established"] for one in found(text, "body")] == ["2014"]


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ("À Oslo s'est tenue le 7 février 2031 une réunion de l'OSCE.", {"place": "Oslo", "when": "2031-02-07"}),
        ("La capitale nigérienne a accueilli le 7 février 2031 une réunion de l'OSCE.", {"place": "Niamey"}),
        ("Le 7 février 2031, le Pérou abrite une réunion de l'OSCE.", {"when": "2031-02-07"}),
        ("Le rideau est tombé le 7 février 2031 à Lima sur la réunion de l'OSCE.", {"place": "Lima"}),
        ("Malabo, ville côtière, a accueilli la réunion de l'OSCE.", {"place": "Malabo"}),
        ("La réunion de l'OSCE, abritée par Conakry le 7 février 2031, a pris fin.", {"place": "Conakry"}),
        ("Il est arrivé à Oran pour prendre part à la réunion de l'OSCE.", {"place": "Oran"}),
        ("65e réunion de l'OSCE, Bissau, le 9 juillet 2031", {"place": "Bissau", "when": "2031-07-09", "ordinal": 65}),
    ],
)
def test_a_meeting_has_its_place_and_day_in_any_order(text: str, attrs: dict[str, Any]) -> None:
    meeting = found(text, "meeting")[0]
    assert meeting["body"] == "org.osce"
    assert {name: meeting.get(name) for name in attrs} == attrs


@pytest.mark.parametrize(
    "text",
    [
        "Le sommet de la montagne est enneigé.",
        "Les travaux de construction de la route ont débuté à Lomé le 3 mai 2031.",
        "La formation du gouvernement a eu lieu le 3 mai 2031.",
        "Les assises de la cour d'assises ont repris.",
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(text: str) -> None:
    assert found(text, "meeting") == []


def test_two_presidents_share_their_office_before_their_adjectives() -> None:
    text = "Les présidents nigérien Ali Kane et tchadien Paul Ba ont signé."
    assert found(text, "post") == [
        {"person": "Ali Kane", "role": "president", "body": "NE"},
        {"person": "Paul Ba", "role": "president", "body": "TD"},
    ]
