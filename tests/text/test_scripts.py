"""In which script a name is written."""

from __future__ import annotations

import pytest

from muntada.text.names.scripts import script_of


@pytest.mark.parametrize(
    ("name", "script"),
    [("Samir al-Sharif", "latin"), ("سمير الشريف", "arabic"), ("سمیر شریف ۳", "arabic"), ("Самир Шариф", "cyrillic"),
     ("Élodie Ñúñez", "latin"), ("Σαμίρ", "other"), ("عبد الرحمن (Ali)", "arabic"), ("1964-02", ""), ("", "")],
)  # fmt: skip
def test_a_name_is_of_the_script_of_most_of_its_letters(name: str, script: str) -> None:
    assert script_of(name) == script
