"""Offices as Arabic says them: with several portfolios, with the state inside («مندوب كينيا الدائم»), or as a style.

«نائب رئيس الوزراء» is not the head of government, and «السفير» before a name alone says no post.
"""

from __future__ import annotations

import re
from collections import Counter

from muntada.sources.reading import arabic_names, signs
from muntada.sources.reading.page import Mention, Page

_PORTFOLIOS = re.compile(
    r"(?:,? و ?(?:ال)?(?:تعاون(?: (?:ال)?(?:دولي|افريقي|اقتصادي|خليجي))?|هجره|مغتربين|شوون (?:ال)?مغتربين|"
    r"علاقات الخارجيه|تجاره|"
    r"(?:تونسيين|مغاربه المقيمين|موريتانيين|سودانيين|مصريين|عمانيين) (?:ب|في )الخارج|جاليه الوطنيه (?:ب|في )الخارج|"
    r"شوون الافريقيه|جماعات المحليه|تهييه العمرانيه|لامركزيه|تنميه المحليه|امن|سلامه العامه|دفاع المدني|"
    r"حريات|حافظ الاختام|حافظ الاختام)(?: (?:ب|في )الخارج)?)+"
)
_ANOTHER = re.compile(
    r"(?:\b[وفبلك]{0,2}(?:نايبه?|وكيله?|مساعده?|مستشاره?|معاونه?|مدير(?:ه)? مكتب|زوجه|قرينه|كريمه|نجل|حرم) |"
    r"(?:ممثل|مبعوث|موفد|ناطق|مستشار|نايب)ه?(?: ال[^ ]+)? (?:ل|باسم ))$"
)
_PERMANENT = re.compile(r" (?:ال)?(?:(دايم)|خاص|شخصي)ه?\b")
_DELEGATE = re.compile(r"\b(?:ال)?(?:(?:مندوب|ممثل)|(مبعوث))ه? (?:ال)?$")
_AT = re.compile(r" (?:الدايمه? )?(?:لدي|المعتمده? لدي|في|ب) ?")
_CHARGED = re.compile(r" (?:(?:المعنيه?|المكلفه?) ?(?:ب|بملف |بشوون )|ل(?:منطقه|شوون|مكافحه|منع|دول) ?)")
_PEOPLE = {"تونسيين": "TN", "مغاربه": "MA", "موريتانيين": "MR", "سودانيين": "SD", "مصريين": "EG", "عمانيين": "OM"}
_ABROAD = re.compile(rf"\bوال({'|'.join(_PEOPLE)})\b")
_AMERICAN = re.compile(r"امريكيه?|اميركيه?")
_HEAD_OF_STATE = re.compile(r"(?:^|[ \"(])[وفلب]{0,2}(رييسه?|ملك|عاهل) (?:(?:دوله|جمهوريه|مملكه) )?$")
_DEPUTY = re.compile(
    r"(?:,? ?(?:- ?)?(?:ولي (?:ولي )?العهد|(?:النايب (?:الاول|الثاني) ل|نايب )رييس (?:مجلس )?الوزراء|"
    r"نايب القايد الاعلي(?: للقوات المسلحه)?|و?عضو مجلس الوزراء|وزير الدوله(?= و?عضو)|والمستشار(?= و)),?)+ (?:- |و)?$|"
    r" (?:(?:مهام )?منصب|مهامه|مهام) $"
)
_SERVED_AT = re.compile(r" (?:الدايمه? )?(?:المعتمده? )?(?:لدي |ب|في )(?:دوله |جمهوريه |مملكه )?")
_SENT_TO = re.compile(r" (?:ب|في |الي )(?:دوله |جمهوريه )?")
_SENT = {"special_envoy", "special_representative"}
_NEWLY = re.compile(r" (?:الجديده?|الحاليه?|المعينه?|المكلفه?|بالوكاله|بالنيابه|بالانابه)(?= )")
_OF_THE_UN = re.compile(r"امين العام|امم المتحده|اممي")
_STATE_STYLE = re.compile(r"(?:ال)?(?:مملكه|سلطنه|دوله|جمهوريه)\b")
_OF_IT = re.compile(r" لل(منظمه|جنه|هييه|رابطه|مفوضيه|وكاله|جامعه)(?=[ ,.](?!ال|لل|[بل]?مكافحه))")
_AFFAIRS = re.compile(
    r" (?:رييس قطاع |لل?)(?:ال)?شوون (?:ال)?[^ .,;]+"
    rf"(?:(?: (?:و|ال)[^ .,;]+){{0,5}}?(?= {arabic_names.STYLE.pattern})|"
    r"(?: ال[^ .,;]+يه?(?= ))?(?: و(?:ال)?[^ .,;]+(?= ب| ل| في))?)"
)
_REALM = re.compile(
    r"\b[وفبك]{0,2}(?:(?=ال)|ل(?=ل))((?:ال|ل)(?:مملكه|سلطنه))\b"
    r"(?! (?:المتحده|العربيه|المغربيه|الاردنيه|الهاشميه|عمان))"
)
_REALMS = {"مملكه": {"SA", "MA", "JO", "BH"}, "سلطنه": {"OM", "BN"}}
_AGENCIES = {
    "واس": "SA", "قنا": "QA", "كونا": "KW", "وام": "AE", "بنا": "BH", "بترا": "JO", "العمانيه": "OM", "اشا": "EG",
    "وات": "TN", "ومع": "MA", "واج": "DZ", "سونا": "SD", "سبا": "YE", "وفا": "PS", "سانا": "SY",
}  # fmt: skip
_AGENCY = re.compile(
    r"[-(/\[–—] ?(واس|قنا|كونا|وام|بنا|بترا|العمانيه|ا ?ش ?ا|وات|و ?م ?ع|واج|سونا|سبا|وفا|سانا) ?[-)/\]:–—]"
)
_TOP = 260  # letters at the top of a text in which a dateline stands
STYLED = re.compile(
    r"(?:\b(?:معالي|سعاده|صاحب(?:ه)? السمو(?: الملكي)?|سمو|فخامه|جلاله|دوله|السيده?|الدكتوره?|الشيخه?|الاميره?|"
    r"الاستاذه?|المستشار|الفريق(?: اول)?|اللواء|العميد|العقيد|السفيره?|المهندس|(?:ال)?ركن|الجنرال) )+$"
)
_ASSISTANT = re.compile(r"(?:ال)?مساعد")
_SPOKEN_FOR = re.compile(rf"(?: [^ .,;:]+){{1,4}}?(?= {arabic_names.STYLE.pattern})")
_HEADS = ("president", "king", "head_of_government")
_STYLE = re.compile(r"(?:ال)?سفيره?|الملك|الرييسه?")


