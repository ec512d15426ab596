"""Which names are one: short forms, spellings, bodies of states, capitals, and what stays two."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.link.entities import Names, names
from musnad.model import (
    Document,
    EnglishFrom,
    Entity,
    Event,
    EventType,
    Label,
    Mention,
    NameAction,
    NameDecision,
    NameReason,
    OwnName,
    Span,
    Status,
)

PER, ORG, LOC = Label.PER, Label.ORG, Label.LOC
GIVEN = ("سامر", "وليد", "هيثم", "رائد")
FAMILIES = ("الدهان", "الصيرفي", "النقاش")
PEOPLE = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES)).map(" ".join)

Named = str | tuple[str, Label] | tuple[str, Label, str]


def report(name: str, *named: Named, text: str = "", published: str | None = None) -> Document:
    """Return a report that mentions names, one a line: a person's, or with a label and a role."""
    mentions, lines, start = [], [], 0
    for one in named:
        words, label, *role = one if isinstance(one, tuple) else (one, PER)
        span = Span(start, start + len(words))
        mentions.append(Mention(span, label, words, *role))
        lines.append(words)
        start += len(words) + 1
    whole = "\n".join([*lines, text])
    return Document(name, f"{name}.txt", whole, published=published, mentions=tuple(mentions))


def entity(known: Names, name: str) -> Entity:
    """Return the one entity that reports write with these words."""
    [found] = [e for e in known.entities if name in {v.name for v in e.variants}]
    return found


def reasons(known: Names, name: str) -> set[NameReason]:
    return {j.reason for j in entity(known, name).joins}


def test_a_family_name_alone_is_the_one_person_of_the_case_who_bears_it() -> None:
    known = names([report("a", "سامر الدهان"), report("b", "الدهان")])
    assert known.canonical("b", "الدهان") == "سامر الدهان"
    assert reasons(known, "الدهان") == {NameReason.SHORT_IN_CASE}


def test_a_family_name_that_two_bear_is_neither_unless_its_own_report_tells() -> None:
    docs = [report("a", "سامر الدهان", "الدهان"), report("b", "وليد الدهان"), report("c", "الدهان")]
    known = names(docs)
    assert known.canonical("a", "الدهان") == "سامر الدهان"
    assert known.canonical("c", "الدهان") == "الدهان"


def test_a_family_name_that_two_bear_is_not_one_person_in_two_reports() -> None:
    docs = [report("a", "سامر الدهان", "وليد الدهان"), report("b", "الدهان"), report("c", "الدهان")]
    known = names(docs)
    assert known.identity("b", "الدهان") != known.identity("c", "الدهان")


def test_a_given_name_alone_is_anybody_outside_its_own_report() -> None:
    docs = [report("a", "هيثم وليد", "وليد"), report("b", "وليد"), report("c", "وليد")]
    known = names(docs)
    assert known.canonical("a", "وليد") == "هيثم وليد"
    assert len({known.identity(d, "وليد") for d in "abc"}) == 3


def test_a_name_of_a_tribe_joins_only_within_a_story() -> None:
    story = ("نداء السهل", ORG)
    others = [report(f"x{i}", f"كاتب{i} شلغوم") for i in range(9)]
    docs = [report("a", "سامر الشمري", story), report("b", "الشمري", story), report("c", "الشمري")]
    known = names([*docs, *others])
    assert known.canonical("b", "الشمري") == "سامر الشمري"
    assert known.canonical("c", "الشمري") == "الشمري"


def test_a_father_is_not_his_son() -> None:
    docs = [report("a", "وليد سامر البلوي", "سامر البلوي")]
    known = names(docs)
    assert known.identity("a", "سامر البلوي") != known.identity("a", "وليد سامر البلوي")


def test_middle_names_may_be_left_out_of_the_one_longer_name() -> None:
    known = names([report("a", "هيثم رائد الدهان"), report("b", "هيثم الدهان")])
    assert known.identity("a", "هيثم رائد الدهان") == known.identity("b", "هيثم الدهان")
    assert reasons(known, "هيثم الدهان") == {NameReason.MIDDLE}
    two = names([*_two_middles(), report("c", "هيثم الدهان")])
    assert len({two.identity("c", n) for n in ("هيثم الدهان", *TWO)}) == 3


TWO = ("هيثم رائد الدهان", "هيثم وليد الدهان")


