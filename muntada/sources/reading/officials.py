"""People in office, with whom they stand for: «وزير الخارجية المصري», "Norwegian Foreign Minister Ine Eriksen"."""

from __future__ import annotations

import re
from functools import lru_cache

from muntada.sources.reading import arabic_names, arabic_offices, signs
from muntada.sources.reading.appointments import given
from muntada.sources.reading.bodies import home_state
from muntada.sources.reading.latin_names import STYLES, is_initial, is_joined, is_style
from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.page import Mention, Page

_WORD = re.compile(r"[^\s,.;:()\"?!\[\]/]+")
_LINK = {
    "ar": re.compile(r" (?:ل|ب|في |باسم )?"),
    "en": re.compile(r"(?:,? (?:of|to|at|for|from) (?:the )?|, | |'s | \()"),
    "fr": re.compile(r"(?: (?:de la |de l'|du |des |de |d'|aupres de |aupres des |pour )|, | |'| \()"),
}
_STYLE = re.compile(
    r"(?:(?:,? ?(?:h\.?e\.?|hh|hrh|(?:the )?hon\.?|mr\.?|mrs\.?|ms\.?|dr\.?|amb\.?|ambassador|m\.|mme|"
    r"s\.? ?e\.? ?m{0,2}\.?|sem|general|"
    r"colonel|gen\.|(?:le |la |l')?(?:colonel|general|commandant|ambassadeur|ambassadrice|prefet|professeur|juge|"
    r"docteur)(?:-major)?|l'honorable|sir|prof\.?|his excellency|her excellency|son excellence|monsieur|madame|"
    r"السيد|السيده|الدكتور|الدكتوره|معالي|سعاده|"
    r"د\.|الاستاذ|السفير|صاحب السمو|سمو|فخامه|جلاله|الشيخ|الاخ|الفريق|اللواء))+ )"
)
_PARTICLES = {"al", "bin", "ben", "ibn", "de", "van", "von", "el", "ould", "ag", "la", "le", "du", "da", "der", "den",
              "dos", "del", "di", "abu", "bint", "ii", "iii", "vi"}  # fmt: skip
_NUMERALS = {"ii", "iii", "iv", "v", "vi", "x"}
_AS_SOMEBODY_SAYS = re.compile(r"\b(?:selon|d'apres|pour|quant a|avec) $")
_ALREADY = re.compile(r"\b(?:ministre|presidente?|ambassadeur|ambassadrice|directeur|directrice) $")
_LONGEST_NAME = 4
_SEVERAL = re.compile(r"\b(?:وزراء|وزيري|روساء|سفراء|مندوبي|"
                      r"ministers|secretaries|presidents|ambassadors|envoys|directors|coordinators|representatives|"
                      r"kings|ministres|presidents|ambassadeurs|envoyes|directeurs|coordonnateurs|rois)\b")  # fmt: skip
_STYLED = re.compile(
    r"(?:\b(?:h\.?e\.?|his|her|their|excellency|excellencies|majesty|majesties|royal|highness|honou?rable|mr\.?|mrs\.?|"
    r"ms\.?|dr\.?|prof\.?|s\. ?e\. ?m{0,2}\.?|m\.|mme|son excellence|sa majeste) )+$"
)
_OF_STATE = re.compile(r"(?:,? (?:of|from) (?:the )?| \(|,? (?:de la |de l'|du |des |de |d'))")
_OF_THE_UN = {"under_secretary_general", "special_rapporteur"}
_SUFFIX = re.compile(r",? (?:jr|sr)\b\.?")
_NO_PEOPLE = {signs.BODY, signs.INSTITUTION, signs.MEETING, signs.ROLE}  # what stands there is nobody's name
_RANKS = {"ambassador", "assistant_secretary_general"}  # what somebody is who holds a further office
_ONLY_NAMED = {"chair"}  # offices of which nobody but a named person makes a post
_OF_A_NAME = re.compile(r"presidente?(?: en exercice)? (?:de la |de l'|du |des )([a-z])")
_INITIAL = 2  # letters of a shortened name, after which a full stop ends no sentence


