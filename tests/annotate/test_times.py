"""Times: absolute dates of every form."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import times
from musnad.annotate.calendar import hijri_day

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


@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 29))
def test_hijri_dates_read_back(year: int, month: int, number: int) -> None:
    day = hijri_day(year, month, number)
    assert day
    text = f"{number} {HIJRI[month - 1]} {year}هـ"
    assert values(f"صدر في {text} قرار") == [(text, day.isoformat())]
