"""What a page states about itself, and that nothing is made up where it states nothing."""

import pytest

from musnad.annotate import metadata, zones
from musnad.model import Document

TITLE = "الوفد يغادر العاصمة بعد لقاء الوسطاء"
ONE = (
    "غادر الوفد المفاوض العاصمة مساء أمس بعد لقاء مع الوسطاء استمر ثلاث ساعات، وقال مصدر مطلع "
    "إن الورقة الجديدة ستناقش الأسبوع المقبل."
)
TWO = "وأضاف المصدر أن الوسطاء ينتظرون رد الوفد على بنود المعابر قبل نهاية الشهر الجاري."


def read(text: str) -> Document:
    return metadata.annotate(zones.annotate(Document(id="x", path="x", text=text, lang="ar")))


def paged(credit: str = "", lead: str = ONE, end: str = "") -> Document:
    return read(f"{TITLE}\n\n{credit}\n\n{lead}\n\n{TWO}\n\n{end}")


@pytest.mark.parametrize(
    ("credit", "outlet"),
    [
        ("مدريد: «الشرق الأوسط»", "الشرق الأوسط"),
        ("القاهرة: «النسيم»", "النسيم"),
        ("طرابلس - واس", "واس"),
        ("طرابلس - وكالات:", None),
        ("نيويورك، طرابلس، باليرمو: الوكالات", None),
        ("وكالات - عواصم", None),
        ("رويترز- الصخيرات (المغرب):", "رويترز"),
        ("بروكسل: سليم الراوي", None),
        ("سبق- وكالات:", "سبق"),
        ("الوئام - رويترز:", "الوئام"),
        ("دبي - الرياض", "الرياض"),
        ("الرياض - واس", "واس"),
        ("الرياض، عدن: الوكالات", None),
        ("المدينة - جدة", "المدينة"),
        ("سليم الراوي - المدينة المنورة", None),
        ("القاهرة - شبكة النسيم", "شبكة النسيم"),
        ("غزة/ ليلى الحداد/ الأناضول", "الأناضول"),
        ("واس (الرياض)", "واس"),
        ("رأس النبع - (نسيم):", "نسيم"),
        ("رأس النبع - نسيم نيوز", "نسيم نيوز"),
        ("سليم الراوي (القاهرة)", None),
    ],
)
def test_the_outlet_of_a_credit_line(credit: str, outlet: str | None) -> None:
    doc = paged(f"{credit}\n2025-09-07")
    assert doc.outlet == outlet
    assert doc.byline == credit
    assert doc.title == TITLE
    assert doc.published == "2025-09-07"


@pytest.mark.parametrize(
    ("end", "outlet"),
    [
        ("جميع الحقوق محفوظة لـ النسيم برس © 2024", "النسيم برس"),
        ("© 2024 شبكة النسيم. جميع الحقوق محفوظة", "شبكة النسيم"),
        ("جميع الحقوق محفوظة لشبكة النسيم", "شبكة النسيم"),
        ("جميع الحقوق محفوظة", None),
        ("لؤلؤة اليوم - تصدر عن دار النسيم", "لؤلؤة اليوم"),
        ("النسيم، جريدة يومية سياسية، جميع الحقوق محفوظة", "النسيم"),
        ("النسيم 2025 - يسمح بإعادة النشر بشرط ذكر المصدر", "النسيم"),
        ("المصدر: شبكة النسيم", "شبكة النسيم"),
        ("المصدر: الجزيرة + وكالات", "الجزيرة"),
        ("المصدر : وكالات", None),
        ("المصدر: https://example.org/1", None),
    ],
)
def test_the_outlet_of_a_footer(end: str, outlet: str | None) -> None:
    assert paged(end=end).outlet == outlet


@pytest.mark.parametrize(
    ("prefix", "outlet", "published"),
    [
        ("القاهرة (رويترز) - ", "رويترز", None),
        ("رام الله 7-9-2025 وفا- ", "وفا", "2025-09-07"),
        ("غزة- معا- ", "معا", None),
        ("القاهرة - ", None, None),
        ("دمشق، سوريا (CNN) -- ", "CNN", None),
    ],
)
def test_the_credit_that_opens_the_lead(
    prefix: str, outlet: str | None, published: str | None
) -> None:
    doc = paged(lead=prefix + ONE)
    assert (doc.outlet, doc.published) == (outlet, published)


