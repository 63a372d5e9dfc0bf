"""The order of names in a list."""

from __future__ import annotations

import random

from muntada.text.order import order_key


def test_arabic_names_stand_in_the_order_of_the_alphabet_without_their_article() -> None:
    names = [
        "الأردن",
        "إسبانيا",
        "الإمارات",
        "تونس",
        "الجزائر",
        "قطر",
        "كندا",
        "الكويت",
        "مصر",
        "المغرب",
        "هولندا",
        "اليمن",
    ]
    mixed = random.sample(names, len(names))
    assert sorted(mixed, key=lambda name: order_key(name, "ar")) == names


def test_marks_do_not_count_and_articles_of_latin_names_neither() -> None:
    english = ["Algeria", "the Gambia", "Türkiye", "United Kingdom"]
    assert sorted({*english}, key=lambda name: order_key(name, "en")) == english
    french = ["Algérie", "Égypte", "Le Caire", "l’Érythrée", "Espagne", "Les Pays-Bas"]
    assert sorted(french, key=lambda name: order_key(name, "fr")) == [
        "Algérie", "Le Caire", "Égypte", "l’Érythrée", "Espagne", "Les Pays-Bas",
    ]  # fmt: skip


def test_an_article_that_is_all_there_is_stays() -> None:
    assert order_key("ال", "ar")[0] == "ال"
    assert order_key("The", "en")[0] == "the"
