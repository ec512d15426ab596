"""Each construction of reported speech: who, with which word, said exactly what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.annotate import attributions, times
from musnad.annotate.saying.cues import past, present
from musnad.model import Attribution, Document, Label, Mention, Span, Zone, ZoneKind
from musnad.text.sentences import annotate_zones

NAMES = {
    Label.PER: ("سامر الراوي", "ليلى الحداد", "الراوي", "الحداد", "نادر السلمي", "ماهر الأسدي"),
    Label.ORG: ("الساحل", "حركة النهوض", "الأمم المتحدة", "اتحاد السواحل", "وكالة الأفق", "النهوض"),
    Label.LOC: ("سلوان", "مرجان", "وادي الزهور"),
}


def report(text: str, *, title: bool = False) -> Document:
    """A report whose every line is body (or the first its title), with the names above."""
    head = text.find("\n") + 1 if title else 0
    zones = (Zone(Span(0, head), ZoneKind.TITLE), Zone(Span(head, len(text)), ZoneKind.BODY))
    doc = Document(id="t", path="t", text=text, lang="ar", published="2025-09-07", zones=zones)
    doc = replace(doc, sentences=annotate_zones(text, zones), mentions=tuple(_mentions(text)))
    return attributions.annotate(times.annotate(doc))


def _mentions(text: str) -> list[Mention]:
    found: list[Mention] = []
    names = sorted(((n, lab) for lab, ns in NAMES.items() for n in ns), key=lambda x: -len(x[0]))
    for name, label in names:
        at = text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            if not any(span.overlaps(m.span) for m in found):
                found.append(Mention(span, label, name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.span)


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of every statement, as text."""
    doc = report(text)
    return [
        (a.source.of(text) if a.source else None, a.cue.of(text), a.content.of(text))
        for a in doc.attributions
    ]


def only(text: str) -> Attribution:
    found = report(text).attributions
    assert len(found) == 1, [a.content.of(text) for a in found]
    return found[0]


