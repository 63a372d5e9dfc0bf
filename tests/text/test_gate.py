"""The gate lets ordinary text in unchanged, and refuses what would hurt, with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.gate import TextRefused, admit, admit_name, bidi_notes, decode

ARABIC = "اجتمع أعضاء المنتدى في الرباط لبحث سبل التعاون بين الدول الأعضاء في هذا المجال.\n" * 5
FRENCH = "Les États membres se sont réunis à Rabat pour étudier la coopération entre eux.\n" * 5
ENGLISH = "The members met in Rabat to study how they may work together – and said “yes”.\n" * 5


def refusal(call, *args, **options):
    with pytest.raises(TextRefused) as refused:
        call(*args, **options)
    return refused.value.reason_code


def test_what_is_refused_everywhere():
    assert refusal(admit, "a\0b") == "nul"
    assert refusal(admit, "a\ud800b") == "surrogate"
    assert refusal(admit, "ا" + "\u064b\u0651" * 100_000) == "marks"
    assert refusal(admit, "ا" * 11, limit=10) == "too_long"


def test_ordinary_text_comes_in_unchanged():
    for text in (ARABIC, FRENCH, ENGLISH, "مُحَمَّدٌ", "👨‍👩‍👧 " * 1000, "", "م" + "\u064b" * 30):
        assert admit(text) == text


def test_controls_of_direction_are_reported_for_sources_and_refused_in_names():
    assert bidi_notes("annex\u202efdp.exe") == ("override",)
    assert bidi_notes("\u2067x") == bidi_notes("x\u2069\u2067") == ("unbalanced_isolate",)
    assert bidi_notes("\u2068x\u2069") == ()
    assert admit("\u202eabc") == "\u202eabc"
    assert refusal(admit_name, "Ahmad\u202e") == "bidi"
    assert refusal(admit_name, "\u2067Ahmad") == "bidi"


@pytest.mark.parametrize("name", ["", "  ", "...", "\u064b\u0651", "ـــ", "\u200b\u200d", "«»-"])
def test_a_name_of_nothing_is_refused(name):
    assert refusal(admit_name, name) == "empty"


def test_names_are_short_lines():
    assert refusal(admit_name, "a\nb") == "control"
    assert refusal(admit_name, "م" * 10_000) == "too_long"
    assert admit_name("عبد\u200cالله بن-سعيد") == "عبد\u200cالله بن-سعيد"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (FRENCH, "windows-1252"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-8"),
        (ENGLISH, "windows-1252"),
        ("plain ascii", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_encodings_are_recognised(text, encoding):
    read = decode(text.encode(encoding))
    assert read.text == text
    assert read.encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_believed_and_taken_off(encoding):
    assert decode(ARABIC.encode(encoding), "utf-8").text == ARABIC


def test_a_false_declaration_is_noted():
    assert "declared_otherwise" in decode(ARABIC.encode("utf-16-le"), "utf-8").notes
    assert "declared_otherwise" in decode(ARABIC.encode(), "windows-1256").notes
    assert decode(ARABIC.encode(), "no-such-thing").notes == ()


def test_a_mark_in_the_middle_is_noted():
    assert decode("ab\ufeffcd".encode()).notes == ("inner_mark",)


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "windows-1252"), ("windows-1256", "windows-1252")])
def test_arabic_read_in_the_wrong_encoding_is_noted(right, wrong):
    broken = ARABIC.encode(right).decode(wrong, "ignore")
    assert "mojibake" in decode(broken.encode()).notes


def test_utf8_read_as_windows_1256_is_noted():
    broken = ARABIC.encode().decode("windows-1256", "ignore")
    assert "mojibake" in decode(broken.encode()).notes


@pytest.mark.parametrize("text", [ARABIC, FRENCH, ENGLISH])
def test_sound_text_is_not_called_broken(text):
    assert decode(text.encode()).notes == ()


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"PK\x03\x04abc", b"\x89PNG\r\n", bytes(range(256)) * 40, b"\0\1\2\3" * 100]
)
def test_binary_files_are_refused(data):
    assert refusal(decode, data) in {"binary", "encoding"}


def test_invalid_utf8_is_never_an_error_of_ours():
    assert decode(b"abc \xc0\xaf def").encoding != "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        read = decode(data)
    except TextRefused:
        return
    assert isinstance(read.text, str)
