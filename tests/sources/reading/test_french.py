"""What the reader finds in small French texts."""

from typing import Any

import pytest

from muntada.sources.reading import read

COALITION = "org.global_coalition_to_defeat_isis"


def found(text: str, kind: str) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text).findings if one.type == kind]


def titles(text: str) -> list[str]:
    return [one["title"] for one in found(text, "agenda")]


def test_what_several_sentences_say_of_one_meeting_is_one_finding() -> None:
    text = (
        "Amman reçoit la réunion du groupe de travail du GCTF sur l'Afrique de l'Est\n"
        "La 3e réunion plénière du groupe de travail du GCTF sur l'Afrique de l'Est commence le 6 juin 2033. "
        "Cette réunion est coprésidée par Oman et le Chili et rassemble à Amman 60 experts."
    )
    assert found(text, "meeting") == [
        {
            "kind": "plenary_meeting", "body": "gctf.wg.ea", "place": "Amman", "ordinal": 3, "when": "2033-06-06",
            "chair": ["OM", "CL"], "attendance": 60,
        }
    ]  # fmt: skip


def test_a_pronoun_stands_for_the_meeting_before() -> None:
    text = (
        "La 5e réunion ministérielle de la Coalition mondiale contre Daech a pris fin. "
        "Elle s'est tenue le 3 mai 2031 à Rome, sous la présidence de l'Italie."
    )
    assert found(text, "meeting") == [
        {
            "kind": "ministerial_meeting", "ordinal": 5, "body": COALITION, "when": "2031-05-03", "place": "Rome",
            "chair": ["IT"],
        }
    ]  # fmt: skip


def test_the_participle_tells_who_is_chaired() -> None:
    meeting = "La 5e réunion ministérielle du Forum mondial de lutte contre le terrorisme, {} par le Kenya et le Japon."
    of_the_meeting, of_the_forum = meeting.format("coprésidée"), meeting.format("coprésidé")
    assert found(of_the_meeting, "meeting")[0]["chair"] == ["KE", "JP"]
    assert found(of_the_meeting, "term") == []
    assert "chair" not in found(of_the_forum, "meeting")[0]
    assert found(of_the_forum, "term") == [{"body": "gctf", "role": "co_chair", "party": ["KE", "JP"]}]


def test_a_chair_and_a_counterpart_chair_a_meeting_together() -> None:
    text = (
        "La conférence de l'OSCE a lieu à Vienne. Mamadou Faye, ministre des Affaires étrangères, de l'Intégration et "
        "des Sénégalais de l'extérieur, préside avec son homologue norvégienne, Ingrid Solberg, cette conférence."
    )
    assert found(text, "meeting")[0]["chair"] == ["SN", "NO"]
    assert found(text, "post") == [
        {"person": "Mamadou Faye", "role": "minister_for_foreign_affairs", "body": "SN"},
        {"person": "Ingrid Solberg", "role": "minister_for_foreign_affairs", "body": "NO"},
    ]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "Karim Haddad, ministre algérien des Affaires étrangères, a pris la parole.",
            {"person": "Karim Haddad", "role": "minister_for_foreign_affairs", "body": "DZ"},
        ),
        (
            "Mme Aya El Amrani, ministre de la Justice de la République du Chili, relit la loi.",
            {"person": "Aya El Amrani", "role": "minister_of_justice", "body": "CL"},
        ),
        (
            "La présidente du Parlement arabe, Ibtissam Sow, a répondu.",
            {"person": "Ibtissam Sow", "role": "chair", "body": "org.arab_parliament"},
        ),
        (
            "Awa Diop, envoyée spéciale du Secrétaire général de l'ONU, est venue.",
            {"person": "Awa Diop", "role": "special_envoy", "body": "un"},
        ),
        (
            "Le Conseil a nommé Bart Peeters coordinateur de l'UE pour la lutte contre le terrorisme.",
            {"person": "Bart Peeters", "role": "eu_counter_terrorism_coordinator", "body": "EU"},
        ),
        (
            "Jean Petit a été nommé au poste de directeur exécutif de la DECT.",
            {"person": "Jean Petit", "role": "executive_director", "body": "un.cted"},
        ),
    ],
)
def test_an_office_is_read_with_its_holder_and_what_it_is_of(text: str, post: dict[str, str]) -> None:
    assert found(text, "post") == [post]


