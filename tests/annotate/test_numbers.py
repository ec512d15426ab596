"""Numbers of a plain text: kinds, signs, fractions, ratios, percent, groups of digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import numbers


def found(text: str) -> list[tuple[float, str]]:
    return [(round(n.value, 6), n.kind.value) for n in numbers.parse(text)]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("مئة وواحد وستون", 161, "words"),
        ("مئتان واثنان ألف", 202_000, "words"),
        ("3 مئة و21", 321, "digits"),
        ("1 234 567", 1_234_567, "digits"),
        ("40 000", 40_000, "digits"),
        ("12،220,13", 12_220.13, "digits"),
        ("١٬٢٣٤٫٥", 1234.5, "digits"),
        ("٫٧٧", 0.77, "digits"),
        ("سالب خمسة", -5, "words"),
        ("-1.2", -1.2, "digits"),
        ("خمسة فاصلة سبعة", 5.7, "words"),
        ("1.5e3", 1500, "digits"),
        ("ثلاثة أرباع", 0.75, "fraction"),
        ("ثلثي", 0.666667, "fraction"),
        ("خمس المساحة", 0.2, "fraction"),
        ("خمسة وربع", 5.25, "words"),
        ("مئة وثلاثة أرباع", 100.75, "words"),
        ("3 أرباع المساحة", 0.75, "fraction"),
        ("أربعة وعشرون ثلثا", 8, "words"),
        ("ستون وخمسين", 60.4, "words"),
        ("ربع المليون", 250_000, "words"),
        ("ثمن التركة", 0.125, "fraction"),
        ("مئة وأربعون جزءا من مئة", 100.4, "fraction"),
        ("الخمسة آلاف", 5_000, "words"),
        ("الواحد والثلاثون ألفا ومئتان", 31_200, "words"),
        ("الخمسة وعشرين", 25, "definite"),
        ("ألفا شخص", 2_000, "words"),
        ("ألفا و300", 1_300, "words"),
        ("ألفًا", 1_000, "words"),
        ("بلغت الحصيلة ألفاً", 1_000, "words"),
        ("نصف مليون", 500_000, "words"),
        ("3/4", 0.75, "fraction"),
        ("2 1/4", 2.25, "fraction"),
        ("واحد على عشرين", 0.05, "fraction"),
        ("واحد من أربعة", 0.25, "fraction"),
        ("ثلاث دزينات", 36, "words"),
        ("صفر", 0, "words"),
        ("الخامس والعشرون", 25, "ordinal"),
        ("المئة والخامس والعشرون", 125, "ordinal"),
        ("ثالث", 3, "ordinal"),
        ("سبعون بالمئة", 70, "percent"),
        ("70 %", 70, "percent"),
    ],
)
def test_one_number(text: str, value: float, kind: str) -> None:
    assert found(text) == [(value, kind)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("بين 300 و212 شخصا", [300, 212]),
        ("أربعة آلاف وثلاثمئة وصفر", [4300, 0]),
        ("423 0000", [423, 0]),
        ("خمس سنوات", [5]),
        ("3 من 5 جنود", [3, 5]),
        ("في 22/4", []),
        ("بعض الجنود", []),
        ("ارتفع ثمن السيارة", []),
        ("في عام ألفين وعشرين ربع السكان", [2020, 0.25]),
        ("يوم ١٧/٥/٢٠١٨", [17, 5, 2018]),
    ],
)
def test_what_stays_apart(text: str, values: list[float]) -> None:
    assert [n.value for n in numbers.parse(text)] == values


@given(st.integers(0, 10**12))
def test_grouped_digits_read_back(value: int) -> None:
    assert [n.value for n in numbers.parse(f"بلغ {value:,} طنا")] == [value]