ONE = [
    (
        "قال وزير الري سامر الراوي إن السد امتلأ بالكامل.",
        "وزير الري سامر الراوي",
        "قال",
        "السد امتلأ بالكامل",
    ),
    (
        "وأعلنت حركة النهوض، مساء السبت، أن وفدها غادر سلوان، وأن اللقاء المقبل سيعقد في مرجان.",
        "حركة النهوض",
        "أعلنت",
        "وفدها غادر سلوان، وأن اللقاء المقبل سيعقد في مرجان",
    ),
    (
        "وأوضح مصدر حكومي مطلع على الملف لوكالة الأفق أن اللجنة ستجتمع غدا.",
        "مصدر حكومي مطلع على الملف",
        "أوضح",
        "اللجنة ستجتمع غدا",
    ),
    (
        "وقالت ليلى الحداد: «لن نغادر القرية قبل عودة الجميع».",
        "ليلى الحداد",
        "قالت",
        "لن نغادر القرية قبل عودة الجميع",
    ),
    (
        'وصرح المتحدث باسم الهيئة، نادر السلمي - في لقاء بثته قناة "الساحل" - بأن "القافلة وصلت".',
        "المتحدث باسم الهيئة، نادر السلمي",
        "صرح",
        "القافلة وصلت",
    ),
    (
        "وكانت مصادر محلية في سلوان كشفت أن الجسر انهار.",
        "مصادر محلية في سلوان",
        "كشفت",
        "الجسر انهار",
    ),
    (
        "وكانت حركة النهوض قد حذرت في وقت سابق من انهيار الهدنة.",
        "حركة النهوض",
        "حذرت",
        "انهيار الهدنة",
    ),
    (
        "وزير الري سامر الراوي يعلن استئناف العمل في السد.",
        "وزير الري سامر الراوي",
        "يعلن",
        "استئناف العمل في السد",
    ),
    (
        "أعلن رئيس الاتحاد سامر الراوي سحب المراقبين من وادي الزهور، بعد أن توقفت اللقاءات.",
        "رئيس الاتحاد سامر الراوي",
        "أعلن",
        "سحب المراقبين من وادي الزهور",
    ),
    (
        "وأدان سامر الراوي خطف الصيادين.",
        "سامر الراوي",
        "أدان",
        "خطف الصيادين",
    ),
    (
        "ودعا الوزير سامر الراوي الأطراف إلى العودة للمحادثات.",
        "الوزير سامر الراوي",
        "دعا",
        "العودة للمحادثات",
    ),
    (
        "ودعا مبعوث الاتحاد إلى سلوان ماهر الأسدي إلى وقف القتال.",
        "مبعوث الاتحاد إلى سلوان ماهر الأسدي",
        "دعا",
        "وقف القتال",
    ),
    (
        "وجددت الأمم المتحدة دعوتها إلى جميع الأطراف للانضمام إلى الهدنة.",
        "الأمم المتحدة",
        "جددت",
        "للانضمام إلى الهدنة",
    ),
    (
        "وأشاد سامر الراوي بالجهود التي تبذلها الأمم المتحدة.",
        "سامر الراوي",
        "أشاد",
        "الجهود التي تبذلها الأمم المتحدة",
    ),
    (
        "وعبّرت حركة النهوض عن حرصها على استمرار المحادثات.",
        "حركة النهوض",
        "عبّرت",
        "حرصها على استمرار المحادثات",
    ),
    (
        "واتهمت حركة النهوض خصومها بقصف المخازن.",
        "حركة النهوض",
        "اتهمت",
        "قصف المخازن",
    ),
    (
        "ويرى مراقبون أن الاتفاق لن يصمد.",
        "مراقبون",
        "يرى",
        "الاتفاق لن يصمد",
    ),
    (
        "وتقدّر مرجان أن المخازن تكفي شهرين.",
        "مرجان",
        "تقدّر",
        "المخازن تكفي شهرين",
    ),
    (
        "ووفق البيان، تأتي الزيارة في إطار التشاور.",
        "البيان",
        "وفق",
        "تأتي الزيارة في إطار التشاور",
    ),
    (
        "وبحسب مصدر في البلدية، فإن المياه ستعود غدا.",
        "مصدر في البلدية",
        "بحسب",
        "المياه ستعود غدا",
    ),
    (
        "وصل الوفد إلى سلوان صباحا، حسب بيان للحركة.",
        "بيان للحركة",
        "حسب",
        "وصل الوفد إلى سلوان صباحا",
    ),
    (
        "انقلب قارب قبالة مرجان، بحسب ما أفاد أمس مسؤول محلي وكالة الأفق.",
        "مسؤول محلي",
        "بحسب ما أفاد",
        "انقلب قارب قبالة مرجان",
    ),
    (
        "ويستمر القتال في وادي الزهور، ما أسفر عن مقتل 30 شخصا، وفقا لآخر حصيلة أعلنتها"
        " وزارة الصحة.",
        "وزارة الصحة",
        "وفقا",
        "مقتل 30 شخصا",
    ),
    (
        "ونقلت وكالة الأفق عن مسؤول كبير، لم تذكر اسمه، قوله إن المعبر سيفتح.",
        "مسؤول كبير",
        "نقلت",
        "المعبر سيفتح",
    ),
    (
        "وجاء اللقاء بعد إعلان وزارة الري عن بدء العمل في السد.",
        "وزارة الري",
        "إعلان",
        "بدء العمل في السد",
    ),
    (
        "أما وزيرة الصحة ليلى الحداد فقالت إن اللقاح متوفر.",
        "وزيرة الصحة ليلى الحداد",
        "قالت",
        "اللقاح متوفر",
    ),
    (
        "وزعم سامر الراوي، في مقابلة، أنه لم يوقع شيئا، فيما لم يصدر تعليق من النهوض.",
        "سامر الراوي",
        "زعم",
        "لم يوقع شيئا",
    ),
    (
        'ووصف سامر الراوي الاتفاق بأنه "خطوة ناقصة".',
        "سامر الراوي",
        "وصف",
        "خطوة ناقصة",
    ),
    (
        "وقال علي السالم إن الطريق مغلق.",
        "علي السالم",
        "قال",
        "الطريق مغلق",
    ),
    (
        "وأُبلغ الأهالي بالقرار، ونفت وزارة الري أن السد تصدع.",
        "وزارة الري",
        "نفت",
        "السد تصدع",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ONE)
def test_one_statement(text: str, source: str, cue: str, content: str) -> None:
    assert said(text) == [(source, cue, content)]


SEVERAL = [
    (
        "وقال سامر الراوي إن السد امتلأ، مشيرًا إلى أن القرى آمنة.",
        [
            ("سامر الراوي", "قال", "السد امتلأ"),
            ("سامر الراوي", "مشيرًا إلى", "القرى آمنة"),
        ],
    ),
    (
        "والتقى سامر الراوي الوفد، مؤكدا أن الباب مفتوح.",
        [("سامر الراوي", "مؤكدا", "الباب مفتوح")],
    ),
    (
        "قال سامر الراوي إن السد امتلأ. وأضاف أن القرى آمنة. كما أعرب عن ارتياحه للنتائج.",
        [
            ("سامر الراوي", "قال", "السد امتلأ"),
            ("سامر الراوي", "أضاف", "القرى آمنة"),
            ("سامر الراوي", "أعرب", "ارتياحه للنتائج"),
        ],
    ),
    (
        "قال نادر السلمي إن اللقاءات مستمرة، لكنه أضاف أنها صعبة.",
        [
            ("نادر السلمي", "قال", "اللقاءات مستمرة"),
            ("نادر السلمي", "أضاف", "أنها صعبة"),
        ],
    ),
    (
        "وأكد مسؤولان أن الهدنة قائمة، فيما يقول سكان مرجان إن القصف مستمر.",
        [
            ("مسؤولان", "أكد", "الهدنة قائمة"),
            ("سكان مرجان", "يقول", "القصف مستمر"),
        ],
    ),
    (
        "وأشار نادر السلمي إلى أن تقدما تحقق، وحث الأطراف على مضاعفة الجهود.",
        [
            ("نادر السلمي", "أشار", "تقدما تحقق"),
            ("نادر السلمي", "حث", "مضاعفة الجهود"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_statements_of_one_speaker_and_of_two(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(text) == expected


DOORS = [
    # the subject stands before its verb; behind it stands the one accused, urged or told
    ("وكانت حركة النهوض قد اتهمت الجيش بقصف المخازن.", ["حركة النهوض"]),
    ("وكان سامر الراوي حث أعضاء المجلس على رفض الاتفاق.", ["سامر الراوي"]),
    ("قال سامر الراوي إن السد امتلأ. وأكد لوزير الري أن القرى آمنة.", ["سامر الراوي"] * 2),
    ("وقال نادر السلمي إن السد امتلأ. أما الحداد فأعلنت أن القرى آمنة.", ["نادر السلمي", "الحداد"]),
    (
        "لكن قياديا في الحركة، طلب عدم الكشف عن هويته، قال إن السد امتلأ.",
        ["قياديا في الحركة"],
    ),
    # the source ends where its verb's object begins
    ("واتهمت حركة «النهوض» الجيش بقصف المخازن.", ["حركة «النهوض»"]),
    ("وأدان المبعوث القصف.", ["المبعوث"]),
    ("وأدان سامر الراوي القصف.", ["سامر الراوي"]),
    ("وانتقدت شبكة «الحقول» غياب الرقابة.", ["شبكة «الحقول»"]),
    # a dropped subject agrees with its verb
    (
        "ونقلت المصادر عن شهود أن النار اشتعلت. وأضافت أن الطريق مغلق.",
        ["شهود", "المصادر"],
    ),
    ("وقال شهود إن النار اشتعلت. وأضافوا أن الطريق مغلق.", ["شهود", "شهود"]),
    # who told the outlet is the source
    ("وذكرت صحيفة «البيرق» نقلا عن مسؤول محلي أن السد امتلأ.", ["مسؤول محلي"]),
    # a participle behind "according to what … announced" is of the one who announced
    (
        "وافق المجلس على الورقة، وفق ما أعلن سامر الراوي أمس، معتبرا أن الباب مفتوح.",
        ["سامر الراوي", "سامر الراوي"],
    ),
    # whose paper opens the sentence speaks, not who spoke before
    (
        "وقال مصدر محلي إن السد امتلأ. وفي بيان لحركة النهوض، أعلنت تأجيل اللقاء.",
        ["مصدر محلي", "حركة النهوض"],
    ),
    # a clause without content of its own changes the speaker
    (
        "وقال وزير الري سامر الراوي إن السد امتلأ، وهو ما أكده الحداد، قائلا: «القرى آمنة».",
        ["وزير الري سامر الراوي", "الحداد"],
    ),
    # a verb joined by "and" does not take the last name of a list before its comma
    (
        "قال سامر الراوي إن الوفد يضم خبراء من سلوان، ومرجان، ولفت إلى أن السد امتلأ.",
        ["سامر الراوي", "سامر الراوي"],
    ),
    # a participle goes to the nested speaker that it agrees with
    (
        "وقالت وزارة الري إن الوزير شدد على عودة الوفد، معتبرا أن الباب مفتوح.",
        ["وزارة الري", "الوزير", "الوزير"],
    ),
    # who rejects to comment goes on speaking
    (
        "قال سامر الراوي إن السد امتلأ. ورفض تأكيد العدد، قائلا إن القرى آمنة.",
        ["سامر الراوي", "سامر الراوي"],
    ),
    # the feminine verb is not of the party that it urges
    ("قالت وزارة الري إن السد امتلأ. كما طالبت الحزب بتسليم سلاحه.", ["وزارة الري", "وزارة الري"]),
    # "mention" in "asked not to be mentioned" is no verb
    ("وقال مسؤول محلي طالبا عدم ذكر اسمه: «السد امتلأ بالماء».", ["مسؤول محلي"]),
    # a pretext is its subject's
    ("ومنع سامر الراوي دخول القافلة بحجة أن الطريق خطر.", ["سامر الراوي"]),
    # what somebody describes in passing, inside what they say
    ("وقال سامر الراوي إن الوفد رفض ما وصفه بأنه اتفاق ناقص.", ["سامر الراوي", "سامر الراوي"]),
]


@pytest.mark.parametrize(("text", "sources"), DOORS)
def test_each_statement_is_laid_at_its_own_door(text: str, sources: list[str]) -> None:
    assert [source for source, _, _ in said(text)] == sources


CONTENTS = [
    ("ونفت حركة النهوض أن تكون قواتها عبرت الحدود.", "تكون قواتها عبرت الحدود"),
    ("ونفت حركة النهوض هذه الاتهامات.", "هذه الاتهامات"),
    ("وتعهدت حركة النهوض تقديم المساعدة للقرى.", "تقديم المساعدة للقرى"),
    ("وأعلنت وزارة الري من جهتها اعتقال ثلاثة أشخاص.", "اعتقال ثلاثة أشخاص"),
    ("ولوحت الحكومة بالاستعانة بالجيش.", "الاستعانة بالجيش"),
    ("وأفادت جمعية الإسعاف بإصابة عشرة أشخاص.", "إصابة عشرة أشخاص"),
    ("غير أن مديرية الشرطة تحدثت عن 16 جريحا، منهم 9 من أفرادها.", "16 جريحا، منهم 9 من أفرادها"),
    ("وردت مديرية الشرطة في بيان بأن الطريق مفتوح.", "الطريق مفتوح"),
    ("وأرجع سامر الراوي الانقطاع إلى عطل في المحطة.", "الانقطاع إلى عطل في المحطة"),
    ("ودانت حركة النهوض التفجير.", "التفجير"),
    ("وتبنت حركة النهوض التفجير في بيان.", "التفجير"),
    ("وقالت حركة النهوض، في بيان نشرته على «الرابط»، إن وفدها غادر.", "وفدها غادر"),
    ("وينص مقترح الوسطاء على هدنة مدتها شهران.", "هدنة مدتها شهران"),
    ("ووصف سامر الراوي اللقاء بأنه ناجح.", "ناجح"),
    ("بلغ عدد القتلى 19، بحسب آخر حصيلة أعلنتها وزارة الري.", "بلغ عدد القتلى 19"),
    ("وأكدت حركة النهوض موقفها من الهدنة.", "موقفها من الهدنة"),
    ("وأكد الوزير الأردني عمق العلاقات بين البلدين.", "عمق العلاقات بين البلدين"),
    ("وأضاف سامر الراوي نحن مستعدون للعودة.", "نحن مستعدون للعودة"),
    ("وبين سامر الراوي أن السد امتلأ.", "السد امتلأ"),
    ("وجاء في بيان حركة النهوض أن وفدها غادر.", "وفدها غادر"),
    (
        "وأعلنت حركة النهوض مقتل ماهر الأسدي، قائد الحرس، في غارة.",
        "مقتل ماهر الأسدي، قائد الحرس، في غارة",
    ),
    ("وقالت وزارة الري إن السد امتلأ، جاء ذلك خلال لقاء في مرجان.", "السد امتلأ"),
]


@pytest.mark.parametrize(("text", "content"), CONTENTS)
def test_what_each_kind_of_statement_says(text: str, content: str) -> None:
    assert [c for _, _, c in said(text)] == [content]


def test_a_statement_of_the_movement_speaks_for_the_movement() -> None:
    assert only("وصل الوفد أمس، بحسب بيان للحركة.").speaker == "الحركة"


def test_an_office_is_followed_by_its_holder_even_if_no_list_knows_the_name() -> None:
    a = only("وقال الناطق باسم مجلس قيادة المقاومة علي الأحمدي إن الطريق مفتوح.")
    assert (a.kind.value, a.speaker) == ("person", "علي الأحمدي")


SILENT = [
    "يذكر أن السد بني قبل عشرين عاما.",
    "ولم يقل الوزير إن السد تصدع.",
    "ووقع سامر الراوي الاتفاق في مرجان.",
    "تسير الأعمال وفق الخطة.",
    "هذا تعهد قديم بإنهاء الخلاف.",
    "حضر طالب من سلوان اللقاء، وشرح للحاضرين تجربته.",
    "وأُعلن في مرجان أن السوق سيغلق.",
    "وقد يتوقع أن تهطل الأمطار.",
    "تحدثوا شريطة عدم الكشف عن هوياتهم.",
    "وأصدر المجلس بيانا تطالب فيه الحكومة بعدم المشاركة.",
    "ويرجح أن السد امتلأ.",
    "وشددت القوات الخناق على معاقل المسلحين في سلوان.",
    "وواصلت القوات تقدمها باتجاه بلدة «مرجان».",
    "غادر المسافرون مدينة سلوان إلى مرجان.",
    "وحضر النادي الذي يقدر بأكثر من مئة لاعب.",
    "وتحدث مسؤول محلي طلب عدم الكشف عن هويته.",
    "وغادر سامر الراوي إثر وصفها بالخطرة.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_title_attributes_nothing() -> None:
    text = "الراوي: قال الوزير إن السد امتلأ\nوصل الوفد إلى مرجان."
    assert report(text, title=True).attributions == ()


KINDS = [
    ("قال وزير الري سامر الراوي إن السد امتلأ.", "person", "سامر الراوي"),
    ("قالت حركة النهوض إن السد امتلأ.", "organization", "حركة النهوض"),
    ("قال قيادي بحركة النهوض إن السد امتلأ.", "anonymous", None),
    ("قال مسؤولون في مرجان إن السد امتلأ.", "anonymous", None),
    ("ذكرت صحيفة «البيرق» أن السد امتلأ.", "media", "صحيفة البيرق"),
    ("أوضح التقرير أن السد امتلأ.", "document", None),
    ("قالت وزارة الري إن السد امتلأ.", "organization", "وزارة الري"),
    ("قال وزير الري إن السد امتلأ.", "person", None),
    ("قالت منظمات حقوقية إن السد امتلأ.", "anonymous", None),
]


@pytest.mark.parametrize(("text", "kind", "speaker"), KINDS)
def test_kind_and_speaker(text: str, kind: str, speaker: str | None) -> None:
    a = only(text)
    assert (a.kind.value, a.speaker) == (kind, speaker)


def test_short_name_and_office_lead_to_the_full_name() -> None:
    text = (
        "قال وزير الري سامر الراوي إن السد امتلأ. وأوضح الراوي أن القرى آمنة."
        " وذكر وزير الري أن العمل مستمر."
    )
    assert [a.speaker for a in report(text).attributions] == ["سامر الراوي"] * 3


def test_a_party_speaks_through_its_statement() -> None:
    text = "قالت حركة النهوض إن وفدها غادر. وأوضح البيان أن اللقاء تأجل. ودعت الحركة إلى الهدوء."
    found = report(text).attributions
    assert [a.speaker for a in found] == ["حركة النهوض"] * 3
    assert {a.kind.value for a in found} == {"organization"}


def test_a_person_whom_no_list_knows_is_told_by_the_office_behind_the_name() -> None:
    text = "قال عز الدين الأصفري، وزير الري، إن السد امتلأ. وكشف الأصفري أن القرى آمنة."
    found = report(text).attributions
    assert [(a.kind.value, a.speaker) for a in found] == [("person", "عز الدين الأصفري")] * 2


def test_only_an_outlet_carries() -> None:
    a = only("ونقلت منظمة الإغاثة عن شهود أن النار اشتعلت.")
    assert (a.kind.value, a.via) == ("anonymous", None)


QUOTES = [
    ("قال سامر الراوي: «السد امتلأ بالماء».", "direct"),
    ("قال سامر الراوي إن السد «امتلأ عن آخره بالماء» أمس.", "mixed"),
    ("قال سامر الراوي إن السد امتلأ.", "indirect"),
    ("قال سامر الراوي: السد امتلأ.", "indirect"),
    ("قال سامر الراوي إن حركة «النهوض» غادرت.", "indirect"),
]


@pytest.mark.parametrize(("text", "quote"), QUOTES)
def test_quote_type(text: str, quote: str) -> None:
    assert only(text).quote.value == quote


def test_a_quotation_of_several_sentences_is_one_statement() -> None:
    text = "قال سامر الراوي: «امتلأ السد. القرى آمنة اليوم».\n«سنعود إلى العمل غدا»."
    assert said(text) == [
        ("سامر الراوي", "قال", "امتلأ السد. القرى آمنة اليوم».\n«سنعود إلى العمل غدا")
    ]


def test_outlet_told_and_agency_that_carried() -> None:
    told = only("قال سامر الراوي لقناة «الساحل» إن السد امتلأ.")
    assert told.told == "الساحل"
    via = only("قال سامر الراوي: «السد امتلأ بالماء»، بحسب وكالة الأفق.")
    assert via.via == "وكالة الأفق"
    relayed = only("نقلت وكالة الأفق عن سامر الراوي قوله إن السد امتلأ.")
    assert (relayed.via, relayed.speaker) == ("وكالة الأفق", "سامر الراوي")


STANCES = [
    ("ونفت حركة النهوض أن وفدها غادر.", "denied"),
    ("ودعا سامر الراوي الأطراف إلى وقف القتال.", "demanded"),
    ("وشدد سامر الراوي على ضرورة وقف القتال.", "demanded"),
    ("وتعهد سامر الراوي بوقف القتال.", "promised"),
    ("وتوقع سامر الراوي أن يمتلئ السد.", "expected"),
    ("وقال سامر الراوي إنه إذا امتلأ السد فستفتح القناة.", "conditional"),
    ("وقال سامر الراوي: «سنعود إلى العمل غدا».", "promised"),
    ("وقال سامر الراوي إن السد لم يمتلئ.", "asserted"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_how_the_source_puts_it(text: str, stance: str) -> None:
    assert only(text).factuality.value == stance


def test_the_negation_stays_in_what_was_said() -> None:
    text = "وقال سامر الراوي إن السد لم يمتلئ."
    assert only(text).content.of(text) == "السد لم يمتلئ"


def test_what_is_said_of_an_unnamed_source_and_why_it_is_unnamed() -> None:
    text = (
        "وقال مسؤول مصري في وزارة الري، طلب عدم نشر اسمه، إن السد امتلأ."
        " وأضاف المسؤول أن القرى آمنة."
    )
    first, later = report(text).attributions
    assert first.unnamed is not None
    told = first.unnamed
    assert (told.number, told.nationality, told.office) == (1, "مصري", "في وزارة الري")
    assert told.reason == "طلب عدم نشر اسمه"
    assert later.unnamed == told
    assert later.introduced == first.source


UNNAMED = [
    ("قال مسؤولان إن السد امتلأ.", 2, None, None),
    ("قالت مصادر مصرية إن السد امتلأ.", None, "مصرية", None),
    ("قال قيادي في حركة النهوض إن السد امتلأ.", 1, None, "حركة النهوض"),
]


@pytest.mark.parametrize(("text", "number", "nationality", "party"), UNNAMED)
def test_how_many_and_whose(
    text: str, number: int | None, nationality: str | None, party: str | None
) -> None:
    said = only(text).unnamed
    assert said is not None
    assert (said.number, said.nationality, said.party) == (number, nationality, party)


def test_a_named_source_is_not_described_as_unnamed() -> None:
    assert only("قال وزير الري سامر الراوي إن السد امتلأ.").unnamed is None


def test_the_office_goes_with_the_name() -> None:
    text = "قال المتحدث باسم الأمم المتحدة سامر الراوي إن السد امتلأ. وأوضح الراوي أن القرى آمنة."
    assert [a.role for a in report(text).attributions] == ["المتحدث باسم الأمم المتحدة"] * 2


PLACES = [
    ("وقال سامر الراوي في مؤتمر صحفي في سلوان إن السد امتلأ.", "في مؤتمر صحفي في سلوان", "سلوان"),
    ("وقال سامر الراوي خلال لقاء مع الأهالي إن السد امتلأ.", "خلال لقاء مع الأهالي", None),
    ("وفي مؤتمر صحفي، قال سامر الراوي إن السد امتلأ.", "في مؤتمر صحفي", None),
    ("وقال سامر الراوي إن السد امتلأ في سلوان.", None, None),
    ("وقال مسؤول في سلوان إن السد امتلأ.", None, None),
]


@pytest.mark.parametrize(("text", "occasion", "place"), PLACES)
def test_where_and_at_what_it_was_said(text: str, occasion: str | None, place: str | None) -> None:
    a = only(text)
    assert (a.occasion.of(text) if a.occasion else None, a.place) == (occasion, place)


def test_the_words_that_tell_the_outlet_and_the_agency() -> None:
    text = "قال سامر الراوي لقناة «الساحل» إن السد امتلأ."
    told = only(text)
    assert told.told_words is not None and told.told_words.of(text) == "لقناة «الساحل»"
    text = "قال سامر الراوي: «السد امتلأ بالماء»، بحسب وكالة الأفق."
    via = only(text)
    assert via.via_words is not None and via.via_words.of(text) == "بحسب وكالة الأفق"


def test_the_channel_means_the_one_named_before() -> None:
    text = "قال سامر الراوي لقناة الساحل إن السد امتلأ. وأضاف الراوي للقناة أن القرى آمنة."
    assert [a.told for a in report(text).attributions] == ["الساحل", "الساحل"]


def test_a_statement_inside_another_names_it() -> None:
    text = "وأضاف البيان: «أكد سامر الراوي أن السد امتلأ»."
    outer, inner = report(text).attributions
    assert inner.within == outer.id == "a1"
    assert inner.content.of(text) == "السد امتلأ"


def test_nobody_is_put_in_place_of_a_speaker_that_was_not_understood() -> None:
    text = "قال سامر الراوي إن السد امتلأ. وصرح وهو يهم بالخروج. وأضاف أن القرى آمنة."
    assert [a.content.of(text) for a in report(text).attributions] == ["السد امتلأ"]


def test_outlet_told_may_stand_before_the_speaker() -> None:
    a = only("وأكد لـ«الساحل» رئيس الاتحاد سامر الراوي أن السد امتلأ.")
    assert (a.told, a.speaker) == ("الساحل", "سامر الراوي")


def test_office_in_apposition_leads_to_its_holder() -> None:
    text = (
        "قال نادر السلمي، المتحدث باسم وزارة الري، إن السد امتلأ."
        " وأشار المتحدث باسم وزارة الري إلى أن القرى آمنة."
    )
    assert [a.speaker for a in report(text).attributions] == ["نادر السلمي"] * 2


def test_words_said_inside_a_quotation_are_not_themselves_quoted() -> None:
    inner = report("وأضاف البيان: «أكد سامر الراوي أن السد امتلأ».").attributions[1]
    assert inner.quote.value == "indirect"


def test_a_plain_act_gives_the_speaker_of_the_next_sentence() -> None:
    text = "وصل سامر الراوي إلى مرجان. وقال إن السد امتلأ."
    assert [a.speaker for a in report(text).attributions] == ["سامر الراوي"]


def test_forms_without_hamza_are_read() -> None:
    assert said("واكد مسؤول محلي ان السد امتلا.") == [("مسؤول محلي", "اكد", "السد امتلا")]


WORDS = st.sampled_from(
    [
        "قال",
        "وأضاف",
        "أن",
        "إن",
        "الوزير",
        "سامر",
        "الراوي",
        "،",
        ":",
        "«",
        "»",
        ".",
        "السد",
        "إلى",
        "دعا",
        "مؤكدا",
        "وفق",
        "البيان",
        "نقلت",
        "عن",
        "قوله",
        "لـ",
        '"',
        "(",
        "بحسب",
        "وكالة",
        "الأفق",
        "نقلا",
        "وقعت",
        "اتهم",
        "ما",
        "أعلن",
        "الذي",
        "وكان",
        "قد",
        "أما",
        "نفت",
        "ب",
        "12",
        "وصفها",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_order_of_words_keeps_the_shape(text: str) -> None:
    doc = report(text)
    for a in doc.attributions:
        assert 0 <= a.cue.start < a.cue.end <= len(text)
        assert a.content.of(text).strip() == a.content.of(text) != ""
        assert a.source is None or a.source.of(text)
    assert [a.id for a in doc.attributions] == [f"a{i + 1}" for i in range(len(doc.attributions))]
    starts = [a.content.start for a in doc.attributions]
    assert starts == sorted(starts)


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=5))
def test_generated_forms_agree_in_number_of_readings(stem: str) -> None:
    assert {(g, n) for _, g, n in past(stem)} == {(g, n) for _, g, n in present(stem)}
