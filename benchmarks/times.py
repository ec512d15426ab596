"""Musnad beside dateparser on a published suite of Arabic times: accuracy and speed.

    uv run --group bench python benchmarks/times.py SUITE.jsonl [--errors] [--articles A.jsonl.gz]

A time is right where a reading inside the expected words has the expected TIMEX value, where two
readings are the ends of the expected range, or where its days are the expected range's (whose end
the suite excludes). Values without a year accept any year; of two clock halves either. dateparser
is asked twice, by its search and with the expected words alone; where the suite expects a month
or a year, its day's month or year counts. Printed for all cases and for those that
`tests/published/left_out.toml` does not leave out. With `--articles`, sentences of `content` fields
are timed, too.
"""

import argparse
import datetime as dt
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from suites import Case, Json, left_out, read

from musnad.annotate import quantities, times
from musnad.model import Span
from musnad.text.sentences import split

try:
    from dateparser import parse as parse_date
    from dateparser.search import search_dates
except ImportError:
    search_dates = None

_PAIR = re.compile(r"\((.+?),(.+?),(.+)\)")


@dataclass(frozen=True, slots=True)
class Read:
    """What a parser made of some words: their range, the value and its days."""

    start: int
    end: int
    value: str | None
    earliest: str | None
    latest: str | None


Parser = Callable[[str, dt.date], list[Read]]


def musnad(text: str, anchor: dt.date) -> list[Read]:
    """Read the times of a text with this engine."""
    found = times.parse(text, anchor)
    return [Read(t.span.start, t.span.end, t.value, t.earliest, t.latest) for t in found]


def dateparser(text: str, anchor: dt.date) -> list[Read]:
    """Read the times of a text with dateparser's search."""
    base = dt.datetime.combine(anchor, dt.time())
    settings = {"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": True}
    out, at = [], 0
    for words, when in search_dates(text, languages=["ar"], settings=settings) or ():
        start = max(text.find(words, at), 0)
        at = start + len(words)
        day = when.date().isoformat()
        value = day if when.time() == dt.time() else when.isoformat()[:16]
        out.append(Read(start, at, value, day, day))
    return out