def find_officials(page: Page) -> None:
    """Turn each office with its state or organisation, and its holder's name, into one mention."""
    home = page.home = home_state(page)
    kept: list[Mention] = []
    for at, mention in enumerate(page.mentions):
        if kept and mention.end <= kept[-1].end:
            continue
        if mention.sign == signs.ROLE and _SEVERAL.search(page.text, mention.start, mention.end):
            kept.append(mention)  # "the foreign ministers of ..." are nobody by name
            continue
        office = _office(mention)
        official = _official(page, at, mention, home) if office else None
        named_only = mention.values.get("named") or office in _ONLY_NAMED
        if official and (_own_name(official, kept) or not named_only) and _may_stand(page, office, official):
            official.values["role"] = office
            rank = next((m for m in kept[-2:] if _styled_so(m, official)), None)
            if rank:
                official.start = rank.start
            while kept and kept[-1].start >= official.start:
                kept.pop()
            if kept and kept[-1].end > official.start:
                official.start = mention.start  # the name between two offices stands with the first
            kept.append(official)
        else:
            kept.append(mention)
    page.mentions = kept
    _known_by_surname(page)
    if page.language == "ar":
        arabic_offices.one_head_each(page)


def _styled_so(before: Mention, official: Mention) -> bool:
    """Whether "Ambassador Jane Doe, Permanent Representative of Kenya" is one office of one person."""
    person = before.values.get("person")
    return person is not None and before.values["role"] in _RANKS and person == official.values.get("person")


def _may_stand(page: Page, office: str | None, official: Mention) -> bool:
    """Whether an office says whose it is, where it must: anybody may chair something, and a state through somebody."""
    through = "(" in page.text[official.start : official.end]
    held = bool(official.values.get("body")) or (page.language == "fr" and _of_something(page, official))
    return office not in _ONLY_NAMED or (held and not through)


def _of_something(page: Page, official: Mention) -> bool:
    """Whether a French chair with a full name is of something that has one: « présidente de la Ligue des juges »."""
    person = official.values.get("person")
    named = _OF_A_NAME.search(page.text, official.start, official.end + 40)
    return bool(person and named and " " in page.text[slice(*person)] and page.capital(named.start(1)))


def _own_name(official: Mention, before: list[Mention]) -> bool:
    """Whether an office has a name beside it that is not already that of the office before."""
    person = official.values.get("person")
    taken = before[-1].values.get("person") if before and before[-1].sign == signs.OFFICIAL else None
    return person is not None and person != taken


def _office(mention: Mention) -> str | None:
    if mention.sign != signs.ROLE:
        return None
    keys = mention.keys
    if len(keys) > 1:
        keys = tuple(sorted(keys, key=lambda key: key in _ONLY_NAMED))  # a president before a chair
    return mention.values.get("office") or next((key for key in keys if key in _offices()), None)


def _known_by_surname(page: Page) -> None:
    """An official named by the last name only is the one named in full; what one place says holds for all."""
    named: dict[str, Mention] = {}
    people = [m for m in page.mentions if m.sign == signs.OFFICIAL and m.values.get("person")]
    for mention in people:
        words = page.text[slice(*mention.values["person"])].split()
        known = named.get(words[-1])
        if len(words) > 1 and (known is None or not _held(known)):
            named[words[-1]] = mention
    for mention in people:
        words = page.text[slice(*mention.values["person"])].split()
        known = named.get(words[-1])
        if known is None or known is mention:
            continue
        if len(words) == 1:
            mention.keys = known.keys
            mention.values = {name: value for name, value in known.values.items() if name != "person"}
        elif not _held(mention) and known.values["role"] == mention.values["role"]:
            mention.keys = known.keys
            mention.values |= {name: value for name, value in known.values.items() if name == "body"}


def _held(official: Mention) -> bool:
    return bool(official.keys or official.values.get("body"))


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return _of_state() | _of_organisation()


def _of_state() -> frozenset[str]:
    return extra_words("offices_of_a_state")


