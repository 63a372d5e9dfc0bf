"""One finding of every type, in sentences written for these tests."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, tuple[dict[str, Any], str]] = {
    "meeting": (
        {
            "kind": "coordinating_committee_meeting",
            "ordinal": 7,
            "title": "Looking ahead",
            "body": "gctf.coco",
            "organiser": "EU",
            "when": "2019-03-12/2019-03-13",
            "place": "Cairo",
            "chair": ["EG", "NL"],
            "level": "senior_officials_level",
            "attendance": 60,
        },
        "The seventh committee met in Cairo",
    ),
    "agenda": ({"title": "Borders and airports"}, "the committee took up borders and airports"),
    "term": (
        {"body": "gctf.wg.ea", "role": "co_chair", "party": ["EG", "EU"], "start": "2017", "end": "2021-10"},
        "ترأست مصر والاتحاد مجموعة العمل",
    ),
    "candidacy": (
        {"party": ["EG", "EU"], "body": "gctf", "role": "chair", "when": "2022-03"},
        "both stand for the chair",
    ),
    "membership": ({"party": ["EG", "MA"], "body": "gctf", "kind": "founding"}, "Egypt and Morocco founded it"),
    "participation": ({"party": ["JO"], "body": "org.african_union"}, "Jordan was present"),
    "body": (
        {"key": "gctf", "kind": "forum", "parent": "un", "established": "2011", "members": 30},
        "a forum of thirty members",
    ),
    "instrument": (
        {
            "kind": "national_report",
            "body": "EG.ministry_of_justice",
            "when": "2021",
            "reviewed": "2022-01",
            "edition": 2,
            "language": ["ar", "en"],
        },
        "the ministry's second report",
    ),
    "implements": ({"from": "gctf", "to": "ga60_288"}, "the forum carries out the strategy"),
    "programme": (
        {"key": "plan_a", "body": "un", "projects": 50, "entities": 13, "stages": ["prevention", "rehabilitation"]},
        "fifty projects of thirteen entities",
    ),
    "initiative": ({"party": ["MA", "NL"], "body": "gctf", "start": "2013-09"}, "Morocco and the Netherlands began"),
    "post": ({"person": "سالم العارف", "role": "president", "body": "JO"}, "الرئيس سالم العارف"),
    "distribution": (
        {"instrument": "national_report", "to": ["missions_abroad", "foreign_missions"]},
        "the report went to all missions",
    ),
    "mandate": (
        {"body": "EG.counter_terrorism_unit_of_the_foreign_ministry", "title": "To follow resolutions"},
        "it follows resolutions",
    ),
    "cooperation": ({"body": ["gctf", "un"]}, "the two work together closely"),
}
TOLD = [(kind, attrs, quote) for kind, (attrs, quote) in EXAMPLES.items()]
# What a finding of the type belongs to, and so has to be accepted before it.
BEFORE = {"agenda": "meeting", "distribution": "instrument"}
