"""What the reader finds in small Arabic texts."""

from datetime import date
from typing import Any

import pytest

from muntada.sources.reading import read


def found(text: str, kind: str, published: date | None = None) -> list[dict[str, Any]]:
    return [one.attrs for one in read(text, published=published).findings if one.type == kind]


def test_a_meeting_in_its_session_has_the_ordinal_of_the_session_and_the_day_of_publication() -> None:
    text = (
        "بدأت صباح اليوم الأربعاء بنيروبي أعمال اجتماع اللجنة التنسيقية للمنتدى العالمي لمكافحة الإرهاب "
        "في دورته التاسعة عشرة، بمشاركة وزير الخارجية الكيني موساليا مودافادي."
    )
    assert found(text, "meeting", date(2031, 5, 14)) == [
        {
            "kind": "coordinating_committee_meeting", "ordinal": 19, "body": "gctf.coco", "place": "Nairobi",
            "when": "2031-05-14",
        }
    ]  # fmt: skip
    assert found(text, "post") == [{"person": "موساليا مودافادي", "role": "minister_for_foreign_affairs", "body": "KE"}]


def test_a_session_of_a_summit_is_one_meeting() -> None:
    text = 'تنعقد بالعاصمة الكينية نيروبي يوم 4 فبراير 2031 الدورة 44 لقمة الاتحاد الإفريقي تحت شعار "السلم في القارة".'
    assert found(text, "meeting") == [
        {
            "kind": "summit", "ordinal": 44, "body": "org.african_union", "place": "Nairobi", "when": "2031-02-04",
            "title": "السلم في القارة",
        }
    ]  # fmt: skip


def test_an_arab_summit_is_of_the_league_and_its_chair_is_the_state_of_a_king() -> None:
    text = "انطلقت في 3 مايو 2031 بمسقط أعمال القمة العربية الأربعين، برئاسة العاهل الأردني الملك عبد الله الثاني."
    [meeting] = found(text, "meeting")
    assert meeting["body"] == "org.league_of_arab_states"
    assert (meeting["ordinal"], meeting["place"], meeting["chair"]) == (40, "Muscat", ["JO"])


def test_a_minister_who_meets_his_counterpart_holds_talks_and_both_have_posts() -> None:
    text = (
        "التقى وزير الشؤون الخارجية الموريتاني محمد سالم ولد مرزوك، اليوم الخميس 5 أكتوبر 2023 بنواكشوط، نظيره "
        "الإسباني خوسيه مانويل ألباريس. وتناول اللقاء سبل تعزيز التعاون الثنائي، وتطورات الأوضاع في منطقة الساحل."
    )
    assert found(text, "meeting") == [{"kind": "bilateral_talks", "when": "2023-10-05", "place": "Nouakchott"}]
    assert [(post["person"], post["body"]) for post in found(text, "post")] == [
        ("محمد سالم ولد مرزوك", "MR"),
        ("خوسيه مانويل ألباريس", "ES"),
    ]
    assert [item["title"] for item in found(text, "agenda")] == [
        "سبل تعزيز التعاون الثنائي",
        "تطورات الأوضاع في منطقة الساحل",
    ]


def test_a_visit_counts_with_its_days_and_not_without() -> None:
    dated = "قام وزير الداخلية الأردني مازن الفراية بزيارة رسمية إلى بغداد من 13 إلى 15 يونيو 2022."
    assert found(dated, "meeting") == [{"kind": "official_visit", "when": "2022-06-13/2022-06-15", "place": "Baghdad"}]
    assert found("تنسق وزارة الخارجية الأردنية الزيارات الهامة للوفود.", "meeting") == []


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("وزير الداخلية السعودي الأمير عبدالعزيز بن سعود بن نايف أمس", "عبدالعزيز بن سعود بن نايف"),
        ("وزير الخارجية القطري الشيخ محمد بن عبدالرحمن آل ثاني ونظيره", "محمد بن عبدالرحمن آل ثاني"),
        ("المندوب الدائم لتونس لدى الأمم المتحدة السفير طارق الأدب", "طارق الأدب"),
        ("مندوب كينيا الدائم لدى الأمم المتحدة مارتن كيماني", "مارتن كيماني"),
        ("رئيس الجمهورية التونسية الباجي قايد السبسي في كلمته", "الباجي قايد السبسي"),
        ("الأمين العام لجامعة الدول العربية، أحمد أبو الغيط، أمس", "أحمد أبو الغيط"),
        ("سفير مصر في بروكسل بدر عبد العاطي بأن", "بدر عبد العاطي"),
    ],
)
def test_a_name_is_whole_with_its_particles_and_without_its_style(words: str, person: str) -> None:
    assert [post["person"] for post in found(f"رحب {words}.", "post")] == [person]