def _of_organisation() -> frozenset[str]:
    return extra_words("offices_of_an_organisation")


def _official(page: Page, at: int, role: Mention, home: str | None) -> Mention:
    """The office's mention grown by what stands beside it."""
    official = Mention(role.start, role.end, signs.OFFICIAL, (), role.prefix, role.weak)
    official.values = {"role": _office(role), "said": False}
    if "of" in role.values:
        _take(official, role.values["of"])
    else:
        _give_holder_of(page, at, role, official)
    if page.language == "ar":
        arabic_offices.pass_over_service(page, at, official)
    person = name_after(page, official.end) or _name_before(page, official)
    if person:
        official.values["person"] = person
        official.start, official.end = min(official.start, person[0]), max(official.end, person[1])
        _give_state_after_name(page, at, official)
        suffix = _SUFFIX.match(page.text, official.end)
        official.end = suffix.end() if suffix else official.end
    before = arabic_offices.STYLED if page.language == "ar" else _STYLED
    styled = before.search(page.text, max(0, official.start - 40), official.start)
    official.start = styled.start() if styled else official.start
    office = _office(role)
    if role.values.get("host") == home:
        home = None  # of an ambassador to the state of which the text mostly speaks
    if not official.keys and "body" not in official.values and office in _of_state() and home:
        official.keys = (home,)
    if office == "eu_counter_terrorism_coordinator":
        official.keys = ("EU",)
    if office == "un_secretary_general":
        official.values["body"] = "un"
    if page.language == "ar" and office in _OF_THE_UN and "body" not in official.values:
        official.values["body"] = "un"  # the Arab League's are assistants
    return official


def _give_holder_of(page: Page, at: int, role: Mention, official: Mention) -> None:
    """The state or organisation right after the office, or right before it."""
    if page.language == "ar" and official.values["role"] == "un_secretary_general":
        return  # an adjective after that office is of whom he appoints
    for near in page.mentions[at + 1 : at + 3]:
        gap = page.text[official.end : near.start]
        if len(gap) > 12 or not _LINK[page.language].fullmatch(gap):
            break
        if near.sign in {signs.NATIONALITY, signs.PARTY, signs.BODY, signs.INSTITUTION}:
            in_place = page.language == "ar" and near.prefix == "ب" and not arabic_offices.is_full_name(page, near)
            if near.sign == signs.PARTY and ("," in gap or in_place):
                break
            _take(official, near)
            official.end = near.end
            break
    if official.values["said"] or at == 0:
        return
    before = page.mentions[at - 1]
    gap = page.text[before.end : role.start]
    if gap in {" ", "'s ", "' ", "’s "} and before.sign in {signs.NATIONALITY, signs.PARTY, signs.BODY}:
        _take(official, before)
        official.start = before.start


def _give_state_after_name(page: Page, at: int, official: Mention) -> None:
    """ "King Felipe VI of Spain", "President Ruto (Kenya)": the state that follows office and name."""
    near = next((m for m in page.mentions[at + 1 : at + 3] if m.start >= official.end), None)
    if official.values["said"] or near is None or near.sign != signs.PARTY:
        return
    if _OF_STATE.fullmatch(page.text, official.end, near.start):
        _take(official, near)
        closing = page.text.startswith(")", near.end) and page.text[near.start - 1] == "("
        official.end = near.end + closing


def _take(official: Mention, near: Mention) -> None:
    official.values["said"] = True
    if near.sign in signs.OF_STATES:
        official.keys = (near.key,)
    elif near.sign == signs.INSTITUTION and official.values["role"] == "director" and near.values.get("state"):
        official.values["body"] = near.key
    elif near.sign == signs.INSTITUTION:
        official.keys = (near.values["state"],) if near.values.get("state") else ()
    else:
        official.values["body"] = near.key