def find_offices(page: Page) -> None:
    """Settle the offices of an Arabic page before officials are made of them."""
    if page.language != "ar":
        return
    kept = []
    for mention in page.mentions:
        if mention.sign == signs.ROLE:
            if _ANOTHER.search(page.text, max(0, mention.start - 24), mention.start) or _is_style(page, mention):
                continue
            tail = _PORTFOLIOS.match(page.text, mention.end)
            if tail and "minister" in mention.key:
                mention.end = tail.end()
            abroad = _ABROAD.search(page.text, mention.start, mention.end)
            if abroad:
                mention.values["of"] = Mention(*abroad.span(), signs.PARTY, (_PEOPLE[abroad[1]],))
            if "assistant_foreign_minister" in mention.keys and _ASSISTANT.match(page.text, mention.start):
                mention.values["office"] = "assistant_foreign_minister"
            if mention.key == "secretary_of_state" and _AMERICAN.search(page.text, mention.start, mention.end):
                mention.values["of"] = Mention(mention.start, mention.end, signs.PARTY, ("US",))
        kept.append(mention)
    ends = [0, *(m.end for m in kept)]
    page.mentions = [m for m, before in zip(kept, ends, strict=False) if m.start >= before]
    _find_permanent(page)


def pass_over_service(page: Page, at: int, official: Mention) -> None:
    """Let an Arabic office reach over where it is served: «المندوب الدائم لكينيا لدى الأمم المتحدة»."""
    for near in page.mentions[at + 1 : at + 4]:
        place = near.sign in {signs.BODY, signs.PARTY, signs.PLACE} and near.start > official.end
        served = _SENT_TO if official.values["role"] in _SENT else _SERVED_AT
        if place and served.fullmatch(page.text, official.end, near.start):
            official.end = near.end
    _of_that_body(page, official)
    affairs = _AFFAIRS.match(page.text, official.end)
    official.end = affairs.end() if affairs else after_charge(page, official.end)
    whose = next((m for m in page.mentions[at + 1 : at + 4] if m.start >= official.end), None)
    if affairs and whose and whose.sign == signs.BODY and page.text[official.end : whose.start] in {" ب", " ل", " في "}:
        official.end, official.values["body"] = whose.end, whose.key
    if official.values["role"] in _SENT and _OF_THE_UN.search(page.text, official.start, official.end):
        official.values["body"] = "un"
    of_whom = _SPOKEN_FOR.match(page.text, official.end) if official.values["role"] == "spokesperson" else None
    official.end = of_whom.end() if of_whom else official.end
    newly = _NEWLY.match(page.text, official.end)
    official.end = newly.end() if newly else official.end


def _of_that_body(page: Page, official: Mention) -> None:
    """Let «الأمين العام للمنظمة» be of the organisation that the text named last, so that his name may follow."""
    noun = _OF_IT.match(page.text, official.end)
    if noun is None or official.keys or "body" in official.values:
        return
    head = noun[1] if noun[1] != "جنه" else "لجنه"
    named = [m for m in page.mentions if m.sign == signs.BODY and m.key and m.start < official.start]
    meant = [m for m in named if page.text.startswith((head, f"ال{head}"), m.start)]
    if meant:
        official.end, official.values["body"], official.values["said"] = noun.end(1), meant[-1].key, True