@pytest.mark.parametrize(
    "words",
    [
        "استقبل الرئيس الكيني ثلاث مرات وفدا من تونس.",
        "أصدر الرئيس الكيني مرسوما جديدا.",
        "قام وزير الداخلية الكيني بزيارة رسمية.",
        "حضر وزراء الخارجية في كينيا أعمال اللجنة.",
        "زار نائب رئيس الوزراء الكيني مدينة الدوحة.",
    ],
)
def test_words_after_an_office_are_not_taken_for_a_name(words: str) -> None:
    assert found(words, "post") == []


def test_the_state_of_an_unqualified_minister_is_the_one_that_qualifies_no_other() -> None:
    text = (
        "أكد وزير الشؤون الخارجية، نبيل عمار، خلال لقائه الوزير الكيني بتونس حرص تونس على التعاون مع كينيا. "
        "وأشاد الوزير الكيني بموقف تونس."
    )
    assert found(text, "post") == [{"person": "نبيل عمار", "role": "minister_for_foreign_affairs", "body": "TN"}]


def test_a_term_says_with_whom_and_from_when_to_when() -> None:
    text = (
        "وكانت نيجيريا قد ترأست مجموعة عمل بناء القدرات لمنطقة غرب أفريقيا التابعة للمنتدى العالمي لمكافحة الإرهاب "
        "بالاشتراك مع ألمانيا في الفترة من 2024 إلى 2026."
    )
    assert found(text, "term") == [
        {"body": "gctf.wg.wa", "role": "co_chair", "party": ["NG", "DE"], "start": "2024", "end": "2026"}
    ]


def test_one_who_is_not_a_founder_is_none() -> None:
    assert found("كينيا ليست عضوا مؤسسا في المنتدى العالمي لمكافحة الإرهاب.", "membership") == []


def test_the_council_of_a_state_is_not_the_security_council() -> None:
    text = "قررت الحكومة الكينية إنشاء مجلس الأمن القومي. ويتولى المجلس اقتراح السياسات العامة، والتنسيق بين الأجهزة."
    assert found(text, "body") == [{"kind": "council"}]
    assert [task["title"] for task in found(text, "mandate")] == ["اقتراح السياسات العامة", "التنسيق بين الأجهزة"]


def test_good_practices_stand_for_the_memorandum_on_them() -> None:
    text = (
        "يذكر أن مذكرة لاهاي-مراكش بشأن الممارسات الحسنة صدرت عام 2014. وناقش الخبراء استخدام الممارسات الحسنة أداة "
        "لدعم تنفيذ قرار مجلس الأمن 2178."
    )
    assert found(text, "implements") == [{"from": "hague_marrakech_2014", "to": "sc2178"}]


def test_laws_agreements_and_declarations_are_instruments_with_their_day() -> None:
    text = (
        "وقعت كينيا والصومال، يوم 14 يونيو 2031، مذكرة تفاهم في المجال الأمني. وصدر في كينيا القانون رقم 44 لسنة 2030. "
        'وأشادت كينيا ب"إعلان نيروبي للسلام" الذي وقعه الرئيسان يوم 3 مايو 2031.'
    )
    assert found(text, "instrument") == [
        {"kind": "memorandum_of_understanding", "when": "2031-06-14"},
        {"kind": "law", "body": "KE", "when": "2030"},
        {"kind": "declaration", "when": "2031-05-03"},
    ]


def test_a_national_report_has_its_edition_year_and_languages_in_one_finding() -> None:
    text = (
        "أصدرت وزارة الخارجية الأردنية النسخة الثالثة من التقرير الوطني حول مكافحة الإرهاب لعام 2022 باللغتين العربية "
        "والإنجليزية."
    )
    assert found(text, "instrument") == [
        {
            "kind": "national_report", "body": "JO.ministry_of_foreign_affairs", "edition": 3, "when": "2022",
            "language": ["ar", "en"],
        }
    ]  # fmt: skip


