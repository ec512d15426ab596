"""Dates written the ways that Arabic newspapers write them: what `times.parse` reads back."""

import datetime as dt
from enum import StrEnum

from musnad.annotate.timing.calendar import hijri_of

_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_LEVANT = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
_EGYPT = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_MAGHREB = (
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_HIJRI = (
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
)
_UNITS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Style(StrEnum):
    """How a date is written."""

    LEVANT = "levant"
    EGYPT = "egypt"
    MAGHREB = "maghreb"
    DOUBLE = "double"
    WEEKDAY = "weekday"
    WORDS = "words"
    YEAR_LAST = "year_last"
    YEAR_FIRST = "year_first"
    EASTERN = "eastern"
    HIJRI = "hijri"
    HIJRI_DIGITS = "hijri_digits"
    HIJRI_WORDS = "hijri_words"


def ordinal(number: int) -> str:
    """Return the ordinal of a day of the month, 1 to 31, in words.

    >>> ordinal(1), ordinal(12), ordinal(21), ordinal(30)
    ('الأول', 'الثاني عشر', 'الحادي والعشرون', 'الثلاثون')
    """
    tens, unit = divmod(number, 10)
    first = "الحادي" if unit == 1 and tens else _UNITS[unit - 1] if unit else ""
    if tens == 1:
        return f"{first} عشر" if unit else "العاشر"
    whole = {2: "العشرون", 3: "الثلاثون"}.get(tens, "")
    return f"{first} و{whole}" if first and whole else first or whole


def render(day: dt.date, style: Style) -> str:
    """Return a day in a style; `times.parse` reads each back to the same day.

    The Hijri styles follow Umm al-Qura from 1924-08-01 to 2077-11-16, else the arithmetic
    calendar.

    >>> render(dt.date(2025, 9, 7), Style.DOUBLE), render(dt.date(2025, 9, 7), Style.HIJRI)
    ('7 أيلول/سبتمبر 2025', '15 ربيع الأول 1447هـ')
    """
    if style in {Style.HIJRI, Style.HIJRI_DIGITS, Style.HIJRI_WORDS}:
        return _hijri(day, style)
    year, month, number = day.year, day.month - 1, day.day
    double = f"{_LEVANT[month]}/{_EGYPT[month]}"
    return {
        Style.LEVANT: f"{number} {_LEVANT[month]} {year}",
        Style.EGYPT: f"{number} {_EGYPT[month]} {year}",
        Style.MAGHREB: f"{number} {_MAGHREB[month]} {year}",
        Style.DOUBLE: f"{number} {double} {year}",
        Style.WEEKDAY: f"{_WEEKDAYS[day.weekday()]} {number} {double} {year}",
        Style.WORDS: f"{ordinal(number)} من {_EGYPT[month]} {year}",
        Style.YEAR_LAST: f"{number:02}-{month + 1:02}-{year}",
        Style.YEAR_FIRST: f"{year}/{month + 1:02}/{number:02}",
        Style.EASTERN: f"{year}/{month + 1:02}/{number:02}".translate(_EASTERN),
    }[style]


def _hijri(day: dt.date, style: Style) -> str:
    year, month, number = hijri_of(day)
    name = _HIJRI[month - 1]
    if style is Style.HIJRI:
        return f"{number} {name} {year}هـ"
    if style is Style.HIJRI_WORDS:
        return f"{ordinal(number)} من {name} {year}هـ"
    return f"{year}/{month:02}/{number:02}هـ".translate(_EASTERN)
