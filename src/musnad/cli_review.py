"""The commands of review: what a person decides about a case's readings."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from musnad.api import Case, open_case
from musnad.case.review import Logged
from musnad.case.server import shown
from musnad.console import CasePlace, FormatOption, LangOption, print_listing, say
from musnad.decision import Decision
from musnad.present import reviews
from musnad.present.formats import Format
from musnad.present.labels import Lang

app = typer.Typer(
    no_args_is_help=True,
    help="Accept, reject, correct, merge, split, note, undo: what people decide about readings.",
)

Target = Annotated[
    str,
    typer.Argument(
        metavar="TARGET",
        help="h… (chronology), REPORT/a1 (statements), REPORT/e1, q0, m0, t0, REPORT, name:NAME.",
    ),
]
By = Annotated[
    str | None,
    typer.Option("--by", envvar="MUSNAD_REVIEWER", metavar="NAME", help="Who decides."),
]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason.")]


def _decided(case: str, decide: Callable[[Case], Decision]) -> None:
    """Decide, and print the decision's id with what it is about."""
    with open_case(case) as held:
        one = decide(held)
    print(f"{one.id} {one.action} {reviews.about(one)}")


@app.command()
def accept(case: CasePlace, target: Target, by: By = None, why: Why = None) -> None:
    """Confirm a reading as it stands; a later change of it is told."""
    _decided(case, lambda c: c.review.accept(target, by=by, why=why))


@app.command()
def reject(case: CasePlace, target: Target, by: By = None, why: Why = None) -> None:
    """Say that the report does not say this: it is listed and linked no more."""
    _decided(case, lambda c: c.review.reject(target, by=by, why=why))


@app.command()
def correct(
    case: CasePlace,
    target: Target,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="date, place, speaker, value…")],
    value: Annotated[
        list[str] | None,
        typer.Argument(metavar="VALUE...", help="What it is; left out: nothing."),
    ] = None,
    by: By = None,
    why: Why = None,
) -> None:
    """Set a field of a reading to what the report says."""
    _decided(case, lambda c: c.review.correct(target, field, value, by=by, why=why))


@app.command()
def merge(
    case: CasePlace,
    targets: Annotated[
        list[str], typer.Argument(metavar="TARGET...", help="Happenings, or names (name:NAME).")
    ],
    by: By = None,
    why: Why = None,
) -> None:
    """Make happenings one, or names; of names the first is the one shown."""
    first, *others = targets
    _decided(case, lambda c: c.review.merge(first, *others, by=by, why=why))


@app.command()
def split(
    case: CasePlace,
    target: Target,
    parts: Annotated[
        list[str], typer.Argument(metavar="PART...", help="REPORT/e2, or REPORT: what leaves it.")
    ],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a name: who it is in those reports.")
    ] = None,
    by: By = None,
    why: Why = None,
) -> None:
    """Take mentions out of a happening, or reports out of a name's."""
    _decided(case, lambda c: c.review.split(target, *parts, name=name, by=by, why=why))


@app.command()
def note(
    case: CasePlace,
    target: Target,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    by: By = None,
) -> None:
    """Attach a note to a reading."""
    _decided(case, lambda c: c.review.note(target, text, by=by))


@app.command()
def undo(
    case: CasePlace,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as log prints it.")],
    by: By = None,
    why: Why = None,
) -> None:
    """Let a decision no longer hold; undone again, it holds again."""
    _decided(case, lambda c: c.review.undo(decision, by=by, why=why))


@app.command()
def log(case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE) -> None:
    """Print every decision, who made it, when, why, and whether it holds."""
    with open_case(case) as held:
        print_listing(reviews.log(held.review.log(), lang), format, lang)


@app.command()
def export(
    case: CasePlace,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="A file.")],
) -> None:
    """Write the log as JSON Lines, anchored by quotation, to be replayed on another case."""
    with open_case(case) as held:
        print(f"{output}: {held.review.export(output)} decisions of {shown(case)}")


@app.command()
def apply(
    case: CasePlace,
    log: Annotated[Path, typer.Argument(metavar="LOG", help="What export wrote.")],
) -> None:
    """Replay a log on this case, and name what finds nothing to hold on to."""
    with open_case(case) as held:
        done = held.review.apply(log)
    print(f"{shown(case)}: {len(done.taken)} decisions taken, {done.known} held already")
    for one in done.missing:
        say(_unanchored(one))


def _unanchored(one: Logged) -> str:
    d = one.decision
    why = "; ".join(one.missing) or f"what it undoes, {d.undoes}, is not held"
    return f"{d.id} ({d.action}, {d.who}) is kept but holds on to nothing yet: {why}"
