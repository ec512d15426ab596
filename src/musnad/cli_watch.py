"""The commands on what outlets publish from day to day: feeds watched, changes shown."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from musnad.case.server import shown
from musnad.console import (
    CasePlace,
    FormatOption,
    LangOption,
    interruptible,
    opened,
    print_listing,
    say,
)
from musnad.present import changes as changed
from musnad.present.bidi import visible
from musnad.present.formats import Format
from musnad.present.labels import Lang
from musnad.run.watch import Round, seconds
from musnad.run.watch import watch as looks


def watch(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case; made where there is none.")],
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEEDS...", help="OPML, lists one a line, or addresses."),
    ],
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="How often: 15m, 1h.")
    ] = "15m",
    private: Annotated[
        bool, typer.Option("--allow-private", help="Addresses in a private network, too.")
    ] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Add what feeds announce, and tell which reports their outlets changed since."""
    pause = seconds(every)
    with interruptible(case):
        for done in looks(case, feeds, every=None if once else pause, private=private):
            _print(done, shown(case), lang)


def _print(done: Round, name: str, lang: Lang) -> None:
    """Print what a look brought: counts, then each changed report, then what failed."""
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    feeds = "1 feed" if done.asked == 1 else f"{done.asked} feeds"
    counts = [f"{done.added} new", f"{len(done.versions)} changed"]
    counts += [f"{len(done.failures)} skipped"] if done.failures else []
    counts += [f"{done.waiting} feeds left alone for now"] if done.waiting else []
    print(f"{name}: {at}: {feeds}: {', '.join(counts)}", flush=True)
    for version in done.versions:
        for line in changed.lines(changed.change(version.before, version.after), lang):
            print(f"  {line}", flush=True)
    for failure in [*done.feeds_failed, *done.failures]:
        say(f"{visible(failure.path)}: {visible(failure.reason)}")


def changes(
    case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE
) -> None:
    """Print which reports their outlets changed, and what: each with both wordings."""
    with opened(case) as held:
        pairs = [(held.document(h.replaces), h.document) for h in held.reports() if h.replaces]
        found = sorted(
            (changed.change(before, after) for before, after in pairs),
            key=lambda c: (c.after.published or "9999", c.after.path),
        )
        print_listing(changed.changes((c for c in found if c.edits), lang), format, lang)