def test_a_former_minister_holds_no_office() -> None:
    assert found("L'ancien ministre des Affaires étrangères Jean Petit a publié ses mémoires.", "post") == []


def test_a_meeting_by_verb_is_one_and_a_participle_is_none() -> None:
    met = "Les chefs d'État du G5 Sahel se sont réunis le 3 mai 2031 à Niamey."
    assert found(met, "meeting") == [
        {"kind": "summit", "body": "org.g5_sahel", "when": "2031-05-03", "place": "Niamey"}
    ]
    assert found("Il a rencontré les membres du G5 Sahel à Niamey.", "meeting") == []


def test_the_days_of_a_resolution_or_a_foundation_are_not_those_of_a_meeting() -> None:
    text = "Une réunion du Forum mondial de lutte contre le terrorisme, lancé en 2011, s'est tenue à Rabat."
    assert found(text, "meeting") == [{"kind": "meeting", "body": "gctf", "place": "Rabat"}]


def test_the_forum_is_described_over_several_sentences() -> None:
    text = (
        "Institué en 2011, le GCTF publie des guides. "
        "Il compte 30 membres et travaille avec des instituts comme Hedayah. "
        "Oman exerce la coprésidence de cette instance avec le Chili."
    )
    assert found(text, "body") == [{"key": "gctf", "established": "2011", "members": 30, "kind": "forum"}]
    assert found(text, "cooperation") == [{"body": ["gctf", "hedayah"]}]
    assert found(text, "term") == [{"body": "gctf", "role": "co_chair", "party": ["OM", "CL"]}]


def test_a_planned_candidacy_is_no_term_and_an_election_is() -> None:
    plan = "La Jordanie a annoncé sa candidature à la coprésidence du Forum mondial de lutte contre le terrorisme."
    assert found(plan, "term") == []
    assert found(plan, "candidacy") == [{"party": ["JO"], "body": "gctf", "role": "chair"}]
    elected = "La Jordanie vient d'être choisie comme coprésidente du Forum mondial contre le terrorisme."
    assert found(elected, "candidacy") == []
    assert found(elected, "term") == [{"body": "gctf", "role": "co_chair", "party": ["JO"]}]


def test_a_pronoun_stands_for_the_party_before() -> None:
    text = "La Tunisie a présenté son bilan. Elle est membre du GCTF, de l'Union africaine et de la Ligue arabe."
    assert [one["body"] for one in found(text, "membership")] == [
        "gctf", "org.african_union", "org.league_of_arab_states",
    ]  # fmt: skip
    assert all(one["party"] == ["TN"] for one in found(text, "membership"))


def test_those_who_take_part_are_read_before_and_after_the_verb() -> None:
    text = (
        "Un séminaire de la Coalition mondiale contre Daech a repris à Lima le 3 mai 2031 en présence du Chili. "
        "Assisteront à ce séminaire l'Islande, Oman et la Serbie. Le Pérou et le Togo y participent."
    )
    assert [one["party"][0] for one in found(text, "participation")] == ["CL", "IS", "OM", "RS", "PE", "TG"]
    assert {one["body"] for one in found(text, "participation")} == {COALITION}


def test_the_agenda_is_read_item_by_item_and_and_parts_only_whole_items() -> None:
    text = (
        "Les participants examineront la prévention et la lutte contre l'extrémisme violent, le retour des combattants "
        "ainsi que la coopération judiciaire."
    )
    assert titles(text) == [
        "la prévention et la lutte contre l'extrémisme violent", "le retour des combattants",
        "la coopération judiciaire",
    ]  # fmt: skip


def test_quotation_marks_with_spaces_hold_a_title_and_a_statement_is_none() -> None:
    text = "Un atelier de l'OSCE s'est tenu à Vienne le 3 mai 2031 sous le thème « Sécurité des frontières »."
    assert found(text, "meeting")[0]["title"] == "Sécurité des frontières"
    said = "La session a été utile. « Nous avons avancé. Les points difficiles demeurent », a dit le ministre."
    assert titles(said) == []


