"""Search finds the same sentences on both databases, whatever their form and whoever asks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.case import search as index
from musnad.case.query import parse
from musnad.case.store import Case, open_case
from musnad.errors import CaseError, UsageError
from musnad.model import Document, EventType, Label, Mention
from tests.conftest import BACKENDS
from tests.link.build import Report, at

TRUCE = "أعلنت الحكومة وقف إطلاق النار في مدينة نورابا."
PARTIES = "وقال سالم الرملي لحركة النجم إن الهُدنة ستبدأ غدًا."
HEALTH = "وزارة الصحّة: إصابة 12 شخصًا بالمدينة، وقيادات الحركة في مأمن."
ABROAD = "غادر الوزير المصري إلى لبنان بعد لقاء مسؤولي القيادة."
DATED = "ومن المقرر أن يجتمع الطرفان في 3 أكتوبر."
OTHER = "انطلقت بطولة كرة القدم في العاصمة."


def reports() -> tuple[Document, ...]:
    one = Report(
        "r1", f"{TRUCE}\n{PARTIES}\n{HEALTH}", published="2031-05-10", outlet="صحيفة الوادي"
    )
    one.says("سالم الرملي", "وقال", "الهُدنة ستبدأ غدًا", "سالم الرملي")
    one.event("وقف إطلاق النار", ("الحكومة",), "نورابا", type=EventType.RETREAT)
    two = Report("r2", f"{ABROAD}\n{DATED}", published="2031-09-30", outlet="إذاعة النجم")
    two.time("3 أكتوبر", "2031-10-03")
    two.mentions.append(Mention(at(two.text, "لبنان"), Label.LOC, "لبنان"))
    three = Report("r3", OTHER, published=None, outlet=None)
    return one.done(), two.done(), three.done()


@pytest.fixture(scope="module", params=BACKENDS)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("search") / "a.musnad")
    else:
        place = f"{request.getfixturevalue('postgres')}&schema=Searched"
    with open_case(place, create=True) as held:
        for document in reports():
            held.add(document, document.text.encode())
        yield held


def found(case: Case, query: str, most: int = 20) -> list[str]:
    return [hit.text for hit in index.search(case.database, parse(query), most)]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("الهدنة", [PARTIES]),
        ("هدنه", [PARTIES]),
        ("للهدنة", [PARTIES]),
        ("النجم", [PARTIES]),
        ("حركة", [PARTIES, HEALTH]),
        ("صحة", [HEALTH]),
        ("قيادي", [HEALTH, ABROAD]),
        ("مسئولين", [ABROAD]),
        ("مصر", [ABROAD]),
        ("وزير", [ABROAD]),
        ("لبنان", [ABROAD]),
        ("بلبنان", []),
        ("12", [HEALTH]),
        ("١٢", [HEALTH]),
        ('"إطلاق النار"', [TRUCE]),
        ('"النار إطلاق"', []),
        ('"حركة النجم"', [PARTIES]),
        ("الحكومة النار", [TRUCE]),
        ("الحكومة OR لبنان", [TRUCE, ABROAD]),
        ("مدينة NOT الحكومة", [HEALTH]),
        ("مدينة -الحكومة", [HEALTH]),
        ("في مدينة", [TRUCE, HEALTH]),
        ("(الحكومة OR الحركة) مدينة", [TRUCE, HEALTH]),
        ("speaker:الرملي", [PARTIES]),
        ('speaker:"سالم الرملي" هدنة', [PARTIES]),
        ("speaker:الحكومة", []),
        ("place:نورابا", [TRUCE]),
        ("مكان:لبنان", [ABROAD]),
        ("outlet:النجم", [ABROAD, DATED]),
        ("type:RETREAT", [TRUCE]),
        ("date:2031-05", [TRUCE, PARTIES, HEALTH]),
        ("date:2031-10", [DATED]),
        ("date:2031-09..2031-10", [ABROAD, DATED]),
        ("مدينة date:2031-09", []),
        ("العاصمة date:..2099", []),
        ("العاصمة", [OTHER]),
    ],
)
def test_what_is_found(case: Case, query: str, sentences: list[str]) -> None:
    assert sorted(found(case, query)) == sorted(sentences)


def test_the_own_form_of_a_word_comes_before_a_reading_of_it(case: Case) -> None:
    assert found(case, "الوزير OR وزارة")[0] in {ABROAD, HEALTH}
    assert found(case, "مدينة الصحة OR مدينة")[0] == HEALTH


def test_most(case: Case) -> None:
    assert len(found(case, "date:2031", most=2)) == 2


def test_a_hit_leads_to_its_words(case: Case) -> None:
    texts = {d.id: d.text for d in reports()}
    (hit,) = index.search(case.database, parse("هدنة حركة"))
    assert texts[hit.document][hit.start : hit.end] == hit.text == PARTIES
    assert [s.of(texts[hit.document]) for s in hit.spans] == ["لحركة", "الهُدنة"]
    assert (hit.outlet, hit.published) == ("صحيفة الوادي", "2031-05-10")


@settings(max_examples=60, deadline=None)
@given(query=st.text("هدنة ORANDT\"()'\\*:&|!<>-_%", min_size=1, max_size=25))
def test_no_query_breaks_the_database(case: Case, query: str) -> None:
    try:
        asked = parse(query)
    except UsageError:
        return
    index.search(case.database, asked)


def test_the_index_follows_the_case(new_place: Callable[[], str]) -> None:
    one, two, three = reports()
    with open_case(new_place(), create=True) as case:
        assert found(case, "الهدنة") == []
        case.add(one, b"1")
        assert found(case, "الهدنة") == [PARTIES]
        assert index.bring_up(case.database) == 0
        case.add(two, b"2")
        case.add(three, b"3")
        assert index.bring_up(case.database) == 2
        with case.database.write() as db:  # as a report that is read again
            db.exec_driver_sql("UPDATE documents SET version = 'new' WHERE id = 'r2'")
        assert index.bring_up(case.database) == 1
        assert found(case, "لبنان") == [ABROAD]
        with case.database.write() as db:
            db.exec_driver_sql("DELETE FROM documents WHERE id = 'r1'")
        assert found(case, "الهدنة") == []


def test_an_empty_text_and_long_words_do_no_harm(new_place: Callable[[], str]) -> None:
    one = reports()[0]
    odd = "ب" * 3000 + " كلمة \x00 'x'' \\ 🙂 a_b 1.5"
    with open_case(new_place(), create=True) as case:
        made = Report("odd", odd).done()
        case.add(made, b"odd")
        case.add(replace(one, id="bare", sentences=()), b"bare")
        assert found(case, "كلمة") == [odd.replace("\x00", "\u2400")]
        assert len(found(case, "ب" * 3000)) == 1
        assert len(found(case, "1.5")) == 1


def test_an_index_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.musnad"
    with open_case(path, create=True) as case:
        case.add(reports()[0], b"1")
        with case.database.write() as db:
            db.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON documents BEGIN SELECT 1; END")
            db.exec_driver_sql("CREATE TABLE search_words (x)")
        with pytest.raises(CaseError):
            found(case, "الهدنة")
