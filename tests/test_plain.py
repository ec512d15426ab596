"""The engines on a plain text, and that their page shows what comes out."""

import datetime as dt
import re
from enum import Enum
from itertools import product
from pathlib import Path

import pytest

import musnad
from musnad.errors import UsageError

PAGE = (Path(__file__).parents[1] / "docs" / "times-and-figures.md").read_text(encoding="utf-8")


def table(heading: str, columns: int) -> list[tuple[str, str]]:
    """Return text and value of each row of a heading's first table; several of each split."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\|" + r" ([^|]+) \|" * columns + "$", section, re.M)[1:]
    out = []
    for row in found:
        texts, values = row[0].split(" · "), row[-1].split(" · ")
        one = len(texts) == 1 or len(values) == 1
        out += list(product(texts, values) if one else zip(texts, values, strict=True))
    return [(text, value) for text, value in out if set(text) != {"-"}]


@pytest.mark.parametrize(("text", "value"), table("Times", 3))
def test_the_page_shows_the_value_of_each_time(text: str, value: str) -> None:
    wanted, _, mod = value.partition(";")[0].partition(", ")
    found = musnad.times(text, "2025-09-07")
    assert wanted in {t.value for t in found}
    assert not mod or mod in {t.mod for t in found}


@pytest.mark.parametrize(("text", "value"), table("Numbers", 3))
def test_the_page_shows_the_value_of_each_number(text: str, value: str) -> None:
    number, _, kind = value.partition(", ")
    found = {round(n.value, 3): n.kind.value for n in musnad.numbers(text)}
    assert float(number) in found
    assert not kind or found[float(number)] == kind


def test_the_first_example_of_the_page_gives_what_it_says() -> None:
    block = PAGE.split("```python\n", 1)[1].split("```", 1)[0]
    names: dict[str, object] = {}
    imports, *lines = block.strip().split("\n\n")
    exec(imports, names)  # noqa: S102  the page's own lines
    for line in "\n".join(lines).split("\n"):
        code, _, told = line.partition("  # ")
        value = eval(code, names)  # noqa: S307
        shown = f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else repr(value)
        assert told == shown


def test_the_day_may_be_a_text() -> None:
    text = "غادر الوفد أمس"
    assert musnad.times(text, "2025-09-07") == musnad.times(text, dt.date(2025, 9, 7))
    assert musnad.quantities("نزح 40 شخصا منذ أمس", "2025-09-07")[0].since == "2025-09-06"


def test_a_day_or_style_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="yesterday: not a day; give it as 2025-09-07"):
        musnad.times("غادر الوفد أمس", "yesterday")
    with pytest.raises(UsageError, match="style roman: not one of levant"):
        musnad.render_date(dt.date(2025, 9, 7), "roman")