def _two_middles() -> list[Document]:
    return [report("a", TWO[0]), report("b", TWO[1])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("برونيان كالتاهيو", "برونيان كالتهيو"),
        ("أنطوليو غوتيرمان", "أنطوليو جوتيرمان"),
        ("عبد الله شلغوم", "عبدالله شلغوم"),
        ("أبو شلغوم", "أبي شلغوم"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    known = names([report("a", one), report("b", other)])
    assert known.identity("a", one) == known.identity("b", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم شلغوم", "سليم شلغوم"),
        ("محمد شلغوم", "محمود شلغوم"),
        ("حسن شلغوم", "حسين شلغوم"),
        ("عبد الله شلغوم", "عبد الإله شلغوم"),
        ("كمال العبادي", "كمال العبيدي"),
        ("ماريا كاردي", "ماريو كاردي"),
        ("كيربي", "كروبي"),
        ("جازان", "كازان"),
    ],
)
def test_names_of_arabic_that_are_spelled_alike_are_two(one: str, other: str) -> None:
    known = names([report("a", one), report("b", other)])
    assert known.identity("a", one) != known.identity("b", other)


def test_spellings_that_one_report_uses_side_by_side_are_two_names() -> None:
    one, other = "برونيان كالتاهيو", "برونيان كالتهيو"
    known = names([report("a", one, other)])
    assert known.identity("a", one) != known.identity("a", other)


def test_the_spellings_of_a_row_are_one_with_its_english_form() -> None:
    known = names([report("a", ("حركة المقاومة الإسلامية", ORG)), report("b", ("حماس", ORG))])
    found = entity(known, "حماس")
    assert (found.name, found.english, found.english_from) == ("حماس", "Hamas", "lexicon")
    assert {v.name for v in found.variants} == {"حركة المقاومة الإسلامية", "حماس"}
    assert reasons(known, "حماس") == {NameReason.LISTED}


def test_a_word_with_the_article_is_no_movement_without_it() -> None:
    known = names([report("a", ("نادي الفتح", ORG), ("الفتح", ORG)), report("b", ("فتح", ORG))])
    assert known.identity("a", "الفتح") == known.identity("a", "نادي الفتح")
    assert known.identity("a", "الفتح") != known.identity("b", "فتح")


def test_a_state_s_body_is_one_however_it_is_named() -> None:
    docs = [
        report("a", ("المخابرات العامة المصرية", ORG)),
        report("b", ("المخابرات المصرية", ORG)),
        report("c", ("المخابرات التركية", ORG)),
    ]
    known = names(docs)
    one = known.identity("a", "المخابرات العامة المصرية")
    assert one == known.identity("b", "المخابرات المصرية")
    assert one != known.identity("c", "المخابرات التركية")
    assert entity(known, "المخابرات المصرية").english == "Intelligence Service (Egypt)"


def test_a_ministry_is_of_the_state_that_its_report_is_about() -> None:
    egypt = report("a", ("وزارة الصحة", ORG), text="القاهرة تعلن. المصريون في مصر.")
    turkey = report("b", ("وزارة الصحة", ORG), text="أنقرة تعلن. الأتراك في تركيا.")
    named = report("c", ("وزارة الصحة المصرية", ORG), text="مصر والمصريون")
    known = names([egypt, turkey, named])
    assert known.identity("a", "وزارة الصحة") == known.identity("c", "وزارة الصحة المصرية")
    assert known.identity("a", "وزارة الصحة") != known.identity("b", "وزارة الصحة")
    assert entity(known, "وزارة الصحة المصرية").name == "وزارة الصحة المصرية"


def test_a_ministry_is_nobody_s_where_the_report_names_two() -> None:
    named = (("الخارجية المصرية", ORG), ("الخارجية التركية", ORG), ("الخارجية", ORG))
    known = names([report("a", *named)])
    assert len({known.identity("a", name) for name, _ in named}) == 3


def test_two_towns_of_one_name_are_told_apart_by_the_state() -> None:
    libya = report("a", ("طرابلس", LOC), text="ليبيا والليبيون")
    lebanon = report("b", ("طرابلس", LOC), text="لبنان واللبنانيون")
    known = names([libya, lebanon])
    english = {e.english for e in known.entities}
    assert english == {"Tripoli (Libya)", "Tripoli (Lebanon)"}


def test_a_name_with_the_noun_of_its_kind_is_the_name() -> None:
    known = names([report("a", ("حركة كلفادور", ORG)), report("b", ("كلفادور", ORG))])
    assert known.identity("a", "حركة كلفادور") == known.identity("b", "كلفادور")
    two = [("صحيفة كلفادور", ORG), ("قناة كلفادور", ORG), ("كلفادور", ORG)]
    known = names([report(str(i), n) for i, n in enumerate(two)])
    assert len({known.identity("", n) for n, _ in two}) == 3


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    words = "اتحاد كلفادور المستقل (اكم)"
    long, short = Span(0, words.index(" (")), Span(words.index("(") + 1, len(words) - 1)
    mentions = (Mention(long, ORG, long.of(words)), Mention(short, ORG, "اكم"))
    known = names([Document("a", "a.txt", words, mentions=mentions), report("b", ("اكم", ORG))])
    assert entity(known, "اكم").mentions == 3
    assert reasons(known, "اكم") == {NameReason.ACRONYM}


def acts(document: Document, *who: str, place: str | None = None) -> Document:
    """Return a report in which parties act, at a place."""
    span = Span(0, 1)
    event = Event(
        "e1", span, span, EventType.CONSULT, None, Status.OCCURRED, who, place, None, None, "t"
    )
    return Document(
        document.id, document.path, document.text, mentions=document.mentions, events=(event,)
    )


def test_a_capital_acts_for_its_state_and_stays_a_place() -> None:
    doc = acts(report("a", ("واشنطن", LOC), ("أمريكا", LOC)), "واشنطن", place="واشنطن")
    known = names([doc])
    assert known.canonical_actor("a", "واشنطن") == "الولايات المتحدة"
    assert known.canonical("a", "واشنطن") == "واشنطن"
    state = entity(known, "أمريكا")
    assert [(j.name, j.documents) for j in state.joins if j.reason is NameReason.CAPITAL] == [
        ("واشنطن", ("a",))
    ]


def test_a_reviewer_s_merge_and_split_come_first_and_are_undone_by_leaving_them_out() -> None:
    docs = [report("a", "سامر الدهان", "هيثم النقاش"), report("b", "الدهان")]
    split = NameDecision(NameAction.SPLIT, "الدهان", "سامر الدهان")
    merge = NameDecision(NameAction.MERGE, "سامر الدهان", "هيثم النقاش")
    apart, one = names(docs, [split]), names(docs, [merge])
    assert apart.canonical("b", "الدهان") == "الدهان"
    assert one.identity("a", "سامر الدهان") == one.identity("a", "هيثم النقاش")
    assert NameReason.DECISION in reasons(one, "هيثم النقاش")
    assert names(docs, [merge, NameDecision(NameAction.SPLIT, *merge_of(merge))]) == names(docs)


def merge_of(decision: NameDecision) -> tuple[str, str]:
    return decision.name, decision.other


def test_a_decision_on_one_report_holds_there_alone() -> None:
    docs = [report("a", "سامر الدهان"), report("b", "الدهان"), report("c", "الدهان")]
    known = names(docs, [NameDecision(NameAction.SPLIT, "الدهان", "سامر الدهان", "b")])
    assert known.canonical("b", "الدهان") == "الدهان"
    assert known.canonical("c", "الدهان") == "سامر الدهان"


def test_a_user_s_row_says_name_kind_english_and_variants() -> None:
    row = OwnName("كلفادور", ORG, "The Calvador Group", ("كلفادور القابضة",))
    known = names([report("a", ("كلفادور القابضة", LOC)), report("b", ("كلفادور", ORG))], own=[row])
    found = entity(known, "كلفادور القابضة")
    assert (found.name, found.kind, found.english) == ("كلفادور", ORG, "The Calvador Group")
    assert found.english_from is EnglishFrom.USER


def test_roles_are_kept_with_their_days() -> None:
    docs = [
        report("a", ("سامر الدهان", PER, "وزير المياه"), published="2031-05-09"),
        report("b", ("سامر الدهان", PER, "وزير المياه"), published="2031-07-01"),
        report("c", ("الدهان", PER, "رئيس الوفد")),
    ]
    found = entity(names(docs), "سامر الدهان")
    assert [(r.role, r.first, r.last) for r in found.roles] == [
        ("وزير المياه", "2031-05-09", "2031-07-01"),
        ("رئيس الوفد", None, None),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PEOPLE | st.sampled_from(FAMILIES), max_size=4), max_size=5), st.randoms())
