"""Pages as they are copied out of many kinds of sites, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import zones
from musnad.annotate.page.lines import lines
from musnad.model import Document, ZoneKind

TITLE = "الوفد يغادر العاصمة بعد لقاء الوسطاء"
ONE = (
    "غادر الوفد المفاوض العاصمة مساء أمس بعد لقاء مع الوسطاء استمر ثلاث ساعات، وقال مصدر مطلع "
    "إن الورقة الجديدة ستناقش الأسبوع المقبل."
)
TWO = "وأضاف المصدر أن الوسطاء ينتظرون رد الوفد على بنود المعابر قبل نهاية الشهر الجاري."
THREE = "وقال وزير الخارجية سليم الراوي في بيان إن المحادثات مستمرة على مستوى الخبراء."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Each line that is not blank with the kind of its zone."""
    doc = zones.annotate(Document(id="x", path="x", text=text, title=title, lang="ar"))
    return [(z.kind.value, x.text) for z in doc.zones for x in lines(z.span.of(text))]


def expect(page: str) -> None:
    """Check a page written as `kind: line` for every line, blank lines kept."""
    wanted, plain = [], []
    for row in page.strip("\n").split("\n"):
        kind, _, line = row.partition("| ")
        if line:
            wanted.append((kind.strip(), line.strip()))
        plain.append(line)
    assert kinds("\n".join(plain)) == wanted


def test_captions_above_the_title_and_a_byline_and_date_below() -> None:
    expect(f"""
caption  | موقع الوفد المفاوض
caption  | أعضاء الوفد في لقاء سابق مع الوسطاء في العاصمة، 5 أغسطس 2024

title    | {TITLE}

byline   | قسم الأخبار
dateline | منشور الأحد 7 أيلول/سبتمبر 2025

body     | {ONE}

body     | {TWO}
""")


def test_label_repeated_captions_subheadings_and_a_button() -> None:
    expect(f"""
boilerplate | عاجل

title    | {TITLE}

caption  | مصدر مطلع
caption  | مصدر مطلع

body     | {ONE}

heading  | الوسطاء ينتظرون الرد

body     | {TWO}

caption  | وزير الخارجية
caption  | وزير الخارجية

body     | {THREE}

boilerplate | تم نسخ الرابط
""")


def test_a_report_that_opens_with_its_lead_has_no_title() -> None:
    expect(f"""
body     | العاصمة - {ONE}

body     | {TWO}
""")


def test_inline_links_leave_the_body_going_on() -> None:
    expect(f"""
title    | {TITLE}

dateline | 09:14 ص ,03 أبريل 2024

body     | {ONE}

related  | اقرأ ايضا: الوسطاء يعدون ورقة جديدة عن المعابر

body     | {TWO}

related  | إقرأ أيضاً | لقاء جديد الشهر المقبل

body     | {THREE}

boilerplate | جميع الحقوق محفوظة لـ شبكة النسيم © 2024
boilerplate | هاتف: 00000-0000000
boilerplate | البريد الإلكتروني: info@example.org
""")


def test_a_second_article_after_the_footers_is_related_to_its_end() -> None:
    expect(f"""
body     | العاصمة - {ONE}

body     | {TWO}

boilerplate | المصدر: شبكة النسيم
boilerplate | كلمات دلالية: الوفد

related  | إقرأ أيضاً:

related  | افتتاح معرض الكتاب في المدينة القديمة
related  | افتتح وزير الثقافة معرض الكتاب في المدينة القديمة بحضور مئات الناشرين من الدول المجاورة.
related  | وقال الوزير إن المعرض يستمر أسبوعين ويشمل ندوات ولقاءات مع الكتاب.
related  | مقالات مشابهة
related  | • معرض جديد الشهر المقبل
related  | • ندوة عن الترجمة
""")


def test_a_second_article_without_footers_is_known_by_what_it_tells() -> None:
    text = "\n".join([
        TITLE, ONE, TWO, "اقرأ أيضا", "افتتاح معرض الكتاب في المدينة القديمة",
        "افتتح وزير الثقافة معرض الكتاب في المدينة القديمة بحضور مئات الناشرين من الدول.",
    ])  # fmt: skip
    assert [k for k, _ in kinds(text)] == ["title", "body", "body", *["related"] * 3]


def test_a_list_of_links_in_the_middle_ends_where_the_report_goes_on() -> None:
    expect(f"""
title    | {TITLE}
dateline | 7/9/2025
body     | {ONE}
related  | اقرأ أيضا
related  | list of 2 items
related  | list 1 of 2
related  | ماذا في الورقة الجديدة؟
related  | list 2 of 2
related  | مبعوث جديد إلى العاصمة
related  | end of list
body     | {TWO}
body     | {THREE}
boilerplate | المصدر: شبكة النسيم + وكالات
""")


def test_credits_of_many_forms_are_bylines() -> None:
    for credit in (
        "مدريد: «الشرق الأوسط»",
        "طرابلس - وكالات:",
        "نيويورك، طرابلس، باليرمو: الوكالات",
        "وكالات - عواصم",
        "رويترز- الصخيرات (المغرب):",
        "بروكسل: سليم الراوي",
        "القاهرة / ليلى الحداد / الأناضول",
        "كتبت ليلى الحداد",
        "سليم الراوي",
        "فريق التحرير",
    ):
        text = f"{TITLE}\n\n{credit}\n2025-09-07\n\n{ONE}\n"
        assert kinds(text)[1] == ("byline", credit), credit


