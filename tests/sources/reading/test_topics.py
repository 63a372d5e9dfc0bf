"""What a text speaks of: names inside names, and objects that share one head."""

from __future__ import annotations

import pytest

from muntada.sources.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "خصص الاجتماع للوقاية من الغلو والتطرف العنيف.",
        "The course is about preventing recruitment and violent extremism.",
        "Le cours porte sur la prévention du recrutement et de l'extrémisme violent.",
    ],
)
def test_an_object_takes_the_head_that_it_shares(text: str) -> None:
    assert {"preventing_violent_extremism", "violent_extremism"} <= set(read(text).mentions["topics"])


@pytest.mark.parametrize(
    "text",
    [
        "تناول الاجتماع الغلو والتطرف العنيف.",
        "They speak of prevention. Poverty and violent extremism are others' work.",
        "Le chômage et l'extrémisme violent sont deux questions.",
    ],
)
def test_an_object_without_a_head_takes_none(text: str) -> None:
    assert "preventing_violent_extremism" not in read(text).mentions["topics"]


@pytest.mark.parametrize(
    "text",
    [
        "انتخبت رئيسة لجنة مكافحة الإرهاب داخل مجلس الأمن في يناير.",
        "The Counter-Terrorism Committee of the Security Council met in May.",
        "Le Comité contre le terrorisme du Conseil de sécurité s'est réuni en mai.",
    ],
)
def test_a_body_named_with_the_one_above_it_names_both(text: str) -> None:
    assert {"un.sc", "un.sc.ctc"} <= set(read(text).mentions["organisations"])


def test_a_body_named_alone_does_not_name_the_one_above_it() -> None:
    assert read("The Counter-Terrorism Committee met in May.").mentions["organisations"] == ["un.sc.ctc"]
