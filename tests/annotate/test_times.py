"""Times: absolute dates of every form."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import times
from musnad.annotate.calendar import hijri_day
from musnad.model import Document, Span, Zone, ZoneKind

ANCHOR = dt.date(2025, 9, 7)
GREGORIAN = {
    "levant": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|"
    "تشرين الأول|تشرين الثاني|كانون الأول",
    "egypt": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "maghreb": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
}
HIJRI = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
]
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def values(text: str, anchor: dt.date | None = ANCHOR) -> list[tuple[str, str | None]]:
    return [(t.span.of(text), t.value) for t in times.parse(text, anchor)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("نشر الأحد 7 أيلول/سبتمبر 2025", "الأحد 7 أيلول/سبتمبر 2025", "2025-09-07"),
        ("في 20-12-2023", "20-12-2023", "2023-12-20"),
        ("في 2023/12/20", "2023/12/20", "2023-12-20"),
        ("في 12/20/2023", "12/20/2023", "2023-12-20"),
        ("في السابع من أكتوبر 2023", "السابع من أكتوبر 2023", "2023-10-07"),
        ("بتوقيع 1 كانون الثاني / يناير 2024", "1 كانون الثاني / يناير 2024", "2024-01-01"),
        ("المدينة في 25 شوال 1436هـ", "25 شوال 1436هـ", "2015-08-10"),
        ("في ١٤٣٦/١٠/٢٥هـ", "١٤٣٦/١٠/٢٥هـ", "2015-08-10"),
        ("في يونيو (حزيران) 2015", "يونيو (حزيران) 2015", "2015-06"),
        ("في رمضان 1445", "رمضان 1445", "2024-03"),
        ("في 31 فبراير 2025", "31 فبراير 2025", None),
    ],
)
def test_absolute(text: str, span: str, value: str | None) -> None:
    assert values(text) == [(span, value)]


def test_a_hijri_date_beside_the_gregorian_is_a_time_of_its_own() -> None:
    found = values("المدينة 25 شوال 1436هـ الموافق 10 أغسطس 2015")
    assert found == [("25 شوال 1436هـ", "2015-08-10"), ("10 أغسطس 2015", "2015-08-10")]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(sorted(GREGORIAN)),
    st.sampled_from(["{w} {d} {m} {y}", "{w}، {d} {m} {y}", "{d} {m}، {y}", "{d} من {m} عام {y}"]),
    st.booleans(),
)
def test_written_dates_read_back(day: dt.date, names: str, style: str, eastern: bool) -> None:
    month = GREGORIAN[names].split("|")[day.month - 1]
    text = style.format(w=WEEKDAYS[day.weekday()], d=day.day, m=month, y=day.year)
    text = text.translate(EASTERN) if eastern else text
    assert values(f"وصل الوفد {text} إلى المدينة") == [(text, day.isoformat())]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%Y"]),
)
def test_numeric_dates_read_back(day: dt.date, style: str) -> None:
    assert values(f"في {day.strftime(style)}") == [(day.strftime(style), day.isoformat())]


@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 28))
def test_hijri_dates_read_back(year: int, month: int, number: int) -> None:
    day = hijri_day(year, month, number)
    assert day
    text = f"{number} {HIJRI[month - 1]} {year}هـ"
    assert values(f"صدر في {text} قرار") == [(text, day.isoformat())]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("وصل الوفد مساء أمس السبت", "مساء أمس السبت", "2025-09-06TEV"),
        ("وصل الوفد بعيد ظهر أمس", "بعيد ظهر أمس", "2025-09-06TAF"),
        ("وصل الوفد أول من أمس", "أول من أمس", "2025-09-05"),
        ("وصل الوفد الليلة قبل الماضية", "الليلة قبل الماضية", "2025-09-05TNI"),
        ("يصل الوفد بعد غد", "بعد غد", "2025-09-09"),
        ("وصل الوفد اليوم (الأحد)", "اليوم (الأحد)", "2025-09-07"),
        ("قال الوزير الثلاثاء إنه عاد", "الثلاثاء", "2025-09-02"),
        ("سيصل الوفد يوم الثلاثاء", "يوم الثلاثاء", "2025-09-09"),
        ("وصل الوفد الأحد الماضي", "الأحد الماضي", "2025-08-31"),
        ("يصل الوفد الأحد المقبل", "الأحد المقبل", "2025-09-14"),
        ("يصل الوفد الجمعة من الأسبوع المقبل", "الجمعة من الأسبوع المقبل", "2025-09-12"),
        ("يعود الوفد الأسبوع المقبل", "الأسبوع المقبل", "2025-W37"),
        ("يعود الوفد نهاية الشهر الحالي", "نهاية الشهر الحالي", "2025-09"),
        ("عاد الوفد في العام قبل الماضي", "العام قبل الماضي", "2023"),
        ("عاد الوفد قبل أسبوعين", "قبل أسبوعين", "2025-W34"),
        ("عاد الوفد قبل 3 أيام", "قبل 3 أيام", "2025-09-04"),
        ("عاد الوفد قبل عام", "قبل عام", "2024"),
        ("عاد الوفد قبل ساعات", "قبل ساعات", "PAST_REF"),
        ("وصل في الأول من الشهر الجاري", "الأول من الشهر الجاري", "2025-09-01"),
        ("أواخر يوليو/تموز الماضي عاد", "أواخر يوليو/تموز الماضي", "2025-07"),
        ("منذ السابع من أكتوبر نزح السكان", "السابع من أكتوبر", "2024-10-07"),
        ("ستبدأ المحادثات في 10 أكتوبر", "10 أكتوبر", "2025-10-10"),
        ("في مايو من العام الماضي عاد", "مايو من العام الماضي", "2024-05"),
        ("استمر القتال أكثر من عام ونصف العام", "أكثر من عام ونصف العام", "P18M"),
        ("استمر القتال ستة أسابيع", "ستة أسابيع", "P6W"),
        ("استمرت الهدنة 60 يوما", "60 يوما", "P60D"),
        ("عاد الوفد بعد شهور من التفاوض", "شهور", "PXM"),
        ("استمر القتال منذ أسبوع", "أسبوع", "P1W"),
        ("عاد بعد أربع سنوات من النزاع", "أربع سنوات", "P4Y"),
        ("هدأ القتال في الأيام الماضية", "الأيام الماضية", "PAST_REF"),
        ("يعود الوفد في الأسابيع المقبلة", "الأسابيع المقبلة", "FUTURE_REF"),
        ("هدأ القتال خلال الساعات الـ24 الماضية", "الساعات الـ24 الماضية", "PT24H"),
        ("تصدر الصحيفة يوميا", "يوميا", "P1D"),
        ("قال إن القتال توقف في شهر رمضان", "شهر رمضان", "2025-03"),
        ("يبدأ الاجتماع الساعة 10:30 مساء", "الساعة 10:30 مساء", "2025-09-07T22:30"),
        ("بدأ النزاع منذ 2011", "2011", "2011"),
        ("ارتفع في الربع الأول من العام الجاري", "الربع الأول من العام الجاري", "2025-Q1"),
        ("عاد في الأسبوع الأول من أغسطس", "الأسبوع الأول من أغسطس", "2025-08"),
        ("بنيت في القرن التاسع عشر", "القرن التاسع عشر", "18"),
    ],
)
def test_relative(text: str, span: str, value: str) -> None:
    assert values(text) == [(span, value)]


@pytest.mark.parametrize(
    "text",
    [
        "قال الأمين العام الحالي للمنظمة إن المحادثات تقدمت",
        "قتل أحد الجنود وأصيب أحد عشر آخرون",
        "مارس الوفد الضغط على الأطراف",
        "وقد غدا المشروع كبيرا",
        "نقلت صحيفة اليوم أن الوفد عاد",
        "عبر المحتجون ميدان 6 أكتوبر",
        "شارك 2011 شخصا في المسيرة",
        "الآن وقريبا ولاحقا وحتى الآن",
        "قتل الرجل (45 عاما) أمام بيته",
        "أدى المصلون صلاة الجمعة",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert values(text) == []


def test_without_an_anchor_relative_times_have_no_value() -> None:
    assert values("وصل الوفد أمس وعاد الأسبوع الماضي", None) == [
        ("أمس", None),
        ("الأسبوع الماضي", None),
    ]


def test_every_end_of_a_range_is_a_time_of_its_own() -> None:
    assert values("تستمر المحادثات من 5 إلى 10 سبتمبر 2025") == [
        ("5", "2025-09-05"),
        ("10 سبتمبر 2025", "2025-09-10"),
    ]


def test_the_weekday_of_the_text_mends_the_anchor_of_all_its_relative_times() -> None:
    text = "لقاء غدا في المدينة\n\nيلتقي الوفدان غدا الاثنين، بعد لقاء أمس."
    doc = Document(id="d", path="d", text=text, published="2025-09-09")
    assert [t.value for t in times.annotate(doc).timexes] == [
        "2025-09-08",
        "2025-09-08",
        "2025-09-06",
    ]


def test_related_and_boilerplate_zones_are_left_out() -> None:
    text = "وصل الوفد أمس\nاقرأ أيضا: وصل الوفد اليوم"
    zones = (Zone(Span(0, 13), ZoneKind.BODY), Zone(Span(14, len(text)), ZoneKind.RELATED))
    doc = Document(id="d", path="d", text=text, published="2025-09-07", zones=zones)
    assert [t.span.of(text) for t in times.annotate(doc).timexes] == ["أمس"]