@pytest.mark.parametrize(
    "line",
    [
        "2015-07-22",
        "09:14 ص ,03 أبريل 2024",
        "نُشر: 12:33-7 سبتمبر 2025 م ـ 15 ربيع الأول 1447 هـ",
        "تاريخ النشر: 07.09.2025 | 10:20 GMT",
        "آخر تحديث: 12:30 (توقيت مكة)",
        "الأحد ٧ سبتمبر ٢٠٢٥",
        "07 سبتمبر 2025 - 14:30 بتوقيت أبوظبي",
        "منذ 3 ساعات",
        "الرباط 3 ذو القعدة 1436هـ الموافق 18 أغسطس 2015 م واس",
    ],
)
def test_date_lines(line: str) -> None:
    assert kinds(f"{TITLE}\n{line}\n{ONE}\n{TWO}") == [
        ("title", TITLE),
        ("dateline", line),
        ("body", ONE),
        ("body", TWO),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("صدر الصورة، Getty Images", "caption"),
        ("سكان يتفقدون السوق القديم في العاصمة (أ.ف.ب)", "caption"),
        ("الوسطاء في لقاء سابق (أرشيفية)", "caption"),
        ("مدة القراءة 3 دقائق", "boilerplate"),
        ("شارك عبر فيسبوك واتساب", "boilerplate"),
        ("facebook-f", "boilerplate"),
    ],
)
def test_furniture_between_date_and_lead(line: str, kind: str) -> None:
    assert kinds(f"{TITLE}\n2025-09-07\n{line}\n{ONE}\n{TWO}")[2] == (kind, line)


@pytest.mark.parametrize(
    "line",
    [
        "// انتهى //",
        "تابعونا على تلغرام",
        "شارك",
        "#الوفد #الوسطاء",
        "الوسوم: الوفد، الوسطاء",
        "© 2025 شبكة النسيم",
        "https://example.org/news/1",
        "0 تعليقات",
        "إعلان",
    ],
)
def test_footers(line: str) -> None:
    assert kinds(f"{TITLE}\n{ONE}\n{TWO}\n{line}")[-1] == ("boilerplate", line)


def test_comments_and_most_read_end_the_report() -> None:
    text = f"{TITLE}\n{ONE}\n{TWO}\nاترك تعليقا\nزائر\nخبر سيئ جدا\nالأكثر قراءة\nمعرض الكتاب"
    assert [k for k, _ in kinds(text)][3:] == ["boilerplate"] * 5


def test_the_known_title_is_found_and_its_doubles_are_not_body() -> None:
    text = f"{TITLE} | شبكة النسيم\n{TITLE}\nقصر المؤتمرات\n2025-09-07\n{ONE}"
    found = kinds(text, title=TITLE)
    assert found[:2] == [("boilerplate", f"{TITLE} | شبكة النسيم"), ("title", TITLE)]


def test_markdown_headings() -> None:
    expect(f"""
title    | # {TITLE}

dateline | 2025-09-07

body     | {ONE}

heading  | ## ما بعد اللقاء

body     | {TWO}
""")


def test_paragraphs_without_full_stops_are_body() -> None:
    text = "\n".join([TITLE, "نشر في 7 سبتمبر 2025", ONE[:-1], TWO[:-1], THREE[:-1]])
    assert [k for k, _ in kinds(text)] == ["title", "dateline", "body", "body", "body"]


def test_body_lists_and_quotations_stay_body() -> None:
    listed = ["1. وقف إطلاق النار", "2. فتح المعابر", "- عودة النازحين"]
    text = "\n".join([TITLE, ONE, "ونصت الورقة على ما يلي:", *listed, TWO])
    assert all(k == "body" for k, _ in kinds(text)[1:])


def test_a_line_alone_is_body() -> None:
    assert kinds("قال الوزير إن الوفد غادر العاصمة") == [
        ("body", "قال الوزير إن الوفد غادر العاصمة")
    ]


@given(
    st.lists(
        st.sampled_from([TITLE, ONE, TWO, "عاجل", "", "  ", "اقرأ أيضا", "2025-09-07", "• بند",
                         "\u200f", "المصدر: وكالات", "سليم الراوي", "\r", "«", "3"]),
        max_size=14,
    )
)  # fmt: skip
def test_every_character_that_is_not_blank_is_in_exactly_one_zone(rows: list[str]) -> None:
    text = "\n".join(rows)
    doc = zones.annotate(Document(id="x", path="x", text=text, lang="ar"))
    covered = [0] * len(text)
    for zone in doc.zones:
        assert isinstance(zone.kind, ZoneKind)
        for i in range(zone.span.start, zone.span.end):
            covered[i] += 1
    assert all(n <= 1 for n in covered)
    assert all(n == 1 for n, c in zip(covered, text, strict=True) if not c.isspace())
    assert sum(z.kind is ZoneKind.TITLE for z in doc.zones) <= 1