def test_places_that_a_list_gives_are_meetings_each_also_where_a_centre_stands_for_its_city() -> None:
    text = "جاءت المذكرة تتويجا لثلاثة اجتماعات للخبراء عقدت بنيروبي والدوحة ومركز هداية."
    assert [meeting["place"] for meeting in found(text, "meeting")] == ["Nairobi", "Doha", "Abu Dhabi"]


def test_morocco_and_qatar_are_states_and_sunset_and_a_diameter_are_none() -> None:
    text = "شاركت قطر والمغرب في المنتدى العالمي لمكافحة الإرهاب المنعقد في مارس 2031."
    assert {state for one in found(text, "participation") for state in one["party"]} <= {"QA", "MA"}
    assert found("شارك بعد صلاة المغرب في المنتدى العالمي لمكافحة الإرهاب.", "participation") == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ورحبت كينيا بالقرارين 1373 و2178.", ["sc1373", "sc2178"]),
        ("وأشارت كينيا إلى قرار يحمل الرقم 2396 (2017).", ["sc2396"]),
        ("وصدر في كينيا القرار رقم 355 لسنة 2017.", []),
        ("وصدر في كينيا قرار 2014.", []),
    ],
)
def test_a_resolution_is_the_council_s_unless_it_may_be_a_decree_or_a_year(text: str, keys: list[str]) -> None:
    assert [one.get("key") for one in found(text, "instrument")] == keys


def test_members_that_a_text_lists_are_of_the_body_of_which_it_speaks() -> None:
    text = "وتأسست مجموعة دول الساحل الخمس في نواكشوط عام 2014، وتضم خمس دول هي موريتانيا والنيجر وتشاد."
    assert [one["party"] for one in found(text, "membership")] == [["MR"], ["NE"], ["TD"]]
    [body] = found(text, "body")
    assert (body["key"], body["established"], body["members"]) == ("org.g5_sahel", "2014", 5)


def test_the_minister_is_the_one_named_before() -> None:
    text = "ألقى وزير الخارجية الكيني موساليا مودافادي كلمة. وترأس الوزير في مارس 2031 جلسة مجلس السلم والأمن الأفريقي."
    [meeting] = found(text, "meeting")
    assert (meeting["chair"], meeting["when"]) == (["KE"], "2031-03")


def test_who_chairs_a_meeting_does_not_by_that_chair_its_body() -> None:
    text = "وعقدت في مارس 2031 الدورة الأولى لمجلس السلم والأمن الأفريقي، برئاسة كينيا."
    assert found(text, "term") == []
    assert found(text, "meeting")[0]["chair"] == ["KE"]


def test_an_arab_summit_gives_its_agenda_its_guests_and_its_next_chair() -> None:
    text = (
        "انطلقت القمة العربية في مسقط يوم 3 مايو 2031. ويشارك الرئيس الكيني وليام روتو "
        "-وهو الرئيس الدوري للاتحاد الأفريقي- في القمة ضيفا. وستناقش القمة العربية كذلك الأزمة في السودان، "
        "بالإضافة إلى إصلاح المنظمة ومؤسساتها. وآلت رئاسة القمة العربية المقبلة إلى العراق."
    )
    assert found(text, "participation") == [{"party": ["KE"], "body": "org.league_of_arab_states"}]
    assert [item["title"] for item in found(text, "agenda")] == ["الأزمة في السودان", "إصلاح المنظمة ومؤسساتها"]
    assert found(text, "term") == [
        {"body": "org.african_union", "role": "chair", "party": ["KE"]},
        {"body": "org.league_of_arab_states", "role": "chair", "party": ["IQ"]},
    ]


def test_who_takes_over_a_chair_does_so_beside_the_other_and_for_the_years_that_are_said() -> None:
    text = (
        "ويتسلم وزير الخارجية الكيني موساليا مودافادي رسميا خلال جلسة الغد الرئاسة المشتركة لأعمال المنتدى العالمي "
        "لمكافحة الإرهاب مع إيطاليا خلال الفترة من 2031 إلى 2033."
    )
    assert found(text, "term") == [
        {"body": "gctf", "role": "co_chair", "party": ["KE", "IT"], "start": "2031", "end": "2033"}
    ]


