"""Names by lists and context alone, in sentences of our own: spans, normal forms, roles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import names
from musnad.model import Document, Label, Mention, Span, Zone, ZoneKind

ALPHABET = st.text(alphabet='ابتحدرسعفقلمنهويةىئ ،."«»()\nقالوزير', max_size=120)


@pytest.fixture(autouse=True)
def _without_encoder(no_encoder: None) -> None:
    """Invented words show what context proves; the encoder's vote is `test_tagged.py`'s."""


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A noun of the kind proves the name once; it is one wherever it stands.
        ("نزح سكان بلدة شلغوم. وعاد بعضهم إلى شلغوم", ["شلغوم", "شلغوم"]),
        ("نزح سكان بلدتي الغرنوق والقطمير", ["الغرنوق", "القطمير"]),
        ("التقى الوفد سفير كلفادور، وأكد لكلفادور دعمه", ["كلفادور", "كلفادور"]),
        ("اندلعت المعارك في كلفادور، ونزح الناس من كلفادور", ["كلفادور", "كلفادور"]),
        ("وصل الوفد إلى تل الغرنوق عاصمة البلاد", ["تل الغرنوق"]),
        ("قالت كلفادور إن الجيش الكلفادوري انسحب من كلفادور", ["كلفادور", "كلفادور"]),
        ("توقف القتال شمال كلفادور وشلغوم. وفتح الطريق إلى شلغوم", ["كلفادور", *["شلغوم"] * 2]),
        ("أغلقت القوات معبر الطواحين", ["معبر الطواحين"]),
        ("شهدت قرية الغرنوقية احتفالا", ["الغرنوقية"]),
        ("سار الوفد من مدينة كلفادور وعاد", ["كلفادور"]),
        # One weak sign, a word that takes the article, or a person's name prove nothing.
        ("اندلعت المعارك في كلفادور", []),
        ("وقعت القوة في كمين، وخرجت من كمين بعد ساعات من نصب الكمين", []),
        ("قال شلغوم إن المعارك في شلغوم ومن شلغوم", []),
        ("أجريت عمليات في محافظات حاليا وعمليات في غيرها", []),
        ("عمل في النادي كلاعب ثم كمدرب في الفريق ومن الفريق", []),
        ("جلس الرجل في بيت للغرباء", []),
        ("انتقل اللاعب من ناديه بشلغوم وبشلغوم", []),
    ],
)
def test_places_are_learnt_from_the_words_around_them(text: str, expected: list[str]) -> None:
    assert [s for label, s in found(text) if label == "LOC"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قالت وزيرة خارجية كلفادور نجلاء الصهباني إن الوفد عاد",
            [("LOC", "كلفادور"), ("PER", "نجلاء الصهباني")],
        ),
        ("التقى رئيس الجهاز فؤاد صبرة، وبحث معه الهدنة", [("PER", "فؤاد صبرة")]),
        ("وصل الياباني شونغوكي ناكافادو إلى الملعب", [("PER", "شونغوكي ناكافادو")]),
        ("الدفعة الأولى قروض ميسرة", []),
        ("قال الأمير طارق بن شلغوم يحث الناس", [("PER", "طارق بن شلغوم")]),
        ("التقى سامي بن علي أعضاء اللجنة", [("PER", "سامي بن علي")]),
        ("وصل الوفد برئاسة سليمة الغرنوق التقى اللجنة", [("PER", "سليمة الغرنوق")]),
        ("زار الرئيس يتفقد المخيم", []),
        ("وصل اللاعب وبلباسه الغرنوق", []),
        ("أغلقت قاعدة الملك محمود الجوية", [("PER", "محمود")]),
    ],
)
def test_persons_end_where_their_name_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أكدت حركة «شلغوم» الزيارة. ونفت شلغوم اللقاء", ["شلغوم", "شلغوم"]),
        (
            "أكدت حركة «نداء السهل» الزيارة، ثم عادت حركة نداء السهل",
            ["نداء السهل", "حركة نداء السهل"],
        ),
        ("قال لقناة «المرفأ» إن المرفأ آمن، وأضاف لـ«المرفأ» أنه عاد", ["المرفأ", "المرفأ"]),
        ("انسحبت ألوية الغرنوق من المدينة", ["ألوية الغرنوق"]),
        ("قالت هيئة الدفاع المدني إن الطريق آمن", ["هيئة الدفاع المدني"]),
        ("عاد أعضاء هيئة التدريس إلى القاعات", []),
    ],
)
def test_organisations_are_learnt_from_the_words_around_them(
    text: str, expected: list[str]
) -> None:
    assert [s for label, s in found(text) if label == "ORG"] == expected


def test_a_family_name_that_two_persons_of_a_report_bear_is_neither_s() -> None:
    text = "التقى سامر الدهان ووليد الدهان في المدينة، وقال الدهان إن اللقاء مهم."
    assert [m.name for m in mentions(text)] == ["سامر الدهان", "وليد الدهان", "الدهان"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("وأكد ووزير المياه محمود كلفاد أن الطريق آمن.", "وزير المياه"),
        ("قال وفد برئاسة محمود كلفاد إن اللقاء مهم.", None),
        ("سلم الوفد الرسالة للرئيس محمود كلفاد.", "الرئيس"),
    ],
)
def test_a_role_is_a_title_without_what_goes_before_it(text: str, role: str | None) -> None:
    assert [m.role for m in mentions(text) if m.name == "محمود كلفاد"] == [role]


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


def test_a_town_before_the_outlet_is_a_town_in_the_report_too() -> None:
    text = "الصدفة: «المرفأ»\nوصل الوفد مساء أمس إلى مدينة الصدفة"
    zones = (Zone(Span(0, 17), ZoneKind.BYLINE), Zone(Span(17, len(text)), ZoneKind.BODY))
    doc = Document(id="d", path="d", text=text, lang="ar", zones=zones, outlet="المرفأ")
    spans = [(m.label.value, m.span.of(text)) for m in names.annotate(doc).mentions]
    assert spans == [("LOC", "الصدفة"), ("ORG", "المرفأ"), ("LOC", "الصدفة")]


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
