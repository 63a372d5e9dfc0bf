"""What kind of meeting is meant, by the adjectives of its noun, its region and its body."""

from __future__ import annotations

import re
from typing import Any

from muntada.sources.reading.page import Mention
from muntada.sources.reading.template import Template

GENERIC = frozenset({"meeting", "opening_meeting", "session", "plenary_meeting", "video_conference"})
_KIND_OF_BODY = {"gctf.coco": "coordinating_committee_meeting"}
_SAME_KIND = {"annual_ministerial_meeting": "ministerial_meeting"}
_OF_REGION = {
    "عربي": "org.league_of_arab_states",
    "افريقي": "org.african_union",
    "خليجي": "org.gulf_cooperation_council",
    "اسلامي": "org.organisation_of_islamic_cooperation",
}
_PLAIN_ADJECTIVE = r"(?<!العاديه)(?<!الاستثناييه)(?<!التنمويه)(?<!السنويه)"
_NO_ADJECTIVE = r"(?:في|علي|الي|حتي|و?التي|و?الذي|لدي|الماضيه?|الحاليه?|يومي|الجاريه?|الثانيه?)\b"
_REGIONAL = re.compile(
    rf" (?:ال)?({'|'.join(_OF_REGION)})ه?\b(?!,? (?!{_NO_ADJECTIVE})(?:و?ال)?[^ ]+يه?\b{_PLAIN_ADJECTIVE})"
)
_OF_KIND = re.compile(
    r"(?: (?:ال)?(?:ثلاثي|رباعي|مشترك|تشاوري|تنسيقي|تحضيري|عاجل|موسع|مغلق)ا?)? (?:ال)?(?:ل|بين )?"
    r"(طاري|استثنايي|سنوي|وزاري|وزراء (?=ال?(?:خارجي|داخلي|عدل|دفاع|شوون)|خارجي|داخلي|عدل|دفاع))"
)
_BY_ADJECTIVE = {"طاري": "special_meeting", "استث": "special_meeting", "سنوي": "annual_meeting"}
_BY_ADJECTIVE |= {"وزار": "ministerial_meeting", "وزرا": "ministerial_meeting"}
_BY_MINISTERS = re.compile(r"\b(?:[يت]?عقد|س[يت]عقد|بدا|[يت]بدا|اختتم|[يت]ختتم) (?:[^ .,;]+ ){0,4}?وزراء\b[^.;]{0,80}$")
_HIGH_LEVEL = re.compile(r"(?: ال[^ .,]+){0,2} (?:ال)?رفيعه? المستوي")
_ADJECTIVES = {
    "special": "special_meeting", "annual": "annual_meeting", "ministerial": "ministerial_meeting",
    "plenary": "plenary_meeting", "expert": "expert_meeting",
}  # fmt: skip
_SITTING = re.compile(r"(?:ال)?جلسه")  # the opening sitting of a meeting, which is not the first meeting of its body
_ADJECTIVE = re.compile(rf"\b({'|'.join(_ADJECTIVES)}) (?:[^ .,;]+ ){{1,3}}$")


def settled_kind(attrs: dict[str, Any], mention: Mention, template: Template) -> str:
    """The kind of meeting that this is, now that its body is known."""
    kind, body = _SAME_KIND.get(attrs["kind"], attrs["kind"]), attrs.get("body", "")
    if kind == "opening_meeting" and not _SITTING.match(template.page.text, mention.start):
        attrs.setdefault("ordinal", 1)
    if kind in GENERIC and body in _KIND_OF_BODY:
        kind = _KIND_OF_BODY[body]
    elif kind in {"meeting", "opening_meeting"} and ".wg." in body:
        kind = "working_group_meeting"
    return "meeting" if kind == "opening_meeting" else _kind_of_adjective(kind, mention, template)


def _kind_of_adjective(kind: str, mention: Mention, template: Template) -> str:
    """ "A special two-day meeting" is a special meeting though other words stand between."""
    if kind != "meeting":
        return kind
    at = template.at(mention)
    told = _ADJECTIVE.search(template.text, max(0, at - 45), at)
    return _ADJECTIVES[told[1]] if told else kind


def of_region(attrs: dict[str, Any], mention: Mention, template: Template) -> None:
    """«القمة العربية» is of the Arab League, «المؤتمر الثالث رفيع المستوى» a high-level conference."""
    text, end = template.page.text, mention.end
    region = _REGIONAL.match(text, end) if attrs["kind"] in {"summit", "ministerial_meeting"} else None
    if region:
        attrs["body"] = _OF_REGION[region[1]]
    if attrs["kind"] == "conference" and _HIGH_LEVEL.match(text, end):
        attrs["kind"] = "high_level_conference"
    if attrs["kind"] == "meeting":
        told = _OF_KIND.match(text, end)
        by_ministers = _BY_MINISTERS.search(text, max(0, mention.start - 120), mention.start)
        attrs["kind"] = _BY_ADJECTIVE[told[1][:4]] if told else "ministerial_meeting" if by_ministers else "meeting"
    if attrs["kind"] in GENERIC and _HIGH_LEVEL.match(text, end):
        attrs.setdefault("level", "high_level")