def test_working_groups_listed_under_a_colon_are_bodies_of_the_forum() -> None:
    text = (
        "Le GCTF comprend cinq groupes de travail :\n- justice pénale et état de droit\n"
        "- combattants terroristes étrangers\n- Afrique de l'Ouest\n"
    )
    assert [one["key"] for one in found(text, "body")] == ["gctf.wg.cjrol", "gctf.wg.ftf", "gctf.wg.wa"]


def test_works_are_read_by_what_was_done_with_them() -> None:
    text = (
        "L'Union africaine a adopté le 3 mai 2031 une déclaration politique. "
        "Les deux pays ont signé un mémorandum d'entente. Un rapport est attendu."
    )
    assert found(text, "instrument") == [
        {"kind": "political_declaration", "body": "org.african_union", "when": "2031-05-03"},
        {"kind": "memorandum_of_understanding"},
    ]


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("Le président kényan, Peter Kamau, a reçu mardi 4 mai 2032 à Nairobi l'ambassadeur de Norvège, Lars Berg.",
         {"kind": "bilateral_talks", "when": "2032-05-04", "place": "Nairobi"}),
        ("L'ambassadeur de Norvège, Lars Berg, a été reçu le 4 mai 2032 par le Premier ministre, Peter Kamau.",
         {"kind": "bilateral_talks", "when": "2032-05-04"}),
        ("Reçue par le chef de l'État le 4 mai 2032, la ministre chilienne de la Justice, Ana Rojas, a remis un don.",
         {"kind": "bilateral_talks", "when": "2032-05-04"}),
        ("La ministre chilienne de la Justice, Ana Rojas, s'est entretenue à Lima avec son homologue péruvien.",
         {"kind": "bilateral_talks", "place": "Lima"}),
        ("C'était au tour du président Vega de recevoir le 4 mai 2032 l'ambassadeur du Canada.",
         {"kind": "bilateral_talks", "when": "2032-05-04"}),
        ("Ana Rojas avait reçu en audience l'ambassadeur du Canada, Paul Roy.", {"kind": "bilateral_talks"}),
        ("Le ministre Vega rencontrera le corps diplomatique à Lima le 4 mai 2032.",
         {"kind": "meeting", "when": "2032-05-04", "place": "Lima"}),
        ("Le chef de la diplomatie péruvienne, Luis Vega, s'est rendu à Oslo le 4 mai 2032.",
         {"kind": "official_visit", "when": "2032-05-04", "place": "Oslo"}),
        ("En visite à Oslo le 4 mai 2032, le ministre péruvien de la Justice, Luis Vega, a salué cet accord.",
         {"kind": "official_visit", "when": "2032-05-04", "place": "Oslo"}),
    ],
)  # fmt: skip
def test_who_received_met_or_visited_whom_is_a_meeting(text: str, meeting: dict[str, Any]) -> None:
    assert found(text, "meeting") == [meeting]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre péruvien de la Justice, Luis Vega, a reçu une lettre le 4 mai 2032 de l'ambassadeur du Japon.",
        "Le rapport sur le Pérou a été reçu le 4 mai 2032.",
        "Le ministre péruvien de la Justice, Luis Vega, n'a pas rencontré l'ambassadeur du Japon le 4 mai 2032.",
    ],
)
def test_what_is_no_encounter_is_no_meeting(text: str) -> None:
    assert found(text, "meeting") == []


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("L'ancien président béninois Thomas Adjovi a voté.", {("Thomas Adjovi", "president", "BJ")}),
        ("L'ex-ministre des Affaires étrangères du Pérou, Luis Vega, a voté.",
         {("Luis Vega", "minister_for_foreign_affairs", "PE")}),
        ("L'ancien ministre péruvien des Affaires étrangères a voté.", set()),
        ("Le Représentant spécial du Secrétaire général des Nations Unies et chef de mission, Lars Berg, a voté.",
         {("Lars Berg", "special_representative", "un")}),
        ("L'ambassadrice du Chili au Kenya, doyenne et porte-parole du corps diplomatique, SEM Ana Rojas, a voté.",
         {("Ana Rojas", "ambassador", "CL")}),
        ("Saluant le ministre Paul Roy, l'ambassadeur du Chili, doyen du corps diplomatique, Luis Vega, a voté.",
         {("Luis Vega", "ambassador", "CL")}),
        ("Avec le Représentant spécial du Secrétaire général des Nations Unies, Chef de la mission, il a voté.", set()),
        ("L'ambassadeur de Chine et le ministre des Finances, Jean Petit, ont voté.", set()),
        ("Les ministres des Affaires étrangères Ana Rojas (Chili) et Jun Mori (Japon) ont voté.",
         {("Ana Rojas", "minister_for_foreign_affairs", "CL"), ("Jun Mori", "minister_for_foreign_affairs", "JP")}),
        ("Les présidents Peter Kamau du Kenya et Luis Vega du Pérou ont voté.",
         {("Peter Kamau", "president", "KE"), ("Luis Vega", "president", "PE")}),
        ("Les ministres de l'Intérieur du Chili, Ana Rojas, et du Japon, Jun Mori, ont voté.",
         {("Ana Rojas", "minister_of_interior", "CL"), ("Jun Mori", "minister_of_interior", "JP")}),
        ("Le ministre des Affaires étrangères français, Jean Le Goff, a voté.",
         {("Jean Le Goff", "minister_for_foreign_affairs", "FR")}),
        ("L'envoyé spécial de l'ONU pour la Libye, l'ancien président péruvien Luis Vega, a voté.",
         {("Luis Vega", "special_envoy", "un"), ("Luis Vega", "president", "PE")}),
        ("Le représentant de l'Union européenne, Paul Roy, a voté.", {("Paul Roy", "representative", "EU")}),
    ],
)  # fmt: skip
def test_offices_put_together_are_read_apart(text: str, posts: set[tuple[str, str, str]]) -> None:
    assert {(one["person"], one["role"], one["body"]) for one in found(text, "post")} == posts


