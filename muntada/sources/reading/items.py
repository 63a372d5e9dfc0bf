"""Things listed in running text: «سبل تعزيز التعاون، وتطورات الوضع في المنطقة», one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.template import Template

# Between two items a comma stands, or a conjunction longer than one letter; "and" alone joins words of one item.
_BETWEEN = {
    "ar": re.compile(
        r"\)\s*,?\s*(?:و\s?|وكذلك |وكذا )(?=\()|\) (?:وكذلك|وكذا) |(?<=\w\w) و(?=دور \w)|"
        r"\s*[,;]\s*وعلي (?!هامش|راس|ضوء|غرار|ان )|"
        r"\s*[,;]\s*(?:و\s?)?(?:(?:فضلا عن|علاوه علي|الي جانب|ب?الاضافه الي|اضافه الي|بجانب) )?"
        r"(?:كذلك |كذا |ايضا |كما |من بينها )?|"
        r",?\s+(?:و?(?:فضلا عن|علاوه علي|الي جانب|بالاضافه الي|اضافه الي|بجانب)|وكذلك|وكذا)\s+(?:عن |علي )?"
    ),
    "en": re.compile(r"\s*[,;]\s*(?:and |as well as |or )?|\s+as well as\s+"),
    "fr": re.compile(
        r"\s*[,;]\s*(?:et |puis |enfin )?(?:ainsi que |de meme que |mais aussi )?(?:sur |de (?=la |l'))?|"
        r"\s+(?:ainsi que|mais aussi|de meme que)\s+(?:sur )?|"
        r"\s+et\s+(?:sur |de (?=la |l'))?(?=(?:a la|au|aux|la|le|les|du|des|de la|un|une) |l'|de l')"
    ),
}
_FRENCH_ARTICLE = re.compile(r"(?:(?:la|le|les|un|une|du|des|de la|au|aux|a la|leurs?|sa|son|ses) |(?:d|l|de l|a l)')")
_NOMINATIVE = re.compile(r"(?:l[ea]s?|une?|leurs?|sa|son|ses) |l'")
_OF_WHAT = re.compile(r"(?:aux?|a la|du|des|de la) |(?:d|de l|a l)'")
_WORDS_OF_ONE = 2  # « la prévention et la lutte contre le terrorisme »: as few before "et" are no item yet
# What follows such a comma and goes on with the item before it.
_GOES_ON = {
    "ar": re.compile(
        r"(?:و?خصوص|و?خاصه|ولا سيما|لا ?سيما|بما |ومنها|منها|من بينها|و?في مقدمت|و?علي راس|التي|الذي|والتي|والذي|"
        r"ومن اجل|من اجل|المتعلق|المعني|القائم|وسبل (?:دعم|تعزيز|تطوير)ها|وسبل (?:دعم|تعزيز|تطوير)ه)"
    ),
    "en": re.compile(r"(?:including|especially|in particular|notably|such as|which|who|where)\b"),
    "fr": re.compile(r"(?:y compris|notamment|en particulier|tel(?:le)?s? que|qui|dont)\b"),
}
_ASIDE = re.compile(r",\s*و(?:التي|الذي|اللذين|اللتين)\b")  # what a clause lists is no item
_STARTS_AFTER = re.compile(r"[\s,;:،\"]*")
_AND_OTHERS = re.compile(
    r",? (?:entre autres|notamment|among others|etc\.?|et d.autres (?:sujets|questions|points|dossiers)[^,]*)[\s,]*$"
)
_EXCHANGED = {"المعلومات", "الخبرات", "الزيارات", "التجارب", "المعلومه", "البيانات", "المطلوبين"}
_SHORTEST, _LONGEST = 5, 330  # letters


def items(template: Template, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """The items of a stretch of a template: the words of each and its span in the folded text.

    The list ends where what should be an item begins with a verb or another word that none begins with.
    """
    text, language = template.text, template.page.language
    aside = _ASIDE.search(text, first, last) if language == "ar" else None
    at, last = first, aside.start() if aside else last
    for between in [*_BETWEEN[language].finditer(text, first, last), None]:
        if between is not None and _goes_on(text, between, at, language):
            continue
        end = between.start() if between else last
        at = _STARTS_AFTER.match(text, at).end()  # type: ignore[union-attr]
        if between is not None and between[0] == " و" and len(text[at:end].split()) <= _WORDS_OF_ONE:
            continue
        if at < end:
            if at > first and _begins_anew(text[at:end], language):
                return
            span = template.span(at, end)
            words = _AND_OTHERS.sub("", template.page.quote(*span)[2]).strip(' \n،,؛;:."“”«»')
            words = _bare(words)
            if _SHORTEST <= len(words) <= _LONGEST:
                yield words, *span
        at = between.end() if between else last


def _goes_on(text: str, between: re.Match[str], at: int, language: str) -> bool:
    """Whether what follows a comma or conjunction belongs to the item that began at a place."""
    if _GOES_ON[language].match(text, between.start() + _mark(text, between)):
        return True
    if language != "fr":
        return False
    if "," not in between[0] and ";" not in between[0]:
        before = text[at : between.start()]
        if len(before.split()) <= _WORDS_OF_ONE or re.search(r"\bentre (?!.*\bet\b)", before):
            return True
    article, following = _FRENCH_ARTICLE.match(text, at), _FRENCH_ARTICLE.match(text, between.end())
    if article is None or following is None:
        return article is not None
    # « la situation au Mali et au Niger »: what follows is as little an item as what stands before "et"
    return bool(_NOMINATIVE.match(article[0]) and _OF_WHAT.match(following[0]))


def _bare(words: str) -> str:
    """The words of an item without the brackets around it, one of which may have been taken as a divider."""
    if words.startswith("(") and words.count("(") - words[:-1].count(")") == 1:
        return words.strip("() ")
    return words


def _mark(text: str, between: re.Match[str]) -> int:
    """How long the comma is, with the blanks around it."""
    return re.match(r"[\s,;]*", between[0]).end()  # type: ignore[union-attr]


def _begins_anew(words: str, language: str) -> bool:
    word, following = (*words.split(), "")[:2]
    stops = extra_words("no_items")
    if language == "ar" and word.removeprefix("و") == "تبادل" and following in _EXCHANGED:
        return False  # «وتبادل المعلومات» is a thing, «وتبادل الجانبان» a clause
    return word in stops or (language == "ar" and word[:1] in "وف" and word[1:] in stops)