def test_two_full_names_never_become_one_and_order_does_not_matter(
    reports: list[list[str]], random: Random
) -> None:
    docs = [report(str(i), *people) for i, people in enumerate(reports)]
    shuffled = list(docs)
    random.shuffle(shuffled)
    known, again = names(docs), names(shuffled)
    assert known == again
    for doc in docs:
        full = {m.name for m in doc.mentions if " " in m.name}
        assert len({known.identity(doc.id, name) for name in full}) == len(full)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PEOPLE | st.sampled_from(FAMILIES), max_size=4), max_size=5))
def test_every_mention_is_of_one_entity_and_none_is_lost(reports: list[list[str]]) -> None:
    docs = [report(str(i), *people) for i, people in enumerate(reports)]
    known = names(docs)
    assert sum(e.mentions for e in known.entities) == sum(map(len, reports))
    assert len({e.id for e in known.entities}) == len(known.entities)
    for e in known.entities:
        assert e.mentions == sum(v.mentions for v in e.variants)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(PEOPLE | st.sampled_from(FAMILIES), max_size=4), max_size=5))
def test_a_split_of_any_two_names_holds(reports: list[list[str]]) -> None:
    docs = [report(str(i), *people) for i, people in enumerate(reports)]
    for e in names(docs).entities:
        for j in e.joins:
            apart = names(docs, [NameDecision(NameAction.SPLIT, j.name, j.other)])
            for document in j.documents:
                first, second = apart.identity(document, j.name), apart.identity("", j.other)
                assert first != second