def test_who_held_an_office_acts_for_no_state() -> None:
    text = "La 5e réunion du GCTF à Rabat a été présidée par l'ancien président béninois Thomas Adjovi."
    assert "chair" not in found(text, "meeting")[0]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Au centre des échanges, la sécurité des frontières au Niger et au Tchad.",
         ["la sécurité des frontières au Niger et au Tchad"]),
        ("Les deux personnalités ont échangé sur la question migratoire et le partage des preuves.",
         ["la question migratoire", "le partage des preuves"]),
        ("Avec l'ambassadeur du Japon, les échanges étaient axés sur la réforme en cours et la coopération judiciaire.",
         ["la réforme en cours", "la coopération judiciaire"]),
        ("Au cours de l'audience, il a été question de l'appui aux victimes et de la formation des juges.",
         ["l'appui aux victimes", "la formation des juges"]),
        ("Au menu des discussions figuraient la protection des cibles vulnérables et l'usage des drones.",
         ["la protection des cibles vulnérables", "l'usage des drones"]),
    ],
)  # fmt: skip
def test_what_talks_were_about_is_their_agenda(text: str, items: list[str]) -> None:
    assert titles(text) == items


def test_participles_and_relatives_say_who_met_and_who_came() -> None:
    text = "Réunis à Lomé le 7 juillet 2031 en session ordinaire, les dirigeants des pays de la CEDEAO ont voté."
    assert found(text, "meeting") == [
        {"kind": "summit", "body": "org.ecowas", "when": "2031-07-07", "place": "Lomé"},
    ]
    text = "Un séminaire de l'OSCE, auquel ont pris part le Chili et Oman, a eu lieu le 3 mai 2031 à Vienne."
    assert [one["party"] for one in found(text, "participation")] == [["CL"], ["OM"]]


def test_a_minister_in_charge_of_nationals_abroad_is_of_their_state() -> None:
    text = "Le ministre des Affaires étrangères et des Tunisiens à l'étranger, Ali Bey, a voté."
    assert found(text, "post") == [{"person": "Ali Bey", "role": "minister_for_foreign_affairs", "body": "TN"}]