def test_an_outlet_quoted_as_anothers_is_not_the_reports() -> None:
    lead = "قال مصدر لقناة النسيم إن الوفد غادر. ونقلت رويترز عن مصدر آخر أن اللقاء انتهى."
    assert paged(lead=lead).outlet is None


def test_an_outlet_that_speaks_of_itself_often_is_the_reports() -> None:
    lead = "قال مصدر لـ الواحة إن الوفد غادر، وفق بيان اطلعت عليه الواحة. وأكد آخر لـ الواحة ذلك."
    assert paged(lead=lead).outlet == "الواحة"


def test_a_party_named_after_a_preposition_is_no_outlet() -> None:
    lead = (
        'قال قيادي لـ"الاتحاد" إن الوفد غادر. وأكد مصدر لـ"الاتحاد" ذلك. ونفى ناطق لـ"الاتحاد" '
        'ذلك. وعقد "الاتحاد" لقاء. ورفض "الاتحاد" الورقة. ودعا "الاتحاد" إلى لقاء. وقال "الاتحاد" '
        'إنه ينتظر. ويطالب "الاتحاد" بالرد.'
    )
    assert paged(lead=lead).outlet is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("منشور الأحد 7 أيلول/سبتمبر 2025", "2025-09-07"),
        ("11:36 ص ,07 مارس 2024", "2024-03-07"),
        ("2015-07-22", "2015-07-22"),
        ("تاريخ النشر: 07.09.2025 | 10:20 GMT", "2025-09-07"),
        ("آخر تحديث: 8/9/2025", "2025-09-08"),
        ("آخر تحديث: 8/9/2025\nنشر في: 7/9/2025", "2025-09-07"),
        ("منذ 3 ساعات", None),
        ("الأحد 7 سبتمبر", None),
    ],
)
def test_the_date_of_a_date_line(line: str, day: str | None) -> None:
    assert paged(line).published == day


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        (
            'وقال الناطق: "غادر رئيس الوفد، صباح اليوم الخميس 6-11-2025، مقر المحادثات".',
            "2025-11-06",
        ),
        ("أعلن الوزير اليوم، 7 سبتمبر 2025، أن الوفد غادر العاصمة بعد لقاء طويل.", "2025-09-07"),
        ("أعلن الوزير في 7 سبتمبر 2025 أن الوفد غادر العاصمة بعد لقاء طويل.", None),
        ("أعلن الوزير اليوم الأحد أن الوفد غادر العاصمة بعد لقاء طويل في القصر.", None),
        ("ظل الوزير في منصبه حتى اليوم 2 نوفمبر 1964 حين غادر الوفد العاصمة.", None),
        (
            "وصل الوفد اليوم 7 سبتمبر 2025 إلى العاصمة. وقال إنه يصل اليوم 5 سبتمبر 2025.",
            None,
        ),
    ],
)
def test_the_texts_own_date_for_today(lead: str, day: str | None) -> None:
    assert paged(lead=lead).published == day


def test_a_captions_date_is_not_the_reports() -> None:
    doc = read(f"الوسطاء في العاصمة، 5 أغسطس 2024\n\n{TITLE}\n\n{ONE}\n\n{TWO}")
    assert doc.published is None
    assert doc.title == TITLE


def test_the_site_at_the_end_of_the_title_is_the_outlet() -> None:
    doc = read(f"{TITLE} | الجزيرة نت\n2025-09-07\n{ONE}\n{TWO}")
    assert (doc.title, doc.outlet) == (TITLE, "الجزيرة نت")


def test_what_ingest_set_stays() -> None:
    given = Document(
        id="x", path="x", text=f"{TITLE}\n2025-09-07\n{ONE}", title=TITLE, outlet="النسيم",
        published="2025-09-06",
    )  # fmt: skip
    doc = metadata.annotate(zones.annotate(given))
    assert (doc.title, doc.outlet, doc.published) == (TITLE, "النسيم", "2025-09-06")


def test_a_bare_sentence_states_nothing() -> None:
    doc = read("قال الوزير إن الوفد غادر العاصمة")
    assert (doc.title, doc.outlet, doc.byline, doc.published) == (None, None, None, None)
