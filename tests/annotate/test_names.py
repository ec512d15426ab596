"""Names in sentences of our own: exact spans, normal forms, roles, and what is no name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import names
from musnad.model import Document, Label, Mention, Span, Zone, ZoneKind

ALPHABET = st.text(alphabet='ابتحدرسعفقلمنهويةىئ ،."«»()\nقالوزير', max_size=120)


def mentions(text: str, kind: ZoneKind = ZoneKind.BODY, outlet: str | None = None) -> list[Mention]:
    zones = (Zone(Span(0, len(text)), kind),)
    doc = Document(id="d", path="d", text=text, lang="ar", zones=zones, outlet=outlet)
    return list(names.annotate(doc).mentions)


def found(text: str, kind: ZoneKind = ZoneKind.BODY) -> list[tuple[str, str]]:
    return [(m.label.value, m.span.of(text)) for m in mentions(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سلمت الرد لحماس وللوسطاء", [("ORG", "حماس")]),
        ("عاد الوفد من بيروت وعمان", [("LOC", "بيروت"), ("LOC", "عمان")]),
        ("قال عضو في حركة حماس إن الرد جاهز", [("ORG", "حركة حماس")]),
        ("قال عضو في حركة «حماس» إن الرد جاهز", [("ORG", "حماس")]),
        ("قال لقناة «المرفأ الأول» إن الرد جاهز", [("ORG", "المرفأ الأول")]),
        ("نفت وزارة الموارد المائية السودانية ذلك", [("ORG", "وزارة الموارد المائية السودانية")]),
        ("نزح سكان محافظة عدن", [("LOC", "عدن")]),
        ("قصفت القوات قطاع غزة", [("LOC", "قطاع غزة")]),
        ("رفض الحوثيون العرض", [("ORG", "الحوثيون")]),
        ("قال مسؤول مصري إن العرض قائم", []),
        ("نشرت الحكومة السعودية الأرقام", []),
        ("غادرت بعثة الأمم المتحدة في مالي", [("ORG", "بعثة الأمم المتحدة في مالي")]),
    ],
)
def test_places_and_organisations(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("قال وزير الخارجية مارد شلغوم إن الوفد عاد", "مارد شلغوم", "وزير الخارجية"),
        ("وصل الرئيس التشادي شلغوم كلفاد", "شلغوم كلفاد", "الرئيس التشادي"),
        ("التقى المبعوث الأممي إلى ليبيا شلغوم كلفاد", "شلغوم كلفاد", "المبعوث الأممي إلى ليبيا"),
        ("قال المتحدث باسم «حماس»، جهاد شلغوم، إن", "جهاد شلغوم", "المتحدث باسم «حماس»"),
        ("حضر كمال أبو شلغوم الجلسة", "كمال أبو شلغوم", None),
        ("تحدث محمود عبد الباري عن الهدنة", "محمود عبد الباري", None),
        ("وقال شلغوم كلفاد إن الوفد عاد", "شلغوم كلفاد", None),
    ],
)
def test_persons_have_exact_spans_and_roles(text: str, person: str, role: str | None) -> None:
    people = [(m.span.of(text), m.role) for m in mentions(text) if m.label is Label.PER]
    assert people == [(person, role)]


def test_a_family_name_alone_is_the_person_named_in_full() -> None:
    text = "كلفاد يغادر\nالتقى محمود كلفاد أعضاء اللجنة. وأضاف كلفاد أن الهدنة قائمة"
    people = [(m.span.of(text), m.name) for m in mentions(text)]
    assert people == [("كلفاد", "محمود كلفاد"), ("محمود كلفاد",) * 2, ("كلفاد", "محمود كلفاد")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("رد للأمم المتحدة", "الأمم المتحدة"),
        ("أعلنت حركة المقاومة الإسلامية الرد", "حماس"),
        ("زارت سورية", "سوريا"),
        ("وصلت إلى أميركا", "الولايات المتحدة"),
        ("أكد مجلسُ الأمنِ الدولي", "مجلس الأمن"),
    ],
)
def test_the_name_is_the_normal_form(text: str, name: str) -> None:
    assert [m.name for m in mentions(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "جمع على وجه السرعة كل ما يلزم",
        "لن يقبل أحد بهذا دوما",
        "كان الاتفاق صالحا للجميع الآن",
        "أعلن الوزير أمس أن المعبر سيفتح",
        "التقى رئيس الوفد أعضاء اللجنة",
        "تغيرت حركة المرور في وسط المدينة",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_bylines_are_read_and_links_to_other_reports_are_not() -> None:
    assert found("القاهرة: محمود خيال", ZoneKind.BYLINE) == [
        ("LOC", "القاهرة"),
        ("PER", "محمود خيال"),
    ]
    assert found("القاهرة: محمود خيال", ZoneKind.RELATED) == []


def test_the_outlet_names_itself() -> None:
    text = "قال العضو لـ المنصة إن المنصة الجديدة جاهزة"
    assert [m.span.of(text) for m in mentions(text, outlet="المنصة")] == ["المنصة"]


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("المصريين", "مصر"),
        ("وللأمريكية", "الولايات المتحدة"),
        ("أتراك", "تركيا"),
        ("سوريا", None),
        ("كبير", None),
    ],
)
def test_demonyms(word: str, country: str | None) -> None:
    assert names.demonym(word) == country


@given(ALPHABET)
def test_mentions_are_ordered_inside_the_text_and_apart(text: str) -> None:
    spans = [m.span for m in mentions(text)]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
