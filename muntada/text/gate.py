"""The gate for text from outside: what is let in, what is refused and why, and which encoding a file is in."""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from muntada.text.folding import fold_key

MOST_MARKS = 30  # in a run, as in stream-safe text; more is a burden to whoever normalises or draws it
_MARK = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u1ab0-\u1aff"
_MARK += "\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
_MARK_RUN = re.compile(f"[{_MARK}]{{{MOST_MARKS + 1}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OVERRIDE = re.compile("[\u202d\u202e]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")
_NAME_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_NAME = 500

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("windows-1256", "iso-8859-6", "windows-1252")
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"MZ\x90")
_SAMPLE = 20_000
_ARABIC = re.compile("[ء-ي]")
_COMMON_ARABIC = re.compile("[اليمنوترةبعدسف]")
_LATIN = re.compile("[A-Za-z]")
_ACCENTED = re.compile("[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ]")
_BAD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_ODD = re.compile("[^\\s!-~\u0600-\u06ffàâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ«»“”‘’–—…•°€\u200c-\u200f]")
# What UTF-8 of Arabic or French looks like after it was read as windows-1252 or windows-1256.
_MOJIBAKE = re.compile("(?:[ØÙ][^\\sØÙa-z]){3}|(?:[طظ][^\\sطظ]){4}|Ã[©¨ª§\u00a0´®¢]")
_UNREADABLE_ARABIC = re.compile("[ÇáíäæÊÑÉÈÚÏÓÝãåÃ]{4}")


class TextRefused(ValueError):
    """A text that is not let in. ``reason_code`` is for programs and logs, the message for people."""

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(message)
        self.reason_code = reason_code


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and what a person should know of it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def admit(text: str, *, limit: int = 5_000_000) -> str:
    """The text unchanged if it may come in.

    Raises `TextRefused` with 'too_long' (``limit`` is in code points), 'nul', 'surrogate' or 'marks'. Controls of
    direction are left to `bidi_notes`: a source is kept as it was.
    """
    if len(text) > limit:
        raise TextRefused("too_long", f"The text has {len(text)} characters; at most {limit} are taken.")
    if "\0" in text:
        raise TextRefused("nul", "The text holds a NUL character.")
    if _SURROGATE.search(text):
        raise TextRefused("surrogate", "The text holds half of a character (a lone surrogate).")
    if _MARK_RUN.search(text):
        raise TextRefused("marks", f"The text has more than {MOST_MARKS} combining marks in a row.")
    return text


def bidi_notes(text: str) -> tuple[str, ...]:
    """What a reader should know of the controls of direction in a text: 'override', 'unbalanced_isolate'."""
    notes = ["override"] if _OVERRIDE.search(text) else []
    depth = 0
    for found in _ISOLATE.finditer(text):
        depth += -1 if found[0] == "\u2069" else 1
        if depth < 0:
            break
    return (*notes, "unbalanced_isolate") if depth else tuple(notes)


