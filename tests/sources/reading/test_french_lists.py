"""What a French text lists line by line: aims, organs, and the points of talks."""

from muntada.sources.reading import read


def of_type(text: str, kind: str) -> list[dict[str, object]]:
    return [dict(found.attrs) for found in read(text).findings if found.type == kind]


def test_the_aims_of_a_body_are_read_from_lines_without_bullets() -> None:
    text = "L'OSCE a pour objet :\nFormer les juges de la région\nLa surveillance des votes locaux\n\nLe siège est ici."
    assert of_type(text, "mandate") == [
        {"body": "org.osce", "title": "Former les juges de la région"},
        {"body": "org.osce", "title": "La surveillance des votes locaux"},
    ]


def test_lines_after_another_announcement_are_no_aims() -> None:
    text = "L'OSCE a pour voisins :\nFormer les juges de la région\nLa surveillance des élections locales"
    assert of_type(text, "mandate") == []


def test_aims_in_quotation_marks_are_read_behind_their_bullets() -> None:
    text = "Ses trois missions sont :\n« - Former les juges de la région\n- Protéger les témoins menacés »\nIl pleut."
    assert [one["title"] for one in of_type(text, "mandate")] == [
        "Former les juges de la région",
        "Protéger les témoins menacés",
    ]


def test_the_organs_of_a_body_are_bodies_with_a_parent() -> None:
    text = (
        "Les organes de l'OSCE sont :\nLe Conseil des juges\nLa Cour des comptes\nLe Comité de suivi\nLe Comité de paix"
    )
    assert of_type(text, "body") == [
        {"kind": "council", "parent": "org.osce"},
        {"parent": "org.osce"},
        {"kind": "committee", "parent": "org.osce"},
        {"kind": "committee", "parent": "org.osce"},
    ]


def test_organs_are_read_in_running_text_up_to_what_is_none() -> None:
    text = (
        "L'OSCE a été réformée. Ses institutions comprennent un Conseil des juges, une Cour (CJO) et enfin un jardin."
    )
    assert of_type(text, "body") == [{"kind": "council", "parent": "org.osce"}, {"parent": "org.osce"}]
    assert of_type("Ses institutions saluent un Conseil des juges de l'OSCE.", "body") == []


def test_the_points_of_talks_end_before_the_clause_that_comments_them() -> None:
    text = (
        "Les entretiens ont porté notamment sur :\n\n"
        "la formation des juges, un domaine que les deux pays connaissent ;\n\n"
        "Il a aussi salué ses hôtes ;\n\n"
        "le partage des preuves qui tarde encore.\n\n"
        "Il est reparti.\n\n"
        "la pluie tombe sur la ville"
    )
    assert [one["title"] for one in of_type(text, "agenda")] == ["la formation des juges", "le partage des preuves"]


def test_two_audiences_of_one_day_are_two_talks() -> None:
    text = (
        "Le Président a évoqué l'audience qu'il a accordée à Mme Ana Rojas, ministre du Chili, le 3 mai 2031. "
        "Le Premier ministre a évoqué l'audience qu'il a accordée à M. Jun Mori, ambassadeur du Japon, le 3 mai 2031."
    )
    assert [one["kind"] for one in of_type(text, "meeting")] == ["bilateral_talks", "bilateral_talks"]


def test_the_name_of_an_official_has_no_marks_of_a_web_page_and_is_the_same_in_capitals() -> None:
    text = "**Monsieur Jun Mori**, Président du Japon, a parlé.\nLe Président Jun MORI a remercié ses hôtes."
    assert [one["person"] for one in of_type(text, "post")] == ["Jun Mori"]


def test_what_people_met_to_do_is_their_agenda_where_it_is_more_than_one_thing() -> None:
    text = "Les juges se sont réunis à Vienne pour « adopter le règlement, choisir un greffe et élire leur doyen »."
    titles = ["adopter le règlement", "choisir un greffe", "élire leur doyen"]
    assert [one["title"] for one in of_type(text, "agenda")] == titles
    assert (
        of_type("Les juges de l'OSCE se sont réunis à Vienne pour fêter leur doyen et chanter un air.", "agenda") == []
    )
    assert of_type("Les juges de l'OSCE se sont réunis à Vienne pour remercier leur doyen.", "agenda") == []


def test_talks_that_a_noun_states_are_those_of_two_officials() -> None:
    text = "Le Président du Niger a évoqué ses entretiens très cordiaux avec le Président du Togo, Jun Mori."
    assert [one["kind"] for one in of_type(text, "meeting")] == ["bilateral_talks"]
    assert of_type("Le Président du Niger a évoqué ses entretiens très cordiaux avec la presse.", "meeting") == []
