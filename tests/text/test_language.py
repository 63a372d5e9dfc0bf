"""The language of a text is told by its script, then by a model, and by little words when it is short."""

import subprocess
import sys

import pytest

from muntada.text.language import detect

FRENCH = "Les États membres du groupe de travail se sont réunis à Rabat pour examiner la stratégie commune. "
ENGLISH = "The member states of the working group met in Rabat to examine the common strategy they had adopted. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        (FRENCH * 100, "fr"),
        ("قرر المجلس اعتماد القرار S/RES/2396 (2017) بشأن المقاتلين", "ar"),
        ("Conseil de sécurité", "fr"),
        ("Groupe de travail", "fr"),
        ("the Forum", "en"),
        ("Rabat", "en"),
        ("لقاء", "ar"),
        ("ﻣﺤﻤﺪ", "ar"),
        ("2017 (12) - ٢٠", "und"),
        ("", "und"),
        ("7 " * 5000 + FRENCH, "fr"),
    ],
)
def test_language(text, language):
    assert detect(text) == language


def test_arabic_loads_no_model():
    code = (
        "import sys; from muntada.text.language import detect; assert detect('قرار المجلس') == 'ar'; "
        "assert not any(name.startswith('py3langid') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
