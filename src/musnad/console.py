"""What the commands share: their arguments, and how they print to a person or a pipe."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from musnad.api import Case, open_case
from musnad.case.server import shown
from musnad.present.bidi import visible
from musnad.present.formats import Format, Listing, render
from musnad.present.labels import Lang
from musnad.run import local

INTERRUPTED = 130

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Reports, folders, tables (.csv, .jsonl, .xlsx, .parquet), .zip, .warc, result.json.",
    ),
]
OptionalInputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH...]", help="Reports, folders, tables, archives, result.json."),
]
CasePlace = Annotated[
    str, typer.Argument(metavar="CASE", help="A case made by build: a file or PostgreSQL URL.")
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="A year, month or day: 2025-07.")
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="A year, month or day, included.")
]
StoryOption = Annotated[
    str | None,
    typer.Option("--story", metavar="STORY", help="Of one story: its id, or a name in it."),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--as-known-on", metavar="DATE", help="As it stood then: from what was published by DATE."
    ),
]
LangOption = Annotated[Lang, typer.Option(help="The language of labels.")]
FormatOption = Annotated[Format, typer.Option(help="How to print it.")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes to work in; by default as the work needs.")
]


_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


@contextmanager
def opened(place: str) -> Iterator[Case]:
    """Open a case to read it, and say so where a stopped run left reports unlinked."""
    with open_case(place) as case:
        if not case.linked:
            say(
                f"{case.name}: its links are not of the reports that it holds now; make them with: "
                f"musnad reannotate {in_shell(place)}"
            )
        yield case


@contextmanager
def interruptible(place: str) -> Iterator[None]:
    """Make of Ctrl-C in the block one line that says how to go on."""
    try:
        yield
    except KeyboardInterrupt as e:
        say(f"{shown(place)}: stopped; what was read is kept: run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from e


@contextmanager
def progress(total: Callable[[], int]) -> Iterator[local.Progress | None]:
    """Show a bar on standard error while the block runs, where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=total())

        def told(stage: str, done: int) -> None:
            if stage == "read":
                bar.update(task, completed=done)
            else:
                bar.update(task, description="linking")

        yield told


@contextmanager
def counted_off(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far something is, on standard error, where that is a terminal.

    What is yielded is told how many are done, and of how many.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=True)

        yield told


def print_listing(listing: Listing, format: Format, lang: Lang) -> None:
    """Print a listing: 100 columns wide, or as wide as the terminal; always UTF-8."""
    terminal = sys.stdout.isatty()
    width = max(60, shutil.get_terminal_size().columns) if terminal else 100
    styled = terminal and "NO_COLOR" not in os.environ
    text = render(listing, format, lang, width, styled)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def in_shell(place: str) -> str:
    """Return a case's place as a shell takes it, without a password."""
    return shlex.quote(shown(place))


def say(message: str) -> None:
    """Print one line on standard error."""
    print(f"musnad: {' '.join(visible(message).split())}", file=sys.stderr)
