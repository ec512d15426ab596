"""Figures: what counts, how much, of what, whose."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import musnad
from musnad.annotate import quantities, times
from musnad.model import Document, Label, Mention, Sentence, Span, ZoneKind


def read(text: str) -> list[tuple[str, float, str, str]]:
    return [
        (q.span.of(text), q.value, q.bound.value, q.measure.value) for q in quantities.parse(text)
    ]


@pytest.mark.parametrize(
    ("text", "span", "value", "bound", "measure"),
    [
        ("قتل 40 شخصا على الأقل", "40 شخصا على الأقل", 40, "at_least", "killed"),
        ("سقط 56.500 قتيل", "56.500 قتيل", 56500, "exact", "killed"),
        ("سقط ٥٦٬٥٠٠ قتيل", "٥٦٬٥٠٠ قتيل", 56500, "exact", "killed"),
        ("أسفر عن إصابة ثلاثة آخرين", "ثلاثة آخرين", 3, "exact", "injured"),
        ("بعد اختطاف أربعة جنود", "أربعة جنود", 4, "exact", "held"),
        ("تحتجز الجماعة 48 مدنيا", "48 مدنيا", 48, "exact", "held"),
        ("أسر نحو 250 آخرين", "نحو 250 آخرين", 250, "about", "held"),
        ("اعتقلت الشرطة 12 متظاهرا", "12 متظاهرا", 12, "exact", "detained"),
        ("في السجون 300 معتقل", "300 معتقل", 300, "exact", "detained"),
        ("الإفراج عن 40 محتجزا", "40 محتجزا", 40, "exact", "released"),
        ("مقتل ثلاثة أسرى", "ثلاثة أسرى", 3, "exact", "killed"),
        ("نزوح أكثر من 20 ألف شخص", "أكثر من 20 ألف شخص", 20000, "more_than", "displaced"),
        ("يسكن المدينة مليون نسمة", "مليون نسمة", 1e6, "exact", "population"),
        ("دمر 70 % من البيوت", "70 %", 70, "exact", "share"),
        ("قدم المانحون 2.3 مليون دولار", "2.3 مليون دولار", 2.3e6, "exact", "money"),
        ("دخلت 30 شاحنة مساعدات", "30 شاحنة مساعدات", 30, "exact", "aid"),
        ("احترقت ثلاثة زوارق", "ثلاثة زوارق", 3, "exact", "vehicles"),
        ("شن الطيران 23 غارة", "23 غارة", 23, "exact", "attacks"),
        ("شارك ما لا يقل عن 600 مهاجر", "ما لا يقل عن 600 مهاجر", 600, "at_least", "people"),
        ("يعمل في أقل من 50 مستشفى", "أقل من 50 مستشفى", 50, "less_than", "other"),
        ("تبدأ هدنة مدتها 60 يوما", "60 يوما", 60, "exact", "truce_duration"),
        ("مقتل رجلي أمن في الانفجار", "رجلي أمن", 2, "exact", "killed"),
        ("اعتقال الشرطة مستوطنين اثنين", "مستوطنين اثنين", 2, "exact", "detained"),
        ("قتل ثلاثة وعشرون جنديا", "ثلاثة وعشرون جنديا", 23, "exact", "killed"),
        ("في القرية 12 مزارعا قتلوا", "12 مزارعا", 12, "exact", "killed"),
        ("وأطلقت أكثر من 400 صاروخ", "أكثر من 400 صاروخ", 400, "more_than", "attacks"),
        ("قالت الدول الخمس إنها موافقة", "الدول الخمس", 5, "exact", "other"),
        ("نقل المجندين الـ16 المصابين", "المجندين الـ16", 16, "exact", "injured"),
        ("لم تتجاوز 20 كيلومترا", "لم تتجاوز 20 كيلومترا", 20, "at_most", "other"),
        ("في الحصيلة إصابتان على الأقل", "إصابتان على الأقل", 2, "at_least", "injured"),
        ("ارتفعت الأسعار بمعدل %14.2", "%14.2", 14.2, "exact", "share"),
        ("صدرت من 2.5-3 ملايين برميل", "2.5-3 ملايين برميل", 2.5e6, "about", "other"),
        ("أدين اثنان من وكلاء الوزارة", "اثنان من وكلاء", 2, "exact", "other"),
        ("حلقت «17» طائرة", "«17» طائرة", 17, "exact", "vehicles"),
        ("دفع مبلغ 48 مليونا و610 آلاف", "48 مليونا و610 آلاف", 48.61e6, "exact", "money"),
        ("تضم البعثة 10 مفتشين", "10 مفتشين", 10, "exact", "people"),
        ("إطلاق 24 من السودانيين", "24 من السودانيين", 24, "exact", "released"),
    ],
)
def test_figure(text: str, span: str, value: float, bound: str, measure: str) -> None:
    assert read(text) == [(span, value, bound, measure)]


def test_population_is_the_noun_as_it_stands() -> None:
    found = quantities.parse("نحو 7 آلاف و300 سوداني في سجون العاصمة")
    assert [(q.value, q.population, q.measure.value) for q in found] == [
        (7300, "سوداني", "detained")
    ]


def test_those_among_them_share_what_befell_the_rest() -> None:
    found = read("مقتل 8 أشخاص بينهم خمسة أطفال")
    assert [(v, m) for _, v, _, m in found] == [(8, "killed"), (5, "killed")]


def test_some_of_them_are_of_the_people_of_the_sentence_before() -> None:
    text = "أصيب 16 مجندا في الحادث. وقال إن 9 منهم نقلوا إلى مستشفى و7 نقلوا إلى آخر."
    whole, first, second = quantities.parse(text)
    assert {q.measure.value for q in (whole, first, second)} == {"injured"}
    assert first.part_of == whole.span.start


def test_a_verb_before_the_next_number_is_not_of_the_last() -> None:
    found = read("نفذ الهجوم 3 مسلحين وقتلوا 21 سائحا")
    assert [(v, m) for _, v, _, m in found] == [(3, "people"), (21, "killed")]


def test_each_verb_governs_its_own_number() -> None:
    found = read("مقتل 12 شخصا وإصابة 30 آخرين")
    assert [(v, m) for _, v, _, m in found] == [(12, "killed"), (30, "injured")]


def test_a_range_keeps_both_ends() -> None:
    (found,) = quantities.parse("قتل ما بين 20 و25 شخصا")
    assert (found.value, found.low, found.high, found.bound.value) == (20, 20, 25, "about")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("قتل 40 شخصا", 40, 40),
        ("قتل أكثر من 40 شخصا", 40, None),
        ("قتل أقل من 40 شخصا", None, 40),
        ("قتل نحو 40 شخصا", None, None),
    ],
)
def test_bounds_open_the_range(text: str, low: float | None, high: float | None) -> None:
    (found,) = quantities.parse(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "عاد الوفد في 7 أكتوبر 2023",
        "الدورة السادسة للاجتماع",
        "قتل الرجل البالغ 45 عاما",
        "صدر القرار رقم 1701 أمس",
        "طائرة من طراز بوينغ 737",
        "فاز الفريق 2-1",
        "نزح العشرات وقتل المئات",
        "قتل جندي في الانفجار",
        "وصل جنديان إلى المدينة",
        "يبدأ الاجتماع الساعة 10:30",
        "عاد الوفد بعد أربع سنوات من وقف القتال",
        "1. صون الدم",
        "هاتف: 0096181771671",
        "الدورة الـ16 للمؤتمر",
        "أضعف من أية كمية من الأموال",
        "كتبت الرسالة وهو في 40 من عمره",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_place_and_day_are_taken_from_the_sentence() -> None:
    text = "قتل 40 شخصا في سلمى حتى أمس"
    doc = Document(
        id="d",
        path="d",
        text=text,
        sentences=(Sentence(Span(0, len(text)), ZoneKind.BODY),),
        mentions=(Mention(Span(15, 19), Label.LOC, "سلمى"),),
        published="2025-09-07",
    )
    doc = replace(doc, timexes=times.parse(text, dt.date(2025, 9, 7)))
    (found,) = quantities.annotate(doc).quantities
    assert (found.place, found.as_of) == ("سلمى", "2025-09-06")


@given(st.integers(2, 9_999_999))
def test_grouped_digits_read_back(number: int) -> None:
    for mark in ",.٬":
        text = f"سقط {number:,} قتيلا".replace(",", mark)
        assert [q.value for q in quantities.parse(text)] == [float(number)]


def test_a_part_names_its_whole_and_when_the_count_began() -> None:
    text = "قتل أكثر من 500 شخص منذ 5 مايو 2025، 70% منهم من الأطفال"
    whole, part = quantities.parse(text)
    assert (whole.measure.value, whole.since, whole.cumulative) == ("killed", "2025-05-05", True)
    assert (part.measure.value, part.value, part.part_of) == ("share", 70, whole.span.start)


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("ارتفعت حصيلة القتلى إلى 40 قتيلا", True),
        ("قتل 3 جنود في 5 مايو 2025", False),
        ("قتل 3 جنود", None),
    ],
)
def test_over_time_or_at_once(text: str, cumulative: bool | None) -> None:
    assert quantities.parse(text)[0].cumulative is cumulative


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("نزح ثلثا السكان", 66.7, "share"),
        ("قال الجيش إن أربعة من جنوده قتلوا", 4, "killed"),
        ("ارتفع عدد الوفيات في الفيضانات إلى 63 حالة", 63, "killed"),
        ("ينص الاتفاق على إطلاق 40 محتجزا", 40, "released"),
        ("ما زال 18 شخصا في عداد المفقودين", 18, "missing"),
        ("إن جنديين من الدورية أصيبا", 2, "injured"),
    ],
)
def test_what_is_counted(text: str, value: float, measure: str) -> None:
    assert [(q.value, q.measure.value) for q in quantities.parse(text)] == [(value, measure)]


def test_parts_and_shares_name_their_people() -> None:
    text = "قتل 40 مصريا بينهم 3 أطفال و5 نساء، 70% منهم من العمال والطلاب"
    whole, *parts = quantities.parse(text)
    assert [p.population for p in parts] == ["أطفال", "نساء", "العمال والطلاب"]
    assert {p.part_of for p in parts} == {whole.span.start}


def test_a_count_between_two_days_has_both() -> None:
    text = "بلغ عدد القتلى منذ 5 مايو 2025 وحتى 3 يونيو 2025 أكثر من 500 شخص"
    (found,) = quantities.parse(text)
    assert (found.since, found.as_of) == ("2025-05-05", "2025-06-03")


@pytest.mark.parametrize("text", ["بلغ الفريق ربع النهائي", "تحسن في الربع المالي الثاني"])
def test_a_fraction_of_no_people_is_no_figure(text: str) -> None:
    assert quantities.parse(text) == ()


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        ("قتل 5 أطفال فلسطينيين وأصيب 3 جنود", ["أطفال فلسطينيين", "جنود"]),
        ("مقتل 40 فلسطينيا وإصابة 250 آخرين", ["فلسطينيا", "فلسطينيا"]),
        ("مقتل 17 شخصا من الحوثيين وإصابة 9 أشخاص", ["الحوثيين", None]),
        ("محاكمة 100 من الصيادين المصريين", ["الصيادين المصريين"]),
        ("قتلت 12 امرأة وأصيب 12 رجل أمن", ["امرأة", "رجل أمن"]),
        ("مقتل جنديين كوريين وجرح طفلين", ["جنديين كوريين", "طفلين"]),
        ("نزح 40 شخصا بينهم 10 نساء", [None, "نساء"]),
        ("وصل إلى البلاد 20 مواطنا يمنيا", ["يمنيا"]),
        ("فجر 300 من عرب 48 خلافا", ["عرب 48"]),
        ("مقتل مستوطنين اثنين", ["مستوطنين"]),
        ("مقتل 9 جنود سوريا تنشرهم", ["جنود"]),
        ("نزح 40 سوريا وأصيب 12 جنديا سوريا", ["سوريا", "جنديا سوريا"]),
    ],
)
def test_whose_people_by_age_sex_group_and_nation(text: str, populations: list[str | None]) -> None:
    assert [q.population for q in quantities.parse(text)] == populations


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("وقتل في الهجوم الذي وقع أمس في المدينة 11 شخصا", 11, "killed"),
        ("مقتل الرجل الذي كان برفقة 11 شخصا", 11, "people"),
        (
            "قتلت الجماعة -التي تسعى إلى حكم المدينة وما حولها من القرى- 14 ألف شخص",
            14_000,
            "killed",
        ),
        ("قتلت الجماعة (بحسب ما قاله مسؤول في وزارة الصحة والسكان) 14 شخصا", 14, "killed"),
        ("أصيب في حادث على بعد 11 كيلومترا", 11, "other"),
        ("الجرحى الذين بلغ عددهم نحو مئة", 100, "injured"),
        ("تعرض ما بين 20 و25 شخصا لإصابات", 20, "injured"),
        ("مقتل نحو 65 (خمسة وستين) جنديا", 65, "killed"),
        ("خسرت القوة ثلاثة من مقاتليها", 3, "people"),
        ("دفع الخمسة آلاف دولار", 5_000, "money"),
        ("قتل واحد من المارة بعد أن رمى عصفورين بحجر واحد", 1, "killed"),
    ],
)
def test_what_befell_them_across_a_clause(text: str, value: float, measure: str) -> None:
    assert [(q.value, q.measure.value) for q in quantities.parse(text)] == [(value, measure)]


def test_those_told_of_together_share_a_fate() -> None:
    text = "اعتقال ثلاثة من قادة المجموعة، وكذا سبعة من المطلوبين، إضافة إلى 4 جنود"
    assert {q.measure.value for q in quantities.parse(text)} == {"detained"}


def test_what_befell_a_whole_is_told_after_its_part() -> None:
    found = quantities.parse("إن 84 رجلا بينهم 6 أجانب اعتقلوا ليلة الجمعة")
    assert [q.measure.value for q in found] == ["detained", "detained"]


def test_whom_the_first_are_taken_from_may_stand_before_the_next() -> None:
    found = quantities.parse("مقتل 11 من عناصر التنظيم و10 مدنيين وإصابة 17 آخرين")
    assert [(q.value, q.measure.value) for q in found] == [
        (11, "killed"),
        (10, "killed"),
        (17, "injured"),
    ]


def test_some_of_them_may_have_a_fate_of_their_own() -> None:
    found = quantities.parse("مقتل 13 من مسلحي الحركة، وأسرت المقاومة ثلاثة منهم")
    assert [(q.measure.value, q.part_of) for q in found] == [("killed", None), ("held", 5)]


def test_an_age_told_as_a_range_counts_nothing() -> None:
    assert quantities.parse("منفذ الهجوم بين 20 والـ25 من العمر") == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل في القاهرة 40 شخصا.", "القاهرة"),
        ("قتل 40 شخصا في القاهرة بعد هجوم شنته إسرائيل.", "القاهرة"),
        ("قتل في القاهرة 40 شخصا بعد هجوم شنته إسرائيل.", "القاهرة"),
        ("سافر الوفد إلى القاهرة؛ وقتل 40 شخصا.", None),
    ],
)
def test_a_place_is_stated_after_or_before(text: str, place: str | None) -> None:
    assert [q.place for q in musnad.annotate(text).quantities] == [place]


def test_a_figure_names_the_statement_that_it_stands_in() -> None:
    doc = musnad.annotate("قالت وزارة الصحة إن 40 شخصا قتلوا في القاهرة. وأصيب 12 جنديا.")
    said = {a.id for a in doc.attributions}
    assert [q.attribution in said for q in doc.quantities] == [True, False]
