"""What a build found, in a few lines."""

from collections.abc import Iterator

from musnad.present.bidi import visible
from musnad.run.local import Summary
from musnad.run.upkeep import Upkeep


def summary_lines(
    summary: Summary, name: str, then: str, *, shown_failures: int = 20
) -> Iterator[str]:
    """Yield the lines: what was read and skipped, what the case holds, what to try then."""
    yield f"{visible(name)}: {_read(summary)}"
    for failure in summary.failures[:shown_failures]:
        yield f"  skipped   {visible(failure.path)}: {visible(failure.reason)}"
    for path in summary.changed[:shown_failures]:
        yield f"  changed   {visible(path)}: not what it was; the case keeps both versions"
    more = len(summary.failures) - shown_failures
    if more > 0:
        yield f"  skipped   and {more:,} more; the case keeps the reason of each"
    found = (
        _count(summary.events, "event"),
        _count(summary.statements, "statement"),
        _count(summary.figures, "figure"),
    )
    yield f"  holds     {_count(summary.reports, 'report')}: {', '.join(found)}"
    undated = f"{_count(summary.undated, 'report')} undated" if summary.undated else ""
    if summary.published:
        rest = f"; {undated}" if undated else ""
        yield f"  published {_span(summary.published)}{rest}"
    elif undated:
        yield f"  published {undated}"
    if summary.happened:
        yield f"  happened  {_span(summary.happened)}"
    if summary.reports:
        yield f"  next      {then}"


def upkeep_lines(upkeep: Upkeep, name: str, what: str) -> Iterator[str]:
    """Yield the lines: how many reports were annotated anew or removed, how many are held."""
    done = f"{_count(len(upkeep.done), 'report')} {what}" if upkeep.done else f"nothing {what}"
    failed = f", {len(upkeep.failures):,} left as they were" if upkeep.failures else ""
    yield f"{visible(name)}: {done}{failed}"
    for failure in upkeep.failures:
        yield f"  failed    {visible(failure.path)}: {visible(failure.reason)}"
    yield f"  holds     {_count(upkeep.reports, 'report')}"


def _read(summary: Summary) -> str:
    if not summary.added and summary.held:
        text = f"nothing new: {_count(summary.held, 'report')} there already"
    else:
        text = f"{_count(summary.added, 'report')} read"
        if summary.held:
            text += f", {summary.held:,} there already"
    if summary.not_arabic:
        text += f", {summary.not_arabic:,} not in Arabic (kept, not analysed)"
    if summary.failures:
        text += f", {len(summary.failures):,} skipped"
    return text


def _span(days: tuple[str, str]) -> str:
    first, last = days
    return first if first == last else f"{first} to {last}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