def admit_name(name: str, limit: int = _LONGEST_NAME) -> str:
    """The name unchanged if it may come in.

    Raises `TextRefused` as `admit` does, and with 'control', 'bidi' or 'empty' (nothing but punctuation, marks
    and space).
    """
    admit(name, limit=limit)
    if _NAME_CONTROL.search(name):
        raise TextRefused("control", "The name holds a line break or another control character.")
    if bidi_notes(name):
        raise TextRefused("bidi", "The name holds characters that turn or leave open its direction.")
    if not any(unicodedata.category(letter)[0] in "LN" for letter in fold_key(name)):
        raise TextRefused("empty", "The name holds no letter and no digit.")
    return name


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: one half of its pairs is nearly always the same byte."""
    sample = data[: _SAMPLE // 20 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    for order, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        known = Counter(high)
        # Latin text has 00 there, Arabic 06 and 00; line by line nothing else is frequent.
        if known[0] and known[0] + known[6] + known[0x20] > 0.9 * len(high):
            return order
    return None


def _plausibility(text: str) -> float:
    """How far a decoding looks like Arabic, French or English, about -1 to 1."""
    if not text:
        return 0.0
    arabic = len(_ARABIC.findall(text))
    common = len(_COMMON_ARABIC.findall(text))
    accented = len(_ACCENTED.findall(text))
    latin = len(_LATIN.findall(text))
    good = arabic * (1 if common > 0.6 * arabic else -1) + (accented if accented < 0.3 * (latin + 1) else -accented)
    bad = 3 * len(_BAD.findall(text)) + 2 * len(_ODD.findall(text)) + 5 * len(_UNREADABLE_ARABIC.findall(text))
    return (good - bad) / max(1, len(text) - latin)


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """The legacy encoding in which a file reads best; the one it declares wins a draw."""
    best: tuple[float, str] | None = None
    # The Arabic pages share most accents with the Western one: a few Arabic letters among Latin ones are none.
    arabic = data[:_SAMPLE].decode("windows-1256", "replace")
    western = len(_ARABIC.findall(arabic)) < 0.1 * len(_LATIN.findall(arabic))
    candidates = ["windows-1252"] if western else [*([declared] if declared else []), *_LEGACY]
    for encoding in dict.fromkeys(candidates):
        text = _strictly(data[:_SAMPLE], encoding)
        if text is None:
            text = data[:_SAMPLE].decode(encoding, "replace") if encoding in _LEGACY else None
        if text is not None and (best is None or _plausibility(text) > best[0] + 0.02):
            best = _plausibility(text), encoding
    if best is None or best[0] < -0.5:
        raise TextRefused("encoding", "The file is in no encoding that gives Arabic, French or English.")
    text = data.decode(best[1], "replace")
    notes = ["guessed_encoding"] + (["replaced_bytes"] if "\ufffd" in text else [])
    return Decoded(text, best[1], tuple(notes))


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_MAGIC):
        raise TextRefused("binary", "The file is a document, picture or program, not a plain text.")
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in (b"\0", b"\1", b"\2", b"\3", b"\4", b"\5", b"\6", b"\x0e", b"\x0f"))
    if controls > len(sample) // 200:
        raise TextRefused("binary", "The file holds bytes that no text has.")


def _read(data: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            if text is None:
                raise TextRefused("encoding", f"The file says it is {encoding} and is not.")
            return Decoded(text, encoding)
    order = _utf16_without_mark(data)
    if order is not None and (wide := _strictly(data, order)) is not None and _plausibility(wide) > -0.5:
        return Decoded(wide, order, ("no_byte_order_mark",))
    _refuse_binary(data)
    text = _strictly(data, "utf-8")
    return Decoded(text, "utf-8") if text is not None else _legacy(data, _known(declared))


def _known(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read the bytes of a plain-text file.

    UTF-8 is believed where it is valid, then marks and patterns of UTF-16 and UTF-32, then the legacy encoding in
    which the bytes look like Arabic, French or English; ``declared`` only decides between equals. Notes are
    'guessed_encoding', 'no_byte_order_mark', 'replaced_bytes', 'inner_mark', 'control_characters', 'mojibake',
    'declared_otherwise' and those of `bidi_notes`. Raises `TextRefused` with 'binary' or 'encoding'.
    """
    read = _read(data, declared)
    notes = list(read.notes)
    name = _known(declared)
    if name is not None and codecs.lookup(read.encoding).name != name and not read.text.isascii():
        notes.append("declared_otherwise")
    sample = read.text[:_SAMPLE]
    if "\ufeff" in read.text:
        notes.append("inner_mark")
    if _CONTROL.search(read.text):
        notes.append("control_characters")
    if len(_MOJIBAKE.findall(sample)) > 2 or len(_UNREADABLE_ARABIC.findall(sample)) > 5:
        notes.append("mojibake")
    return Decoded(read.text, read.encoding, (*notes, *bidi_notes(read.text)))
