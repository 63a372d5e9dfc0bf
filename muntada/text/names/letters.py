"""Words of a name as sounds: one alphabet for Arabic, Latin and Cyrillic script, and what each exchange costs.

The sounds follow the consonants of Arabic, because that script writes least: what it leaves out (short vowels) is
cheap to lose, what it tells apart and others do not (ح and ه, ت and ط) is cheap to exchange. The habits of spelling
are those of the UNGEGN and IJMES tables and of French, Maghrebi, Persian, Urdu and Turkish writing of the same names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]
Costs = NDArray[np.float32]

# Heads and tails of compounds, written as one letter by `parsing`: abd, abu, umm, al-din, allah.
COMPOUND = "αβγδλ"
# Letters of scripts that are not read here: told apart from each other, and from all others.
UNREAD = "".join(chr(0xE000 + number) for number in range(61))
SOUNDS = "\0bpfvwtdszjgkqhxylmnrTDZPScCGJçaeiouAWYIOVQH" + COMPOUND + "0123456789" + UNREAD
NUMBER = {sound: number for number, sound in enumerate(SOUNDS)}
LONGEST = 20  # sounds of a word; longer words are cut
CONSONANTS = frozenset("bpfvwtdszjgkqhxlmnrTDZPScCGJç")
VOWELS = frozenset("aeiou")

_ARABIC = dict(
    zip(
        "اةبتثجحخدذرزسشصضطظعغفقكلمنهويىءپچژگڤکیہھەٹڈڑںےڨڭڪگۀۃٱ",
        "AHbtTjhxdDrzsSsPtZVGfqklmnhWYIQpcJgvkYhhAtdrnYgkkghHA",
        strict=True,
    )
)


def _written(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


_CYRILLIC = _written(
    "абвгдежзийклмнопрстуфхцчшщыэюяёєіїґўғқңөүұһҳҷӣӯәџњљћђјѓќѕ",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts tch sh sh y e yu ya yo e i i g w gh k n o u u h h j i u "
    "a j n l tch dj j g k dz",
) | {"ъ": "", "ь": ""}
_GREEK = _written("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
_OTHER_LATIN = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "dh", "þ": "th", "ß": "ss",
    "ə": "a", "ğ": "gh", "ş": "sh", "ç": "ç", "č": "tch", "š": "sh", "ž": "zh", "ć": "tch", "ḥ": "h", "ŋ": "n",
}  # fmt: skip
_GEORGIAN = _written(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "a b g d e v z t i k l m n o p zh r s t u p k gh q sh tch ts dz ts tch kh j h"
)
_ARMENIAN = _written(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "a b g d e z e e t zh i l kh ts k h dz gh tch m y n sh o tch p j r s v t r ts u p k o f",
)
# Hebrew is written as Arabic is, consonants first: it is read by the same habits.
_HEBREW = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "ابگدهوزحطيككلممننسعففصصقرشت", strict=True))
_FOREIGN = {
    ord(letter): sound for letter, sound in (_CYRILLIC | _GEORGIAN | _ARMENIAN | _OTHER_LATIN | _HEBREW).items()
}
_FOREIGN |= {ord(a): b for a, b in zip("ةکیھہۀەۃٱ", "هكيههههها", strict=True)}
_GREEK_TABLE = {ord(letter): sound for letter, sound in _GREEK.items()}
# Letters that look like Latin ones, in a word that is otherwise Latin.
_LOOKALIKE = str.maketrans("авекмнорстухіѕјα", "abekmhopctyxisja")
_CHAT = str.maketrans("0123456789", "oi2easg" + "hbq")

_LATIN = (
    ("dsch", "j"), ("tsch", "c"), ("tch", "c"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("kh", "x"), ("gh", "G"),
    ("dh", "D"), ("th", "T"), ("ph", "f"), ("zh", "J"), ("dj", "j"), ("dzh", "j"), ("ck", "k"), ("oo", "u"),
    ("ee", "i"), ("ie", "i"), ("x", "ks"), ("c", "k"),
)  # fmt: skip
_LATIN_UNITS = re.compile("|".join(unit for unit, _ in _LATIN))
_LATIN_SOUND = dict(_LATIN)
_ARABIC_LETTER = re.compile("[\u0620-\u06ff]")
_FINAL_YEH = re.compile("ی(?!\\w)")  # Persian writes one letter for both final ي and final ى
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7]")


def folded(text: str) -> str:
    """A name in small letters without marks, hidden characters and apostrophes; Cyrillic, Greek and others in Latin.

    At most 500 code points are read, and runs of marks are cut before normalising, which is quadratic in them.
    """
    text = _MARKS.sub("", text[:2000])[:500].lower()
    if not text.isascii():
        text = _FINAL_YEH.sub("ى", text)
        text = "".join(_unmixed(word) for word in re.split(r"(\W+)", text))
        text = unicodedata.normalize("NFKD", text.translate(_FOREIGN).replace("i\u0307", "i"))
        text = text.replace("c\u0327", "ç").replace("s\u0327", "sh")
        text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Mn", "Cf", "Me", "Lm"})
        text = text.translate(_FOREIGN).translate(_DIGITS)
    return text


class _Digits(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter
        return self[code]


_DIGITS = _Digits()


def _unmixed(word: str) -> str:
    """A word in one script: letters drawn alike are taken for those of the rest of the word; Greek is written out."""
    latin = sum("a" <= letter <= "z" for letter in word)
    if latin and latin < len(word) and any("Ͱ" <= letter <= "ӿ" for letter in word):
        return word.translate(_LOOKALIKE)
    if not latin and any("Ͱ" <= letter <= "Ͽ" for letter in word):
        return unicodedata.normalize("NFD", word).translate(_GREEK_TABLE)
    return word


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic script, the Persian and Urdu letters included."""
    return _ARABIC_LETTER.search(word) is not None