def name_after(page: Page, at: int) -> tuple[int, int] | None:
    """The span of the name that follows an office which ends at a place of the folded text."""
    text = page.text
    gap = re.compile(r"(?:,? ?- ?|, | ?: |\)? )").match(text, at)
    if gap is None:
        return None
    at = gap.end()
    if page.language == "ar":
        return arabic_names.name_after(page, at, apart="," in gap[0])
    style = _STYLE.match(text, at - 1)
    if style:
        at = style.end()
    return _latin_name(page, at)


def _latin_name(page: Page, at: int) -> tuple[int, int] | None:
    """A run of capitalised words, particles between them, two to four words or one after an office."""
    words: list[tuple[int, int]] = []
    for word in _WORD.finditer(page.text, at, at + 80):
        if words and not _same_name(page.text, words[-1], word.start()):
            break
        if not words and word.start() > at:
            break
        plain = word[0].removesuffix("'s")
        if not (_capital(page, word.start()) or (words and (plain in _PARTICLES or is_joined(page, word)))):
            break
        # "Jean Le Goff": an article with a capital inside a name
        named = _capital(page, word.start()) and (plain in _PARTICLES or is_initial(page.text, word.end(), plain))
        if plain in extra_words("no_names") and not (words and named):
            break
        if _is_known(page, word.start(), first=not words) or (words and _leads_to_state(page, word)):
            break
        words.append((word.start(), word.start() + len(plain)))
        if _full(page, words, _LONGEST_NAME + 1) or plain != word[0]:
            break
    while words and page.text[slice(*words[-1])] in _PARTICLES - {"ii", "iii", "vi"}:
        words.pop()
    return (words[0][0], words[-1][1]) if words and words[-1][1] - words[0][0] > 3 else None


def _full(page: Page, words: list[tuple[int, int]], most: int) -> bool:
    """Whether a name has as many words as names have; particles count only where nothing but French is at hand."""
    if page.language != "en":
        return len(words) == most
    return sum(page.text[slice(*word)] not in _PARTICLES for word in words) == most


def _is_known(page: Page, at: int, *, first: bool) -> bool:
    """Whether a word belongs to something known, which is nobody's name; a surname may be a state's."""
    known = _NO_PEOPLE | {signs.PARTY, signs.NATIONALITY} if first else _NO_PEOPLE
    return any(m.start <= at < m.end and m.sign in known for m in page.within(at - 60, at + 120))


def _leads_to_state(page: Page, word: re.Match[str]) -> bool:
    """Whether « du » or « de » stands before a state: « le président Jean Petit du Kenya »."""
    if page.language != "fr" or word[0] not in {"du", "de"} or page.capital(word.start()):
        return False
    return any(m.start == word.end() + 1 and m.sign == signs.PARTY for m in page.within(word.end(), word.end() + 60))


def _same_name(text: str, word: tuple[int, int], following: int) -> bool:
    """Whether a name goes on after a word of it: after a full stop only where that shortens the word."""
    gap = text[word[1] : following]
    if gap == ". " and text[slice(*word)] in _NUMERALS:
        return False  # "King Felipe VI. He ..."
    if gap == "." and word[1] - word[0] == 1:
        return True  # "K.C. Doe"
    return gap == " " or (gap == ". " and word[1] - word[0] <= _INITIAL)


def _capital(page: Page, at: int) -> bool:
    return page.source[page.folded.source_offset(at)].isupper()


_WAS_NAMED = re.compile(
    r"(?:,[^,.;]{0,60},)? (?:a ete |est |sera |vient d'etre |avait ete |etait )(?:officiellement )?(?:nomme|"
    r"designe|promu|confirme|reconduit)e?(?:,? [^.;]{0,30}?)? ?"
    r"(?:comme |au poste de |aux fonctions de |en tant que |en qualite de )?(?:nouve(?:au |lle |l ))?(?:le |la |l')?$"
)
_NAMED = re.compile(r"\b(?:nomme|nommer|nommant|designe|designer|choisi|confirme|nomination (?:de|d'))"
                    r"(?: a l'unanimite)? ?(?:m\. |mme )?[^,.;]{4,50}?"
                    r"( comme | au poste de | en tant que | en qualite de | )(?:nouve(?:au |lle |l ))?$")  # fmt: skip


