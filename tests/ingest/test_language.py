"""Languages told apart, above all Arabic from what shares its letters."""

import pytest

from musnad.ingest.language import detect

PERSIAN = "وزیر امور خارجه گفت که این هیئت پس از دیدار با میانجی‌ها پایتخت را ترک کرده است."
URDU = "وزیر خارجہ نے کہا ہے کہ وفد نے ثالثوں سے ملاقات کے بعد دارالحکومت چھوڑ دیا ہے۔"
ENGLISH = "The minister said that the delegation had left the capital after the talks."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PERSIAN, "fa"),
        (URDU, "ur"),
        (ENGLISH, "en"),
        ("قال الوزير إن الوفد غادر العاصمة.", "ar"),
        ("التقى الوفد المفاوض الوسطاء", "ar"),
        ("قال مدير شركة «Example Holdings» إن الشركة باعت 20 طائرة من طراز Alpha.", "ar"),
        ("Делегация покинула столицу после переговоров", None),
        ("Zzyx qwrt plomf grundig vasta mirelo", None),
        ("12:30 2025-09-07", None),
        ("", None),
    ],
)
def test_detect(text: str, code: str | None) -> None:
    assert detect(text) == code


def test_foreign_letters_in_names_leave_arabic_arabic() -> None:
    text = "قال رئيس بلدية چرانكا إن گروب ڤالي وقعت الاتفاق مع الوزارة في المدينة بعد لقاء طويل."
    assert detect(text) == "ar"


def test_persian_keyboard_letters_leave_arabic_arabic() -> None:
    assert detect("قال الوزیر إن الوفد غادر العاصمة بعد لقاء مع الوسطاء فی المدينة") == "ar"
