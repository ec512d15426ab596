"""Which reports carry one text, how much of it, and what only looks like a copy."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from musnad import pipeline
from musnad.ingest import files
from musnad.link.copies import copies
from musnad.link.copying.alignment import overlap
from musnad.link.copying.credits import agencies
from musnad.link.copying.words import Vocabulary
from musnad.model import CopyGroup, Document, Grade

BRIDGE = (
    "أعلنت بلدية ميناء نورابا إغلاق الجسر القديم أمام الشاحنات بعد ظهور شقوق في دعامتيه.",
    "وقال المهندس المشرف إن الفحص بدأ فجرا وإن الإصلاح لن يستغرق أكثر من تسعة أيام.",
    "ونقل التجار بضائعهم بالقوارب الصغيرة وارتفعت أجرة النقل إلى الضعف في ساعات.",
    "وطالب أصحاب المخابز بممر مؤقت حتى لا ينقطع الطحين عن الضفة الشرقية من المدينة.",
)
MINE = (
    "انتشل رجال الإنقاذ سبعة عمال علقوا ليلتين تحت الأرض في منجم الملح شمال كاردينا.",
    "وروى أحد الناجين أنهم تقاسموا الماء وغنوا كي لا يناموا حتى سمعوا صوت الحفارة.",
    "وفتحت هيئة المناجم تحقيقا في انهيار النفق وأوقفت العمل في الممرات المجاورة له.",
)


def report(name: str, byline: str, *sentences: str, day: str = "2031-05-09") -> Document:
    text = "\n\n".join((f"خبر {name} من الساحل", f"{byline}\n{day}", " ".join(sentences))) + "\n"
    return replace(pipeline.annotate(files.read_text(text.encode(), f"{name}.txt")), id=name)


def members(group: CopyGroup) -> dict[str, Grade]:
    return {m.document: m.grade for m in group.members}


def test_a_shortened_edited_text_is_derived_and_says_how_much() -> None:
    edited = BRIDGE[1].replace("فجرا", "صباح أمس").replace("المهندس المشرف", "مشرف الأعمال")
    long = report("long", "نورابا - رويترز", *BRIDGE)
    short = report("short", "نورابا - صحيفة الساحل", BRIDGE[0], edited)
    (group,) = copies([long, short])
    assert members(group) == {"long": Grade.PARTLY, "short": Grade.WHOLLY}
    assert group.origin == "رويترز"
    assert {e.document for p in group.passages for e in p} == {"long", "short"}
    texts = {"long": long.text, "short": short.text}
    assert all(e.text == texts[e.document][e.start : e.end] for p in group.passages for e in p)


def test_one_shared_sentence_is_no_copy() -> None:
    assert not copies(
        [
            report("a", "نورابا - وكالات", *BRIDGE),
            report("b", "نورابا - وكالات", MINE[0], MINE[1], BRIDGE[2]),
        ]
    )


def test_a_report_that_joins_two_agencies_joins_no_two_texts() -> None:
    first, second = copies(
        [
            report("a", "نورابا - رويترز", *BRIDGE),
            report("b", "كاردينا - أ ف ب", *MINE),
            report("both", "نورابا - أ ف ب، رويترز", *BRIDGE[:3], *MINE[:2]),
        ]
    )
    assert {first.origin, second.origin} == {"رويترز", "فرانس برس"}
    assert sorted(members(first)) == ["a", "both"]
    assert sorted(members(second)) == ["b", "both"]


def test_what_nobody_credits_has_no_origin() -> None:
    (group,) = copies([report(n, "نورابا - وكالات", *BRIDGE) for n in ("a", "b")])
    assert group.origin is None


CABLE = (
    "بعث السلطان ماردون كالفيني برقية تهنئة إلى الرئيس {who} رئيس جمهورية {where} بمناسبة ذكرى"
    " استقلال بلاده في {day} من الشهر الجاري.",
    "وأعرب السلطان باسمه وباسم شعب وحكومة كاردينا عن أطيب التمنيات بالصحة للرئيس {who} ولشعب"
    " {where} بالمزيد من الرخاء في عامها الـ{year}.",
)
CLOSE = (
    "أغلق مؤشر سوق نورابا اليوم عند {a} نقطة كاسبا {b} نقطة بتداولات بلغت قيمتها {c} مليون درهم.",
    "وارتفعت أسهم {d} شركة وتراجعت أسهم {e} شركة وبلغ عدد الأسهم المتداولة {f} مليون سهم.",
)


def test_filled_in_forms_are_no_copies() -> None:
    cables = [
        report(f"cable{n}", "كاردينا - واس", *(s.format(**slots) for s in CABLE))
        for n, slots in enumerate(
            (
                {"who": "سلام ناصر دانفيلد", "where": "بيرو", "day": "28", "year": "194"},
                {"who": "كريم هشام البستاني", "where": "الهند", "day": "15", "year": "84"},
            )
        )
    ]
    closes = [
        report(f"close{n}", "نورابا - وكالات", *(s.format(**slots) for s in CLOSE))
        for n, slots in enumerate(
            (
                {"a": 9372, "b": 8, "c": 4100, "d": 70, "e": 67, "f": 145},
                {"a": 9381, "b": 19, "c": 5200, "d": 91, "e": 54, "f": 163},
            )
        )
    ]
    assert not copies([*cables, *closes])


def test_a_list_of_who_was_there_is_no_copy() -> None:
    present = (
        "حضر اللقاء وزير المالية سلام كاردي ووزير النقل كريم البستاني ورئيس الديوان ناصر دانفيلد"
        " ومدير المصرف هشام كالفيني والسفير جورج معلوف."
    )
    there = "كما " + present
    assert not copies(
        [
            report("a", "كاردينا - واس", *BRIDGE[:2], present, there),
            report("b", "كاردينا - واس", *MINE[:2], present, there),
        ]
    )


def test_agencies_go_by_one_name() -> None:
    spelled = ("أ ف ب", "أ.ف.ب", "وكالة فرانس برس", "فرانس برس")
    assert {n for s in spelled for n in agencies(report("r", f"نورابا - {s}", *MINE))} == {
        "فرانس برس"
    }


@given(st.randoms(use_true_random=False))
def test_shared_text_is_found_from_either_side(chance: random.Random) -> None:
    pool = [*BRIDGE, *MINE]
    first, second = (chance.sample(pool, chance.randint(2, 6)) for _ in range(2))
    vocabulary = Vocabulary()
    a, b = (
        vocabulary.body(report(n, "نورابا - وكالات", *s)) for n, s in (("a", first), ("b", second))
    )
    there, back = overlap(a, b, vocabulary), overlap(b, a, vocabulary)
    assert (there is None) == (back is None) == (len(set(first) & set(second)) < 2)
    if there and back:
        assert there.words == back.words[::-1]


def test_groups_do_not_depend_on_the_order_of_reports() -> None:
    docs = [
        report("a", "نورابا - رويترز", *BRIDGE),
        report("b", "نورابا - وكالات", *BRIDGE[1:]),
        report("c", "كاردينا - أ ف ب", *MINE),
        report("d", "نورابا - وكالات", *MINE[:2], *BRIDGE[2:]),
    ]
    assert copies(docs) == copies(docs[::-1])