_IS_NOW = re.compile(
    r" (?:(?:est|devient|sera|etait) (?:desormais |ainsi )?(?:le |la )?(?:nouve(?:au|lle) |actuel(?:le)? )|"
    r"(?:devient|occupe le poste de|occupera le poste de|prend ses fonctions de|"
    r"a pris ses fonctions (?:de|en tant que|comme)) )$"
)


def _appointed(page: Page, head: str) -> re.Match[str] | None:
    """« X a été nommé ... », « le Conseil a nommé X ... »: what stands between the name and the office."""
    if page.language == "en":
        return given(head)
    if page.language != "fr":
        return None
    passive = _WAS_NAMED.search(head) or _IS_NOW.search(head)
    if passive:
        return passive
    active = _NAMED.search(head)
    return re.compile(f"{active[1]}(?:nouve(?:au |lle |l ))?$").search(head) if active else None


_APART = re.compile(r"(?:, | ?[-(] ?)$")


def _name_before(page: Page, official: Mention) -> tuple[int, int] | None:
    """ "Jane Doe, Minister of ..." and «فلان الفلاني - وكيل الأمين العام»."""
    head = page.text[max(0, official.start - 90) : official.start]
    if page.language == "ar":
        first, head = official.start - len(head), arabic_offices.before_deputy(head)
        apart = _APART.search(head)
        end = first + (apart.start() if apart else len(head.rstrip()))
        return arabic_names.name_before(page, end, apart=apart is not None)
    gap = re.search(r"(?:, (?:the |le |la |l')?| ?[-(] ?| \([^()]{3,30}\), )$", head) or _appointed(page, head)
    if gap is None:
        return None
    end = official.start - len(head) + gap.start()
    words = [(w.start(), w.end()) for w in _WORD.finditer(page.text, max(0, end - 60), end)]
    run: list[tuple[int, int]] = []
    for start, stop in reversed(words):
        if run and not _same_name(page.text, (start, stop), run[-1][0]):
            break
        if not run and page.text[stop:end].strip():
            break
        if not _belongs(page, start, stop) or (page.language == "en" and _ends_a_name(page, start, stop)):
            break
        run.append((start, stop))
        if _full(page, run, _LONGEST_NAME):
            break
    loose = _PARTICLES - ({"al", "el"} | ({"ben"} if page.language == "en" else set()))  # "Ben Doe" is a first name
    while run and (page.text[slice(*run[-1])] in loose | STYLES or is_style(page, run[-1])):
        run.pop()
    first = run[-1][0] if run else 0
    if page.language == "en" and "-" in gap[0] and run and page.quote(first, official.end)[2].isupper():
        return None  # a headline, in which capitals tell no names: "NEW POSTING - AMBASSADOR TO KENYA"
    if run and gap[0].endswith(("le ", "la ", "l'")) and _AS_SOMEBODY_SAYS.search(page.text, max(0, first - 20), first):
        return None  # « Selon Jean Petit, le ministre a ... »
    if run and gap[0].endswith(("le ", "la ", "l'")) and _ALREADY.search(page.text, max(0, first - 20), first):
        return None  # « du ministre Jean Petit, l'ambassadeur du Kenya a ... »
    return (run[-1][0], run[0][1]) if len(run) >= 2 else None


def _ends_a_name(page: Page, start: int, stop: int) -> bool:
    """Whether a word before a name is a style or part of an office."""
    return page.text[start:stop] in STYLES or any(
        m.start <= start < m.end and m.sign == signs.ROLE for m in page.within(start - 60, stop + 60)
    )


def _belongs(page: Page, start: int, stop: int) -> bool:
    word = page.text[start:stop]
    if word in extra_words("no_names") and not (
        _capital(page, start) and (word in _PARTICLES or is_initial(page.text, stop, word))
    ):
        return False
    if page.language == "fr" and word.startswith("l'"):
        return False  # "L'ambassadeur Jean Petit"
    return _capital(page, start) or word in _PARTICLES