def wanted(result: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """Yield the readings that a case's result allows."""
    resolution = result["resolution"]
    if isinstance(resolution, dict):
        values = resolution.get("values")
        options = values if isinstance(values, list) else [resolution]
        yield from (v for v in options if isinstance(v, dict))


def _text(reading: dict[str, Json], *names: str) -> str:
    return next((str(reading[n]) for n in names if reading.get(n)), "")


def _ranges(reading: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield first and last day of an expected range, its end taken in and left out."""
    for part in (reading, reading.get("FutureResolution"), reading.get("PastResolution")):
        if not isinstance(part, dict):
            continue
        first, end = _text(part, "start", "startDate"), _text(part, "end", "endDate")
        if len(first) == len(end) == 10:
            yield first, end
            yield first, (dt.date.fromisoformat(end) - dt.timedelta(1)).isoformat()


def _days(reading: dict[str, Json]) -> Iterator[str]:
    yield _text(reading, "value")[:16].replace(" 00:00", "").replace(" ", "T")
    for name in ("FutureResolution", "PastResolution"):
        part = reading.get(name)
        if isinstance(part, dict):
            yield _text(part, "date")
    if reading.get("start") and not reading.get("end"):
        yield _text(reading, "start")


def _same(value: str | None, timex: str) -> bool:
    """Say whether a value is the expected one, whatever the year it leaves out."""
    if not value or not timex:
        return False
    if timex.startswith("T"):
        return value.endswith(timex)
    if timex.startswith("XXXX-WXX"):
        return value == timex
    if re.fullmatch("[A-Z]{2}", timex):
        return value.endswith(f"-{timex}")
    return bool(re.fullmatch(re.escape(timex).replace("XXXX", r"\d{4}"), value))


def right(result: dict[str, Json], found: list[Read]) -> bool:
    """Say whether the readings give one that a result allows."""
    for reading in wanted(result):
        timex = _text(reading, "timex", "Timex")
        days = {d for d in _days(reading) if d}
        part = timex[9:] if timex.startswith("XXXX-WXX-") else ""
        if part[1:]:
            days |= {_text(reading, "start")[:10] + part[1:]}
        pair = _PAIR.fullmatch(timex)
        if pair and _is_range(pair, found):
            return True
        if any(_same(f.value, timex) or (f.value or "") in days for f in found):
            return True
        ends = set(_ranges(reading))
        if any((f.earliest, f.latest) in ends for f in found):
            return True
        if any((a.earliest, b.latest) in ends for a, b in pairwise(found)):
            return True
    return False


def _is_range(pair: re.Match[str], found: list[Read]) -> bool:
    lone = any(f.value in {f"{pair[1]}/{pair[2]}", pair[3]} for f in found)
    ends = pairwise(found)
    return lone or any(_same(a.value, pair[1]) and _same(b.value, pair[2]) for a, b in ends)


def on_words(words: str, anchor: dt.date) -> list[Read]:
    """Read the expected words alone with dateparser: its own strength, not search."""
    base = dt.datetime.combine(anchor, dt.time())
    when = parse_date(words, languages=["ar"], settings={"RELATIVE_BASE": base})
    if not when:
        return []
    day = when.date().isoformat()
    return [Read(0, 0, v, day, day) for v in (day, day[:7], day[:4], when.isoformat()[:16])]


def verdicts(path: Path, parse: Parser) -> Iterator[tuple[Case, bool, list[Read]]]:
    """Yield each expected time of a suite with whether the parser reads it."""
    for case in read(path):
        if not case.reference:
            continue
        found = parse(case.text, dt.date.fromisoformat(case.reference[:10]))
        for result in case.results:
            start, end = int(str(result["start"])), int(str(result["end"]))
            inside = [f for f in found if f.start < end and start < f.end]
            if any(True for _ in wanted(result)):
                ok = right(result, inside)
                if not ok and parse is dateparser:
                    anchor = dt.date.fromisoformat(case.reference[:10])
                    ok = right(result, on_words(case.text[start:end], anchor))
                yield case, ok, found


def speed(texts: list[str], parse: Parser) -> float:
    """Return the sentences that a parser reads in a second of one core."""
    anchor = dt.date(2025, 9, 7)
    parse(texts[0], anchor)
    start = time.process_time()
    for text in texts:
        parse(text, anchor)
    return len(texts) / (time.process_time() - start)


def both(text: str, anchor: dt.date) -> list[Read]:
    """Read times and figures together, as the pipeline does."""
    quantities.parse(text, anchor, times.parse(text, anchor))
    return []


def sentences(path: Path, limit: int) -> list[str]:
    """Return the first sentences of a file of articles."""
    out: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["content"]
            out += [s.of(text) for s in split(text, Span(0, len(text)))]
            if len(out) >= limit:
                break
    return out[:limit]


def main() -> None:
    """Print accuracy and sentences a second of both, side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suite", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--articles", type=Path)
    args = parser.parse_args()
    out = left_out(args.suite)
    texts = [c.text for c in read(args.suite)]
    parsers: dict[str, Parser] = {"musnad": musnad}
    if search_dates:
        parsers["dateparser"] = dateparser
    for name, parse in parsers.items():
        judged = list(verdicts(args.suite, parse))
        kept = [ok for case, ok, _ in judged if case.line not in out]
        total = sum(ok for _, ok, _ in judged)
        print(f"{name:12} all {total}/{len(judged)} ({total / len(judged):.3f})  ", end="")
        print(f"kept {sum(kept)}/{len(kept)} ({sum(kept) / len(kept):.3f})  ", end="")
        print(f"{speed(texts, parse):.0f} sentences/s")
        for case, ok, found in judged:
            if args.errors and not ok and name == "musnad":
                got = [f.value for f in found]
                print(f"  {case.line}: {case.text} -> {got} [{out.get(case.line, '')}]")
    if args.articles:
        news = sentences(args.articles, 4000)
        print(f"news: times {speed(news, musnad):.0f}, ", end="")
        print(f"with figures {speed(news, both):.0f} sentences/s")


if __name__ == "__main__":
    main()