def test_two_terms_in_one_sentence_each_have_their_group_their_partner_and_their_years() -> None:
    text = (
        "وتعد نيجيريا عضوا في المنتدى العالمي لمكافحة الإرهاب، حيث سبق أن ترأست مجموعة عمل العدالة الجنائية وسيادة "
        "القانون بالاشتراك مع ألمانيا في الفترة من 2024 إلى 2026، ومجموعة عمل بناء القدرات في منطقة شرق أفريقيا "
        "بالاشتراك مع إيطاليا في الفترة من 2026 إلى 2028."
    )
    assert found(text, "term") == [
        {"body": "gctf.wg.cjrol", "role": "co_chair", "party": ["NG", "DE"], "start": "2024", "end": "2026"},
        {"body": "gctf.wg.ea", "role": "co_chair", "party": ["NG", "IT"], "start": "2026", "end": "2028"},
    ]


def test_a_month_s_presidency_begins_and_ends_with_it_and_a_pronoun_tells_who_led_the_session() -> None:
    text = (
        "عقد مجلس الأمن الدولي يوم 3 مايو 2031 جلسة بطلب من غانا التي تتولى الرئاسة الدورية لأعمال المجلس خلال شهر "
        "مايو 2031 وترأسها وزير الخارجية الغاني صامويل أبلاكوا."
    )
    assert found(text, "term") == [
        {"body": "un.sc", "role": "chair", "party": ["GH"], "start": "2031-05", "end": "2031-05"}
    ]
    assert found(text, "meeting")[0]["chair"] == ["GH"]


def test_ministers_who_hold_a_meeting_hold_a_ministerial_one_and_the_full_name_of_a_state_is_whose_minister() -> None:
    text = (
        "عقد وزراء الداخلية بدول مجلس التعاون لدول الخليج العربية أمس اجتماعا في مسقط. وحضر الاجتماع وزير الداخلية "
        "بمملكة البحرين الشيخ سالم بن خالد آل علي ووزير الداخلية بسلطنة عمان حمود بن سعيد البادي."
    )
    assert found(text, "meeting", date(2031, 5, 3)) == [
        {
            "kind": "ministerial_meeting", "body": "org.gulf_cooperation_council", "when": "2031-05-02",
            "place": "Muscat",
        }
    ]  # fmt: skip
    assert [(post["person"], post["body"]) for post in found(text, "post")] == [
        ("سالم بن خالد آل علي", "BH"),
        ("حمود بن سعيد البادي", "OM"),
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("يبدأ موساليا مودافادي، وزير الخارجية الكيني، غدا جولة في المنطقة.", "موساليا مودافادي"),
        ("عينت الحكومة الهولندية يان دي فريس مبعوثا خاصا لمكافحة الإرهاب.", "يان دي فريس"),
        ("وأعلن الشيخ خالد بن سالم، ولي العهد - نائب رئيس مجلس الوزراء وزير الداخلية، ذلك.", "خالد بن سالم"),
        ("وتحدث الأمين العام للأمم المتحدة بان كي مون في نيروبي.", "بان كي مون"),
    ],
)
def test_no_verb_and_no_further_office_is_part_of_a_name(text: str, person: str) -> None:
    assert [post["person"] for post in found(text, "post")] == [person]


def test_the_state_of_a_counterpart_is_not_that_of_an_official_whose_own_is_unsaid() -> None:
    text = (
        "استقبل وزير الخارجية سالم بن خالد نظيره الكيني موساليا مودافادي. وأشاد الوزير الكيني بالعلاقات بين البلدين، "
        "ودعا نظيره إلى زيارة كينيا."
    )
    assert found(text, "post")[0] == {"person": "سالم بن خالد", "role": "minister_for_foreign_affairs"}


def test_what_is_said_at_a_meeting_is_not_said_of_it() -> None:
    text = "وقال وزير الخارجية الكيني موساليا مودافادي خلال المؤتمر إن الانتخابات ستجرى في نيروبي يوم 5 مايو 2031."
    assert found(text, "meeting") == []


def test_a_delegation_s_head_chairs_no_meeting_but_his_state_takes_part_in_it() -> None:
    text = "وترأس وزير الداخلية الكيني كيبتشومبا موركومين وفد بلاده في اجتماع المنتدى العالمي لمكافحة الإرهاب في لاهاي."
    assert found(text, "participation") == [{"party": ["KE"], "body": "gctf"}]
    assert "chair" not in found(text, "meeting")[0]


