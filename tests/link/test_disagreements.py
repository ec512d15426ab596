"""Where reports disagree, and where they only seem to. Every name in the reports is invented."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from musnad import pipeline
from musnad.link import link
from musnad.model import Disagreement, Document
from musnad.model import DisagreementKind as Kind

pytestmark = pytest.mark.usefixtures("no_encoder")

BLAST = "انفجار في بلدة تل الريح"


def report(id: str, text: str, published: str = "2031-05-13", outlet: str = "الوادي") -> Document:
    """A report as it is read; 13 May 2031 is a Tuesday."""
    doc = Document(id=id, path=f"{id}.txt", text=f"{text}\n", lang="ar", published=published)
    read = pipeline.annotate(doc)
    return replace(read, published=published, outlet=outlet)


def differ(*docs: Document) -> tuple[Disagreement, ...]:
    return link(docs).disagreements


def kinds(found: Iterable[Disagreement]) -> list[Kind]:
    return [d.kind for d in found]


def texts(d: Disagreement) -> list[list[str]]:
    return [[e.text for e in side] for side in d.sides]


ATTACK = "قتل 14 شخصا في هجوم استهدف مركز الشرطة في بلدة تل الريح أمس الاثنين."


def test_a_man_and_a_woman_did_it() -> None:
    one = report("r1", f"{ATTACK} وقالت وسائل إعلام إن امرأة فجرت نفسها عند المدخل.")
    other = report("r2", f"{ATTACK} وأعلنت الوزارة أن منفذ الهجوم شاب من سكان الساحل.")
    (found,) = differ(one, other)
    assert found.kind is Kind.ATTRIBUTION
    assert [side[0].document for side in found.sides] == ["r1", "r2"]
    assert "امرأة" in found.sides[0][0].text
    assert "شاب" in found.sides[1][0].text


def test_two_reports_of_one_description_agree() -> None:
    one = report("r1", f"{ATTACK} وقالت وسائل إعلام إن امرأة فجرت نفسها عند المدخل.")
    other = report("r2", f"{ATTACK} وذكر شهود أن انتحارية نفذت الهجوم.")
    assert differ(one, other) == ()


def test_one_of_several_says_nothing_of_how_many() -> None:
    one = report("r1", f"{ATTACK} وقالت مصادر إن مهاجمين اثنين نفذا الهجوم.")
    other = report("r2", f"{ATTACK} وقال شهود إن أحد المهاجمين رجل فجر نفسه.")
    assert differ(one, other) == ()


def test_attacks_in_two_towns_are_two() -> None:
    one = report("r1", f"{ATTACK} وقالت وسائل إعلام إن امرأة فجرت نفسها عند المدخل.")
    elsewhere = ATTACK.replace("تل الريح", "نورابا")
    other = report("r2", f"{elsewhere} وأعلنت الوزارة أن منفذ الهجوم شاب من سكان الساحل.")
    assert differ(one, other) == ()


def test_a_bomb_and_a_leak_of_gas() -> None:
    text = (
        f"وقع {BLAST} أمس الاثنين. وقال مصدر أمني إن سبب الانفجار سيارة مفخخة. "
        "وقال متحدث باسم البلدية إن الانفجار وقع نتيجة تسرب غاز."
    )
    (found,) = differ(report("r1", text))
    assert found.kind is Kind.CAUSE
    assert len(found.sides) == 2


def test_a_cause_that_is_denied_is_none() -> None:
    text = (
        f"وقع {BLAST} أمس الاثنين. وقال مصدر أمني إن سبب الانفجار سيارة مفخخة. "
        "وقال متحدث باسم البلدية إن الانفجار لم يقع نتيجة تسرب غاز."
    )
    assert differ(report("r1", text)) == ()


def test_monday_and_tuesday_for_one_toll() -> None:
    one = report("r1", ATTACK)
    other = report(
        "r2",
        "أدان المجلس الهجوم الذي وقع الأحد في بلدة تل الريح وأوقع 14 قتيلا.",
        "2031-05-14",
    )
    found = [d for d in differ(one, other) if d.kind is Kind.DATE]
    assert len(found) == 1
    assert {e.document for side in found[0].sides for e in side} == {"r1", "r2"}


def test_yesterday_alone_moves_with_the_day_of_publication() -> None:
    one = report("r1", ATTACK)
    late = report("r2", "قتل 14 شخصا في هجوم في بلدة تل الريح أمس.", "2031-05-15")
    assert Kind.DATE not in kinds(differ(one, late))


def test_claimed_and_claimed_by_nobody() -> None:
    one = report("r1", f"{ATTACK} وأعلنت حركة النجم مسؤوليتها عن الهجوم.")
    other = report("r2", f"{ATTACK} ولم تتبن أي جهة الهجوم حتى الآن.", "2031-05-14")
    (found,) = differ(one, other)
    assert found.kind is Kind.ATTRIBUTION


def test_nobody_had_claimed_it_before_it_was_claimed() -> None:
    before = report("r1", f"{ATTACK} ولم تتبن أي جهة الهجوم حتى الآن.", "2031-05-13")
    after = report("r2", f"{ATTACK} وأعلنت حركة النجم مسؤوليتها عن الهجوم.", "2031-05-15")
    assert differ(before, after) == ()


def test_a_denial_of_what_its_own_sentence_tells() -> None:
    text = (
        "ويتهم خصوم الحركة قيادتها بأنها تخزن السلاح في المدارس، "
        "مع أن قيادة الحركة تنفي ذلك باستمرار."
    )
    (found,) = differ(report("r1", text))
    assert found.kind is Kind.DENIAL
    claim, denial = texts(found)
    assert claim == ["ويتهم خصوم الحركة قيادتها بأنها تخزن السلاح في المدارس"]
    assert denial == ["مع أن قيادة الحركة تنفي ذلك باستمرار."]


def test_one_denial_in_two_reports_is_one() -> None:
    text = (
        "ويتهم خصوم الحركة قيادتها بأنها تخزن السلاح في المدارس والمستشفيات، "
        "مع أن قيادة الحركة تنفي ذلك باستمرار."
    )
    (found,) = differ(report("r1", text), report("r2", f"مقدمة أخرى للخبر. {text}"))
    assert [len(side) for side in found.sides] == [2, 2]


def test_a_denial_finds_the_claim_in_another_report() -> None:
    claim = report(
        "r1", "قال مصدر إن وزارة النقل السهدانية باعت ثلاث سفن قديمة لشركة الموج.", "2031-05-10"
    )
    denial = report(
        "r2",
        "نفت وزارة النقل السهدانية ما نشر عن بيع سفن قديمة لشركة الموج.",
        "2031-05-12",
    )
    (found,) = differ(claim, denial)
    assert found.kind is Kind.DENIAL
    assert [side[0].document for side in found.sides] == ["r1", "r2"]


def test_a_denial_of_something_else_finds_nothing() -> None:
    claim = report(
        "r1", "قال مصدر إن وزارة النقل السهدانية باعت ثلاث سفن قديمة لشركة الموج.", "2031-05-10"
    )
    denial = report("r2", "نفت وزارة النقل السهدانية رفع أجور الحافلات في العاصمة.", "2031-05-12")
    assert differ(claim, denial) == ()


def test_one_statement_with_two_numbers() -> None:
    text = (
        "قالت وزارة الداخلية السهدانية في بيان إن انفجارا في بلدة تل الريح قرب الساحل الشرقي "
        "أسفر عن مقتل {} شخصا يوم الاثنين."
    )
    found = differ(report("r1", text.format(27)), report("r2", text.format(34)))
    assert kinds(found) == [Kind.FIGURE]
    assert len(found[0].sides) == 2


def test_a_toll_that_rose_is_no_disagreement() -> None:
    one = report("r1", "قتل 14 شخصا في هجوم في بلدة تل الريح يوم الاثنين.", "2031-05-13")
    other = report("r2", "ارتفعت حصيلة هجوم بلدة تل الريح يوم الاثنين إلى 19 قتيلا.", "2031-05-14")
    assert differ(one, other) == ()


def test_a_report_that_says_that_accounts_differ() -> None:
    text = (
        "وتضاربت المعلومات بشأن منفذ العملية. وقالت الشرطة إن حارسا سابقا فعلها. "
        "لكن شاهدا قال إن رجلين من خارج البلدة كانا هناك. وفي حادث منفصل قال سائق إن جسرا انهار."
    )
    (found,) = differ(report("r1", text))
    assert found.kind is Kind.ATTRIBUTION
    assert len(found.sides) == 2


def test_no_disagreement_depends_on_the_order_of_the_reports() -> None:
    docs = [
        report("r1", f"{ATTACK} وقالت وسائل إعلام إن امرأة فجرت نفسها عند المدخل."),
        report("r2", f"{ATTACK} وأعلنت الوزارة أن منفذ الهجوم شاب من سكان الساحل."),
        report("r3", f"{ATTACK} ولم تتبن أي جهة الهجوم حتى الآن.", "2031-05-14"),
        report("r4", f"{ATTACK} وأعلنت حركة النجم مسؤوليتها عن الهجوم."),
    ]
    assert differ(*docs) == differ(*reversed(docs))