def refer_to_kingdom(page: Page) -> None:
    """Let «المملكة» and «السلطنة» stand for the one kingdom or sultanate that a text names."""
    known = {m.key for m in page.mentions if m.sign in {signs.PARTY, signs.NATIONALITY} and m.key}
    found = []
    for noun in _REALM.finditer(page.text):
        meant = known & _REALMS[noun[1][-len("مملكه") :]]
        near = page.within(noun.start() - 60, noun.end() + 60)
        if len(meant) == 1 and not any(m.start < noun.end(1) and m.end > noun.start(1) for m in near):
            found.append(Mention(noun.start(1), noun.end(1), signs.PARTY, (next(iter(meant)),)))
    if found:
        page.mentions = sorted([*page.mentions, *found], key=lambda mention: mention.start)


def home_of_agency(page: Page) -> str | None:
    """The state whose news agency the dateline names: «الدوحة / قنا /»."""
    agency = _AGENCY.search(page.text, 0, _TOP)
    return _AGENCIES[agency[1].replace(" ", "")] if agency else None


def after_charge(page: Page, end: int) -> int:
    """Where «المعني بحقوق الإنسان ومكافحة الإرهاب» after an office ends: with the last of the subjects it names."""
    charge = _CHARGED.match(page.text, end)
    if charge is None:
        return end
    at = charge.start() + 2
    for subject in sorted(page.topical, key=lambda topic: (topic.start, -topic.end)):
        if at <= subject.start <= at + 24 and not re.search(r"[.,;:]", page.text[at : subject.start]):
            at = subject.end
    return at if at > charge.end() else end


def is_full_name(page: Page, state: Mention) -> bool:
    """Whether a state stands with its style, which no place of a meeting does: «وزير الداخلية بمملكة البحرين»."""
    return _STATE_STYLE.match(page.text, state.start) is not None


def before_deputy(head: str) -> str:
    """What stands before an office, without a further office of its holder that the records do not know."""
    deputy = _DEPUTY.search(head)
    return head[: deputy.start()] if deputy else head


def one_head_each(page: Page) -> None:
    """Let what one place says of a person's office hold for all; leave unsaid whose head somebody is where the
    text's own state would otherwise have two of them.
    """
    named = [m for m in page.mentions if m.sign == signs.OFFICIAL and m.values.get("person")]
    said = {_who(page, m): m.keys for m in named if m.values.get("said") and m.keys}
    for mention in named:
        if not mention.values.get("said") and _who(page, mention) in said:
            mention.keys = said[_who(page, mention)]
    for role in _HEADS:
        heads = [m for m in named if m.values["role"] == role and m.keys and m.keys == (page.home,)]
        known = [_who(page, m) for m in heads if m.values.get("said")] or [_who(page, m) for m in heads]
        head = Counter(known).most_common(1)
        for mention in heads:
            if not mention.values.get("said") and _who(page, mention) != head[0][0]:
                mention.keys = ()


def _who(page: Page, official: Mention) -> tuple[str, str]:
    """Somebody's last name and office."""
    return page.text[slice(*official.values["person"])].split()[-1], official.values["role"]


def _is_style(page: Page, mention: Mention) -> bool:
    """Whether «السفير» merely stands before a name, with no state and no place of service."""
    noun = page.text[mention.start : mention.end]
    if mention.key != "ambassador" or not _STYLE.fullmatch(noun) or not noun.startswith("ال"):
        return False
    near = next(iter(page.within(mention.end, mention.end + 30)), None)
    if near is not None and near.sign in {signs.NATIONALITY, signs.PARTY} and near.start - mention.end <= 4:
        return False
    return _AT.match(page.text, mention.end) is None


def _is_named(page: Page, start: int, end: int) -> bool:
    """Whether «رئيس كينيا» stands before or after a name, and is no deputy."""
    if _ANOTHER.search(page.text, max(0, start - 24), start):
        return False
    if page.text[end : end + 1] == " " and arabic_names.name_after(page, end + 1) is not None:
        return True
    return page.text[start - 1 : start] == " " and arabic_names.name_before(page, start - 1, apart=False) is not None


def _find_permanent(page: Page) -> None:
    """Make one office of a delegate, whose he is, and "permanent" or "special" after it; and of «رئيس كينيا»."""
    found: list[Mention] = []
    for state in page.mentions:
        if state.sign not in {signs.PARTY, signs.BODY}:
            continue
        head = _HEAD_OF_STATE.search(page.text, max(0, state.start - 18), state.start)
        if head and state.sign == signs.PARTY and state.key != "EU" and _is_named(page, head.start(1), state.end):
            office = "president" if head[1].startswith("رييس") else "king"
            role = Mention(head.start(1), state.end, signs.ROLE, (office,))
            role.values["of"] = state
            found.append(role)
        noun = _DELEGATE.search(page.text, max(0, state.start - 14), state.start)
        permanent = _PERMANENT.match(page.text, state.end)
        if noun and permanent:
            office = "permanent_representative" if permanent[1] else "special_representative"
            role = Mention(noun.start(), permanent.end(), signs.ROLE, ("special_envoy" if noun[1] else office,))
            role.values["of"] = state
            found.append(role)
    if found:
        rest = [m for m in page.mentions if not any(one.start <= m.start < one.end for one in found)]
        page.mentions = sorted([*rest, *found], key=lambda mention: mention.start)
