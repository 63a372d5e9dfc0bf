"""What French says in ways of its own: offices that hold their state or many portfolios, pronouns, « cette instance ».

« le ministre algérien des Affaires étrangères », « le ministre des Affaires étrangères, de la Coopération et des
Sénégalais de l'extérieur », « Représentant spécial du Secrétaire général »: each becomes one office. « Elle s'est
tenue à Nairobi » gets a meeting, « Il compte 30 membres » a body to speak of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from muntada.sources.reading import signs
from muntada.sources.reading.bodies import home_state
from muntada.sources.reading.french_nouns import ministries, settle_noun, years_first
from muntada.sources.reading.french_organs import of_an_organ
from muntada.sources.reading.french_pronouns import instances, own_country, pronouns
from muntada.sources.reading.french_topics import trafficked
from muntada.sources.reading.lexis import index
from muntada.sources.reading.officials import name_after
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_OF = r"(?:de la |de l'|du |des |de |d')"
_TO = rf"(?:{_OF}|aux |au |a la |a l'|chargee? {_OF}|en charge {_OF}|aupres {_OF}ministre {_OF})"
_QUALITY = (
    r"(?: (?:etrangeres?|exterieure?s?|internationale?s?|africaine?s?|regionale?s?|nationale?s?|publique?s?|sociale?s?|"
    r"religieuses|islamiques|territoriale?s?|locales|civile|economiques?|maghrebines|generale|interieure|federale?s?|"
    r"et europeennes|residant a l'etranger|vivant a l'etranger|a l'etranger|de l'exterieur|de l'etranger))*"
)
_MINISTER = Sought(r"\b(?<!premier )(?<!premiere )(?<!vice-)ministre(?: d'etat,?)?( deleguee?)?\b")
_PORTFOLIO = re.compile(rf" ({_TO})([a-z][a-z-]+){_QUALITY}")
_FURTHER = re.compile(rf",?(?: et)?,? ({_TO})([a-z][a-z-]+){_QUALITY}")
_ROLE_OF = (
    ("minister_for_foreign_affairs", re.compile(r"affaires etrangeres|relations exterieures|affaires exterieures")),
    ("minister_of_interior", re.compile(r"^(?:de l')?interieur\b")),
    ("minister_of_justice", re.compile(r"^(?:de la )?justice\b")),
)
_PEOPLE = re.compile(r"president|roi$|premier|ministre|secretaire|representant|ambassadeur|directeur|gouvernement|chef")
_NOT_YET = re.compile(r"(?:\banciens |\banciennes |\bfutur |\bsous-|\bvice-)$")
_FORMER = re.compile(r"(?:\bancien(?:ne)? |\bex[- ]|\bfeu )$")
_PRESIDING = re.compile(r"(?: en exercice| sortante?| entrante?| tournante?| actuelle?)*")
_COMPLEMENT = re.compile(rf"(?: (?:{_TO}|a |en )[^\s,.;:()]++(?: [^\s,.;:()]++){{0,11}}(?: \([^()]{{2,15}}\))?)"
                         r"(?=, |,? m\. |,? mme |(?<=\)) )")  # fmt: skip
_AND_ANOTHER = re.compile(r"\bet (?:le |la |l'|son |sa )(?:vice-|premier )?(?:ministre|president|chef|ambassad|"
                          r"secretaire|direct|represent|envoye|coordon|roi)")  # fmt: skip
_REPUBLIC = re.compile(
    r"(?:(?<=republique)|,? (?:de la|du) (?:republique|royaume|federation|confederation|gouvernement))"
    r"(?: (?:islamique|federale|federative|democratique|populaire|arabe|unie|socialiste|bolivarienne|et))*"
    r"(?= (?:de la|de l'|du|de|d')\b)"
)
_AREA = re.compile(
    r" (?:pour|au|en|aux|a|dans|sur|chargee? (?:de|du|des))(?: [^\s,.;:()]++){1,8}(?=, |,? m\. |,? mme )"
)
_OMBUDSMAN = re.compile(r" (?:de la republique|du comite|aupres du comite|de l'union|du royaume|federal|national)")
_WITH_QUALITY = {"director", "executive_director", "representative", "special_representative", "special_envoy"}
_QUALIFIED = re.compile(r"(?: (?:regionale?|nationale?|residente?|principale?|par interim|sortante?|adjointe?|"
                        r"executi(?:f|ve)))+"
                        r"(?= (?:du|de la|de l'|de|des)\b)")  # fmt: skip
_NATIONALS = re.compile(r" des ([a-z]{4,})s (?:residant a |vivant a |etablis a |a |de )l'(?:etranger|exterieur)")
_DELEGATE = Sought(r"\b(?<!haut )(?<!haute )(?<!haut-)representante?(?: residente?| personnel(?:le)?| legale?)? "
                       r"(?=(?:de la|de l'|du|des|de|d')[ a-z])(?!permanent|special)")  # fmt: skip
_OF_HIS_OWN = re.compile(rf"(?:\b{_OF}|^)$")
_CLAUSE = re.compile(r"\b(?:qui|que|dont|se|est|sont|ont|lors|dans|avec|hier|ainsi|pour sa part|sera|avait|son|sa)\b")
_SECOND_ROLE = re.compile(r" (?:du |de la |de l'|aupres du )")
_CHAIRS = {"president": "chair", "chair": "chair", "vice_chair": "vice_chair", "co_chair": "co_chair"}

_OF_A_WHOLE = re.compile(r" (?:des travaux )?(?:de la |du |de l'|de cette |de ce )(?:[^ .,;]+ )?")


def part_nouns(page: Page) -> None:
    """« réunion du groupe de travail »: the noun of the meeting, and a body whose topic may follow."""
    if page.language != "fr":
        return
    for mention in [m for m in page.mentions if m.sign == signs.MEETING and m.key == "working_group_meeting"]:
        body = page.text.find("groupe", mention.start, mention.end)
        if body > 0:
            group = Mention(body, mention.end, signs.BODY_KIND, ("working_group",))
            mention.end = page.text.rindex(" d", mention.start, body)
            mention.keys = ("meeting",)
            page.mentions.insert(page.mentions.index(mention) + 1, group)


def find_more(page: Page) -> None:
    """Put the offices, pronouns and general nouns of a French page among its mentions."""
    if page.language != "fr":
        return
    for mention in page.mentions:
        if mention.sign == signs.MEETING:
            settle_noun(page, mention)
    _pass_over_parts(page)
    years_first(page)
    _put(page, own_country(page))
    _put(page, [*_delegates(page), *ministries(page)])
    offices = [*_ministers(page), *_other_offices(page)]
    _put(page, offices)
    _put(page, pronouns(page))
    _put(page, instances(page))
    page.topical += trafficked(page)


def _put(page: Page, found: list[Mention]) -> None:
    """Add mentions; those that they cover give way."""
    if not found:
        return
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    starts = [one.start for one in kept]
    rest = []
    for mention in page.mentions:
        at = bisect_left(starts, mention.end) - 1
        if at < 0 or kept[at].end <= mention.start:
            rest.append(mention)
    page.mentions = sorted([*rest, *kept], key=lambda m: m.start)


def _pass_over_parts(page: Page) -> None:
    """« l'ouverture solennelle d'un séminaire » speaks of the seminar."""
    for part, whole in pairwise(page.mentions):
        both = part.sign == whole.sign == signs.MEETING and part.key == "part_of_a_meeting"
        if both and _OF_A_WHOLE.fullmatch(page.text, part.end, whole.start):
            part.sign = signs.TOPIC


# --- offices ---------------------------------------------------------------------------------------------------


def _ministers(page: Page) -> list[Mention]:
    """Ministers with the state between noun and portfolio, and with all their portfolios."""
    found = []
    home = home_state(page)
    for noun in _MINISTER.finditer(page.text):
        if _NOT_YET.search(page.text, max(0, noun.start() - 12), noun.start()):
            continue
        at = noun.end()
        near = next(iter(page.within(at + 1, at + 40)), None)
        state = near if near and near.sign == signs.NATIONALITY and near.start == at + 1 else None
        at = state.end if state else at
        end = _portfolios(page, at)
        role = "minister_delegate" if noun[1] else _role(page.text[at:end])
        if end == at:
            continue
        mention = Mention(noun.start(), end, signs.ROLE, (role or "minister",))
        if role is None:
            mention.values["office"] = "minister"  # of what is of no account, but acts for a state too
        mention.values["named"] = bool(_FORMER.search(page.text, max(0, noun.start() - 12), noun.start()))
        # « ministre des Affaires étrangères et des Sénégalais de l'extérieur »
        abroad = (m for m in page.within(at, end) if m.sign == signs.NATIONALITY)
        of = state or next(abroad, None) or _nationals_abroad(page, at, end)
        if of is None and role is None and home:
            of = Mention(0, 0, signs.PARTY, (home,))
        if of:
            mention.values["of"] = of
        found.append(mention)
    return found


def _nationals_abroad(page: Page, at: int, end: int) -> Mention | None:
    """The state whose nationals abroad are in a minister's care: « et des Marocains résidant à l'étranger »."""
    noun = _NATIONALS.search(page.text, at, end)
    known = (entry for match in (index().find(noun[1]) if noun else ()) for entry in match.payloads)
    state = next((entry.key for entry in known if entry.sign == signs.NATIONALITY), None)
    return Mention(*noun.span(1), signs.NATIONALITY, (state,)) if noun and state else None


def _role(portfolios: str) -> str | None:
    text = re.sub(rf"^ {_TO}", "", portfolios)
    return next((role for role, words in _ROLE_OF if words.search(text)), None)


def _portfolios(page: Page, at: int) -> int:
    """Where the portfolios of a minister end: each further one is a noun with a capital."""
    portfolio = _PORTFOLIO.match(page.text, at)
    if portfolio is None or _named(page, portfolio.start(2)):
        return at
    while portfolio:
        at = portfolio.end()
        portfolio = _FURTHER.match(page.text, at)
        if portfolio:
            noun = portfolio.start(2)
            plain = _PEOPLE.match(portfolio[2]) or _named(page, noun)
            if plain or not (page.capital(noun) or portfolio[2] in {"cooperation", "integration"}):
                break
    return at


def _named(page: Page, at: int) -> bool:
    """Whether a state or an organisation is named at a place."""
    near = next(iter(page.within(at, at + 80)), None)
    return near is not None and near.start <= at + 2 and near.sign in {signs.PARTY, signs.BODY, signs.PLACE}


def _other_offices(page: Page) -> list[Mention]:
    """Chairs told from heads of state, offices under another office, offices with a complement before the name."""
    found = []
    for at, mention in enumerate(page.mentions):
        if mention.sign != signs.ROLE:
            continue
        if _NOT_YET.search(page.text, max(0, mention.start - 12), mention.start):
            mention.sign = signs.TOPIC  # nobody's office now
            continue
        if mention.key == "ombudsperson" and not _OMBUDSMAN.match(page.text, mention.end):
            mention.sign = signs.TOPIC  # who mediates between parties
            continue
        if _FORMER.search(page.text, max(0, mention.start - 12), mention.start):
            mention.values["named"] = True  # of no account but for who held it
        second = next(iter(page.mentions[at + 1 : at + 2]), None)
        if mention.key == "ambassador" and second and second.sign == signs.ROLE and second.start <= mention.end + 2:
            second.start, mention.sign = mention.start, signs.TOPIC  # « ambassadeur, représentant permanent »
            continue
        if page.text.startswith("-major", mention.end):
            mention.sign = signs.TOPIC  # « chef d'état-major »
            continue
        titled = _REPUBLIC.match(page.text, mention.end)
        if titled and _state_follows(page, titled.end()):
            mention.end = titled.end()
        qualified = _QUALIFIED.match(page.text, mention.end) if mention.key in _WITH_QUALITY else None
        mention.end = qualified.end() if qualified else mention.end
        if mention.key == "under_secretary_general":
            _of_the_united_nations(page, at, mention)
        office = _presiding(page, at, mention) or _under_another(page, at, mention) or _completed(page, mention)
        if office:
            found.append(office)
    return found


def _state_follows(page: Page, at: int) -> bool:
    """Whether a state is named at a place, at most an article before it."""
    near = next(iter(page.within(at, at + 60)), None)
    return near is not None and near.sign == signs.PARTY and near.start <= at + len(" de la ")


def _presiding(page: Page, at: int, role: Mention) -> Mention | None:
    """ "president" of anything but a state presides over it: an office where a name stands beside it."""
    key = next((_CHAIRS[key] for key in role.keys if key in _CHAIRS), None)
    if key is None or " de la republique" in page.text[role.start : role.end]:
        return None
    held = _PRESIDING.match(page.text, role.end)
    end = held.end() if held else role.end
    following = _following(page, at, end)
    if following and following.sign in {signs.NATIONALITY, signs.PARTY} and end == role.end:
        return None
    of = re.compile(rf" {_OF}").match(page.text, end)
    if key == "chair" and end == role.end and of is None:
        return None  # "le président Kaboré"
    mention = Mention(role.start, end, signs.ROLE, (key,), values={"office": key, "named": True})
    return _completed(page, mention) or of_an_organ(page, mention) or mention


def _of_the_united_nations(page: Page, at: int, role: Mention) -> None:
    """An under-secretary-general is of the United Nations, or heads the office that is named next."""
    near = (m for m in page.mentions[at + 1 : at + 3] if m.sign == signs.BODY and m.key.startswith("un."))
    office = next((m for m in near if m.start - role.end < 30), None)
    role.values["of"] = office or Mention(0, 0, signs.BODY, ("un",))


def _following(page: Page, at: int, end: int) -> Mention | None:
    """The mention right after an office, at most a preposition between."""
    near = next((m for m in page.mentions[at + 1 : at + 3] if m.start >= end), None)
    gap = page.text[end : near.start] if near else "?"
    return near if re.fullmatch(rf" (?:{_OF})?", gap) else None


def _under_another(page: Page, at: int, role: Mention) -> Mention | None:
    """ "envoyé spécial du Secrétaire général": an office under an office."""
    second = next((m for m in page.mentions[at + 1 : at + 2] if m.sign == signs.ROLE), None)
    if second is None or not _SECOND_ROLE.fullmatch(page.text, role.end, second.start) or second.end <= role.end:
        return None
    mention = Mention(role.start, second.end, signs.ROLE, role.keys)
    holder = _following(page, at + 1, second.end)
    if second.key == "un_secretary_general":
        mention.values["of"] = Mention(0, 0, signs.BODY, ("un",))
    elif holder and holder.sign in {signs.BODY, signs.PARTY, signs.INSTITUTION}:
        mention.values["of"], mention.end = holder, holder.end
    area = _AREA.match(page.text, mention.end)
    person = name_after(page, area.end()) if area else None
    if area and person and " " in page.text[slice(*person)]:
        mention.end = area.end()  # « pour le Sahel », before the name
    return mention


def _completed(page: Page, role: Mention) -> Mention | None:
    """An office with its complement up to the comma before the holder's name; who it is of stands in the complement."""
    complement = _COMPLEMENT.match(page.text, role.end)
    if complement is None or _CLAUSE.search(complement[0]) or _AND_ANOTHER.search(complement[0]):
        return None
    if re.search(r"\ba\b", _source(page, complement)):
        return None
    person = name_after(page, complement.end())
    if person is None or " " not in page.text[slice(*person)]:
        return None
    mention = Mention(role.start, complement.end(), signs.ROLE, role.keys, values=dict(role.values))
    inside = page.within(role.end, complement.end())
    holders = {signs.PARTY, signs.NATIONALITY, signs.BODY, signs.INSTITUTION}
    holder = next((m for m in inside if m.sign in holders and m.key), None)
    if "ambassador" in role.keys and (holder is None or not _OF_HIS_OWN.search(page.text, 0, holder.start)):
        holder = _possessor(page, role)  # « son ambassadeur à Rabat »: the state after "à" is the host's
    if holder:
        mention.values["of"] = holder
    return mention


def _possessor(page: Page, role: Mention) -> Mention | None:
    """The state whose « son ambassadeur » is: the last one named before."""
    if not page.text[: role.start].endswith(("son ", "leur ")):
        return None
    return next((m for m in reversed(page.within(max(0, role.start - 160), role.start)) if m.sign == signs.PARTY), None)


def _source(page: Page, match: re.Match[str]) -> str:
    return page.quote(match.start(), match.end())[2]


def _delegates(page: Page) -> list[Mention]:
    """« le représentant de la Commission, Jean Petit »: an office where a name stands beside it."""
    values = {"office": "representative", "named": True}
    return [
        Mention(one.start(), one.end() - 1, signs.ROLE, ("representative",), values=dict(values))
        for one in _DELEGATE.finditer(page.text)
    ]
