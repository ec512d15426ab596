"""Inflection: the forms that a row's one or two words stand for."""

import pytest

from musnad.text.inflect import noun, past, present


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("التقى", {"التقي", "التقت", "التقوا", "التقيا"}),
        ("دعا", {"دعا", "دعت", "دعوا"}),
        ("بدأ", {"بدا", "بدات", "بداوا"}),
        ("قصف", {"قصف", "قصفت", "قصفوا", "قصفه", "قصفتها"}),
        ("اغتال", {"اغتال", "اغتيل", "اغتيلت", "اغتيلوا"}),
    ],
)
def test_past(verb: str, forms: set[str]) -> None:
    assert forms <= past(verb)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("يلتقي", {"يلتقي", "تلتقي", "يلتقون", "يلتقيان", "يلتق"}),
        ("يدعو", {"يدعو", "تدعو", "يدعون", "ندعو"}),
        ("يبدأ", {"يبدا", "تبدا", "يبداون"}),
    ],
)
def test_present(verb: str, forms: set[str]) -> None:
    assert forms <= present(verb)


def test_nouns_know_when_they_are_definite() -> None:
    forms = dict(noun("هجوم"))
    assert (forms["هجوم"], forms["هجوما"], forms["الهجوم"], forms["هجومهم"]) == (
        False,
        False,
        True,
        True,
    )
