"""The same article on two sites is one story; two articles on one meeting are two."""

from __future__ import annotations

from muntada.sources.furniture import furniture
from muntada.sources.stories import alike, bands_of, body_text, runs_of

ARTICLE = (
    "عقدت لجنة التنسيق التابعة للمنتدى العالمي لمكافحة الإرهاب اجتماعها في مدينة ساحلية يومي الاثنين والثلاثاء، "
    "وحضره ممثلون عن ثلاثين عضوا وعن عدد من المنظمات الدولية. وناقش الحاضرون ثلاثة بنود تتعلق بحماية الحدود البحرية "
    "وبإعادة إدماج العائدين وبالأدلة الرقمية أمام المحاكم. وأقرت اللجنة برنامج العمل للعامين المقبلين، ودعت الأعضاء "
    "إلى أن يبلغوا قبل نهاية الصيف عما نفذوه من التوصيات السابقة. واتفق الحاضرون على أن يعقد الاجتماع التالي في الخريف."
)
OTHER = (
    "قال متحدث باسم الوزارة المضيفة إن اجتماع لجنة التنسيق التابعة للمنتدى العالمي لمكافحة الإرهاب انتهى الثلاثاء "
    "في المدينة الساحلية دون خلاف يذكر. وأضاف أن أهم ما فيه أن الدول اتفقت على تبادل قوائم المدربين، وأن حماية الحدود "
    "البحرية ستكون موضوع دورة تدريبية تستضيفها الوزارة في الشتاء، وأن تكلفتها تقسم على المشاركين فيها بالتساوي."
)
FIRST_SITE = f"الرئيسية\nسياسة\nاقتصاد\nرياضة\n\nلجنة التنسيق تجتمع\n\n{ARTICLE}\n\nاترك تعليقاً\n"
SECOND_SITE = (
    "رئيس التحرير: سامي الدرويش\n\nاجتماع للجنة التنسيق في مدينة ساحلية\n\n"
    + ARTICLE.replace("وحضره ممثلون", "بحضور ممثلين").replace("قبل نهاية الصيف", "قبل آخر الصيف")
    + "\n\nمقالات ذات صلة\nمعرض الكتاب يفتح أبوابه\n© جميع الحقوق محفوظة\n"
)


def runs(text: str) -> frozenset[str]:
    return runs_of(body_text(text, furniture(text, "ar")))


def shared(one: str, other: str) -> int:
    return sum(mine == theirs for mine, theirs in zip(bands_of(runs(one)), bands_of(runs(other)), strict=True))


def test_an_article_with_another_sites_furniture_and_small_edits_is_the_same() -> None:
    assert shared(FIRST_SITE, SECOND_SITE) > 0
    assert alike(runs(FIRST_SITE), runs(SECOND_SITE))


def test_another_article_on_the_same_meeting_is_another() -> None:
    assert not alike(runs(FIRST_SITE), runs(OTHER))


def test_spelling_variants_make_no_other_article() -> None:
    assert runs(ARTICLE) == runs(ARTICLE.replace("إ", "ا").replace("ة ", "ه "))


def test_a_signature_is_the_same_on_every_day() -> None:
    assert bands_of(runs(ARTICLE)) == bands_of(runs(ARTICLE))
    assert bands_of(runs("")) == []