def test_a_kingdom_named_once_is_the_kingdom_and_a_dateline_s_agency_tells_whose_the_officials_are() -> None:
    text = (
        "عمان (بترا): رأس وزير الداخلية سالم حماد وفد المملكة إلى اجتماع مجلس وزراء الداخلية العرب في تونس، "
        "وأكد الجانب الأردني دعمه."
    )
    assert found(text, "participation") == [{"party": ["JO"], "body": "org.council_of_arab_interior_ministers"}]
    assert found(text, "post")[0]["body"] == "JO"


def test_an_office_is_of_the_organisation_or_committee_that_was_named_before() -> None:
    text = "وتعقد منظمة التعاون الإسلامي اجتماعا في جدة، ويلقي الأمين العام للمنظمة حسين طه كلمة."
    assert found(text, "post") == [
        {"person": "حسين طه", "role": "secretary_general", "body": "org.organisation_of_islamic_cooperation"}
    ]


def test_things_debated_are_told_apart_by_brackets_and_by_the_part_that_something_plays() -> None:
    text = "وتتمثل محاور الملتقى في (تأمين الموانئ) و(تدريب الحرس من خلال التمارين) وكذلك حماية المطارات في كينيا."
    titles = ["تأمين الموانئ", "تدريب الحرس من خلال التمارين", "حماية المطارات في كينيا"]
    assert [one["title"] for one in found(text, "agenda")] == titles
    text = "وتمحورت أشغال الملتقى حول دور البلديات في حماية الأسواق ودور التجار في ذلك، والتي تتصدى لها كينيا، وغانا."
    titles = ["دور البلديات في حماية الأسواق", "دور التجار في ذلك"]
    assert [one["title"] for one in found(text, "agenda")] == titles


def test_finding_something_is_no_organisation_of_that_spelling() -> None:
    assert found("وعقدت في نيروبي يوم 3 مايو 2031 قمة لإيجاد حل في الصومال.", "meeting") == [
        {"kind": "summit", "place": "Nairobi", "when": "2031-05-03"}
    ]


def test_a_headline_s_verb_is_no_part_of_a_title() -> None:
    assert found("مؤتمر كيني حول أمن الموانئ يوصي بتدريب الحراس في نيروبي", "meeting")[0]["title"] == "أمن الموانئ"
    assert not any("title" in one for one in found("ندوة حول الموانئ توصي بتدريب الحراس في نيروبي", "meeting"))


def test_an_opening_sitting_is_not_the_first_meeting_of_its_body() -> None:
    text = "وانطلقت في نيروبي يوم 3 مايو 2031 الجلسة الافتتاحية لاجتماع الاتحاد الأفريقي حول السلم."
    assert all("ordinal" not in one for one in found(text, "meeting"))
    text = "وعقد المنتدى العالمي لمكافحة الإرهاب اجتماعه التأسيسي في نيروبي يوم 3 مايو 2031."
    assert found(text, "meeting")[0]["ordinal"] == 1


def test_social_media_are_no_two_meetings() -> None:
    assert found("وانتشرت الصور على مواقع التواصل الاجتماعي في نيروبي يوم 3 مايو 2031.", "meeting") == []
    assert found("وجرى ذلك خلال اجتماعي الاتحاد الأفريقي في نيروبي.", "meeting")


def test_who_chaired_an_earlier_session_is_told_in_passing() -> None:
    text = (
        "وافتتحت الدورة 30 لمجلس وزراء منظمة التعاون الإسلامي. وأشاد الوزير بما بذلته ماليزيا خلال ترؤسها الدورة 29، "
        "وشكرها على جهودها أثناء رئاستها للدورة الماضية."
    )
    assert [one.get("chair") for one in found(text, "meeting")] == [None, ["MY"]]


def test_an_envoy_may_hold_several_offices_before() -> None:
    text = "وقال خالد السديري وزير الدولة وعضو مجلس الوزراء والمستشار والمبعوث الخاص للأردن إن ذلك مهم."
    assert found(text, "post") == [{"person": "خالد السديري", "role": "special_envoy", "body": "JO"}]