def _arabic_sounds(word: str) -> str:
    sounds = [_ARABIC.get(letter, letter if letter in COMPOUND else "") for letter in word]
    text = "".join(sounds)
    start = 1 if text[:1] in "αβγ" and text else 0
    if text[start : start + 1] == "A":
        text = text[:start] + "O" + text[start + 1 :]
    if text.endswith("h") and len(text) > 2:
        text = text[:-1] + "H"
    return text


def _latin_sounds(word: str) -> str:
    if any(letter.isdigit() for letter in word) and not word.isdigit() and sum(map(str.isdigit, word)) < len(word) / 2:
        word = word.translate(_CHAT)
    word = re.sub("ou(?=[aeiou])", "w", word)
    word = re.sub("gu(?=[ei])", "g", word.replace("ou", "u"))
    word = re.sub("c(?=[eiy])", "ç", word)
    word = _LATIN_UNITS.sub(lambda found: _LATIN_SOUND[found[0]], word)
    word = re.sub("(?<=[aeo])i(?=.)", "y", word)
    word = re.sub("(?<=[aeiou])h$", "H", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return "".join(letter if letter in NUMBER else _unread(letter) for letter in word)


def _unread(letter: str) -> str:
    return UNREAD[ord(letter) % len(UNREAD)] if letter > "\u024f" and letter.isalpha() else ""


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """The sounds of one folded word, at most `LONGEST`; empty where no letter is known."""
    return (_arabic_sounds(word) if is_arabic(word) else _latin_sounds(word))[:LONGEST]


def codes(text: str, width: int = LONGEST) -> Codes:
    """Sounds as a row of numbers, filled with nought to `width`."""
    row = np.zeros(width, dtype=np.uint8)
    row[: len(text)] = [NUMBER[sound] for sound in text]
    return row


_NEAR = {
    0.02: "OA Oa Oe Oi Oo Ou Va OV kq HA Ha Hh Ww Yy Wu Yi IY Ia Aa çs SC jJ PD PZ DZ GG ZD xC",
    0.08: "Va Ve Vi Vo Vu Oa Oe Oi Oo Ou Ae Wo Wv Yi Ye IY Ia Ii Ie wu ie oW hx Sc Cc He",
    0.15: "ae ou ij iy ey gG gq gj Gq qG kg Tt Ts Dd Dz Pd Pz Zz Zd td bp fv vw sz hH xk Ck Cx Dt jc VQ Ht AI AH dP "
    "zZ sT kG kx uw çk çj çc çS jy JS Jz Gx",
    0.3: "ai ao ei eo eu gh hG kc gk vb ki ks cS sS Ss tT nm",
}  # fmt: skip


def _exchange() -> Costs:
    size = len(SOUNDS)
    table = np.full((size, size), 1.0, dtype=np.float32)
    vowels = [NUMBER[s] for s in "aeiou"]
    soft = [NUMBER[s] for s in "aeiouAWYIOVQHwyh"]
    table[np.ix_(soft, soft)] = 0.6
    table[np.ix_(vowels, vowels)] = 0.4
    for cost in sorted(_NEAR, reverse=True):
        for pair in _NEAR[cost].split():
            a, b = NUMBER[pair[0]], NUMBER[pair[1]]
            table[a, b] = table[b, a] = cost
    for sound in COMPOUND:
        table[NUMBER[sound], :] = table[:, NUMBER[sound]] = 2.0
    np.fill_diagonal(table, 0.0)
    return table


def _loss(vowel: float, long_letter: float, alef: float) -> Costs:
    row = np.ones(len(SOUNDS), dtype=np.float32)
    cost = dict.fromkeys("aeiou", vowel) | dict.fromkeys("WY", long_letter) | dict.fromkeys("AI", alef)
    cost |= {"O": 0.15, "V": 0.15, "Q": 0.08, "H": 0.1, "h": 0.55, "y": 0.35, "w": 0.5, "\0": 0.0}
    cost |= {"δ": 1.2, "λ": 1.2, "α": 1.2, "β": 0.7, "γ": 1.2}
    for sound, price in cost.items():
        row[NUMBER[sound]] = price
    return row


EXCHANGE = _exchange()
LOSS = {"alike": _loss(0.38, 0.8, 0.35), "mixed": _loss(0.09, 0.6, 0.25)}
LOSS["mixed"][[NUMBER["i"], NUMBER["o"], NUMBER["u"]]] = 0.14
LOSS["mixed"][NUMBER["y"]] = 0.3
_FULL = CONSONANTS | set(COMPOUND) | set("0123456789") | set(UNREAD)
MASS = np.array([0.0 if s == "\0" else 1.0 if s in _FULL else 0.45 for s in SOUNDS], dtype=np.float32)
