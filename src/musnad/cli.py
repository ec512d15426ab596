"""One command per verb, thin: read the arguments, call, print."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import typer
from rich.console import Console
from typer.exceptions import TyperException

from musnad import cli_review, cli_watch, jsonl, pipeline
from musnad.case.server import shown
from musnad.console import (
    CasePlace,
    FormatOption,
    Inputs,
    KnownOn,
    LangOption,
    OptionalInputs,
    Since,
    StoryOption,
    Until,
    Workers,
    counted_off,
    in_shell,
    interruptible,
    opened,
    print_listing,
    progress,
    say,
)
from musnad.errors import CaseError, CaseWriteError, MusnadError, UsageError
from musnad.evaluation import conll, gold, metrics, report, spans
from musnad.evaluation import entities as resolved
from musnad.evaluation import links as story
from musnad.ingest import files, tables
from musnad.ingest.kinds import GIVE
from musnad.link import Ways, link
from musnad.model import (
    DisagreementKind,
    Document,
    EventType,
    Failure,
    Label,
    Measure,
    SourceKind,
)
from musnad.present import chronology as happened
from musnad.present import copies as copied
from musnad.present import disagreements as differ
from musnad.present import document as layers
from musnad.present import entities as named
from musnad.present import exports, plot
from musnad.present import figures as counted
from musnad.present import reports as listed
from musnad.present import search as sought
from musnad.present import sources as quoted
from musnad.present import statements as said
from musnad.present import stories as grouped
from musnad.present.bidi import visible
from musnad.present.dates import window
from musnad.present.formats import Format
from musnad.present.labels import Lang, phrase
from musnad.present.matching import choice
from musnad.present.summary import summary_lines, upkeep_lines
from musnad.run import examples, inputs, local, one, online, upkeep
from musnad.run.cluster import annotating, linking
from musnad.run.cluster.engine import start
from musnad.version import VERSION
from musnad.web import commands as web

app = typer.Typer(
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_review.app, name="review")
app.command()(cli_watch.watch)
app.command()(cli_watch.changes)


class Web(NamedTuple):
    """Pages to fetch, and whether from a private network, too."""

    urls: tuple[str, ...]
    private: bool


NO_WEB = Web((), False)


class DocumentFormat(StrEnum):
    """How `annotate` prints a document."""

    JSONL = "jsonl"
    TEXT = "text"


class ScoreFormat(StrEnum):
    """How `evaluate` prints scores."""

    TABLE = "table"
    JSON = "json"


class RunsOn(StrEnum):
    """What does the work."""

    LOCAL = "local"
    DAFT = "daft"


EngineOption = Annotated[
    RunsOn, typer.Option("--engine", help="Processes of this machine, or a Daft plan.")
]
RayOption = Annotated[
    str | None,
    typer.Option("--ray", metavar="ADDRESS", help="With --engine daft: on this Ray cluster."),
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column of a field in tables, where its name tells not.",
    ),
]
NamesOption = Annotated[
    Path | None,
    typer.Option(
        "--names",
        metavar="FILE.csv",
        help="Your own names: name,kind,english,variants; the case keeps them.",
    ),
]


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Turn Arabic news reports into a sourced chronology."""
    if version:
        print(f"musnad {VERSION}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


UrlOption = Annotated[
    list[str] | None, typer.Option("--url", metavar="URL", help="The address of a report's page.")
]
UrlsOption = Annotated[
    Path | None, typer.Option("--urls", metavar="FILE", help="Addresses of pages, one a line.")
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Addresses in a private network, too.")
]


@app.command()
def build(
    paths: Inputs,
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="CASE", help="The case: a file, or a PostgreSQL URL."
        ),
    ],
    workers: Workers = None,
    column: ColumnsOption = None,
    names: NamesOption = None,
    engine: EngineOption = RunsOn.LOCAL,
    ray: RayOption = None,
) -> None:
    """Read reports into a case, link them, and say what was found."""
    ways = linking.ways(start(ray, workers)) if _daft(engine, ray) else Ways()
    _build(paths, output, column, names, create=True, workers=workers, ways=ways)


@app.command()
def add(
    case: CasePlace,
    paths: OptionalInputs = None,
    url: UrlOption = None,
    urls: UrlsOption = None,
    private: PrivateOption = False,
    workers: Workers = None,
    column: ColumnsOption = None,
    names: NamesOption = None,
) -> None:
    """Add reports to a case, files or pages of the web; the same as building from all at once."""
    addresses = [*(url or ()), *(online.listed(urls) if urls else ())]
    if not paths and not addresses:
        raise UsageError("nothing to add; give files or folders, --url or --urls")
    web = Web(tuple(addresses), private)
    _build(paths or [], case, column, names, create=False, workers=workers, web=web)


@app.command()
def reannotate(
    case: CasePlace,
    everything: Annotated[
        bool, typer.Option("--all", help="What this version annotated, too.")
    ] = False,
    workers: Workers = None,
) -> None:
    """Annotate anew, from the bytes kept, what another version of Musnad annotated."""
    with interruptible(case), progress(lambda: upkeep.count(case, everything)) as told:
        done = upkeep.reannotate(case, everything=everything, workers=workers, progress=told)
    print("\n".join(upkeep_lines(done, shown(case), "annotated anew")))


@app.command()
def remove(
    case: CasePlace,
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Ids, or the paths they had.")
    ],
) -> None:
    """Remove reports from a case, with all that rests on them alone."""
    print("\n".join(upkeep_lines(upkeep.remove(case, reports), shown(case), "removed")))


@app.command()
def reports(
    case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE
) -> None:
    """Print the reports that a case holds, with what became of their files since."""
    with opened(case) as held:
        print_listing(listed.reports(held.reports(), lang), format, lang)


@app.command()
def annotate(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...|-", help="Reports or folders; - reads stdin.")
    ],
    format: Annotated[
        DocumentFormat, typer.Option(help="One JSON object a line, or text with its layers marked.")
    ] = DocumentFormat.JSONL,
    workers: Workers = None,
    column: ColumnsOption = None,
    names: NamesOption = None,
    engine: EngineOption = RunsOn.LOCAL,
    ray: RayOption = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT.parquet", help="Where the Parquet goes."),
    ] = None,
) -> None:
    """Print the annotations of each report, or write them as Parquet past one machine."""
    if _daft(engine, ray) != (output is not None):
        raise UsageError("--engine daft and -o OUT.parquet go together")
    if output:
        columns = _columns(paths, column)
        written = annotating.annotate(
            paths, output, ray=ray, workers=workers, columns=columns, told=say
        )
        print(
            f"{output}: {written.new:,} inputs annotated; holds {written.documents:,} reports, "
            f"{written.failures:,} failures"
        )
        return
    read = 0
    for result in _annotated(paths, workers, _columns(paths, column), names):
        if isinstance(result, Failure):
            say(f"{visible(result.path)}: {visible(result.reason)}")
            continue
        read += 1
        if format is DocumentFormat.JSONL:
            sys.stdout.buffer.write(jsonl.encode(result) + b"\n")
        else:
            _print_document(result)
    if not read:
        raise MusnadError(f"{' '.join(paths)}: no report could be read; {GIVE}")


@app.command()
def demo(
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="CASE", help="Keep the case here.")
    ] = None,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Build the invented story that Musnad comes with and print its chronology."""
    with tempfile.TemporaryDirectory() as place:
        case = output or str(Path(place) / "talks.musnad")
        summary = local.build([examples.talks()], case)
        with opened(case) as held:
            found = happened.entries(held.links(), cache(held.reading))
        print_listing(happened.chronology(found, lang), format, lang)
    then = f"musnad statements {in_shell(output)}" if output else "musnad demo -o talks.musnad"
    print("\n".join(summary_lines(summary, "examples/talks", then)), file=sys.stderr)


@app.command()
def chronology(
    case: CasePlace,
    since: Since = None,
    until: Until = None,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="A party, in Arabic or English.")
    ] = None,
    type: Annotated[
        str | None, typer.Option(metavar="TYPE", help=f"One of {', '.join(EventType)}.")
    ] = None,
    story: StoryOption = None,
    as_known_on: KnownOn = None,
    clocks: Annotated[
        bool, typer.Option("--clocks", help="Say when each was said, published and added, too.")
    ] = False,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print what happened, in the order in which it happened, each with its sentence."""
    kind = choice("--type", type, EventType, "type")
    wanted = happened.Wanted(window(since, until), who, kind)
    with opened(case) as held:
        links = held.view(story, as_known_on)
        found = happened.entries(links, cache(held.reading), wanted, held.added())
        print_listing(happened.chronology(found, lang, clocks), format, lang)
    left_out = happened.undated(links, wanted)
    if left_out and format is Format.TABLE:
        say(phrase("left_out", lang, n=str(left_out)))


@app.command()
def statements(
    case: CasePlace,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who says it, in Arabic or English.")
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words that the statement holds.")
    ] = None,
    kind: Annotated[SourceKind | None, typer.Option(help="What the source is.")] = None,
    via: Annotated[
        str | None, typer.Option(metavar="NAME", help="The agency or outlet it came through.")
    ] = None,
    through: Annotated[
        str | None, typer.Option(metavar="NAME", help="Anyone on its path to the reader.")
    ] = None,
    chain: Annotated[
        bool, typer.Option("--chain", help="Print the path step by step, with its words.")
    ] = False,
    since: Since = None,
    until: Until = None,
    story: StoryOption = None,
    as_known_on: KnownOn = None,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print who said what, when, and by which path it came."""
    wanted = said.Wanted(by, about, kind, via, through, window(since, until))
    with opened(case) as held:
        found = said.chosen(held.view(story, as_known_on), wanted)
    print_listing(said.statements(found, lang, chain), format, lang)


@app.command()
def figures(
    case: CasePlace,
    measure: Annotated[Measure | None, typer.Option(help="What is counted.")] = None,
    population: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Of whom: in the words of the reports, by country, or children, women …",
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where, in Arabic or English.")
    ] = None,
    draw: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Draw them, too: .svg, .png or .html."),
    ] = None,
    story: StoryOption = None,
    as_known_on: KnownOn = None,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print counted things over time, each figure with its sentence and source."""
    if draw:
        plot.check(draw)
    with opened(case) as held:
        links = held.view(story, as_known_on)
        found = counted.chosen(links, counted.Wanted(measure, population, place))
    if draw:
        plot.save(found, draw, lang)
    print_listing(counted.figures(found, lang), format, lang)


@app.command()
def sources(
    case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE
) -> None:
    """Print who is quoted, how often, in how many reports, and through whom."""
    with opened(case) as held:
        print_listing(quoted.sources(held.links().sources, lang), format, lang)


@app.command()
def entities(
    case: CasePlace,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=f"One of {', '.join(Label)}.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Any of its names, in Arabic or English.")
    ] = None,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print who and what the reports name, how each is written, and why names are one."""
    wanted = named.Wanted(choice("--kind", kind, Label, "entity_kind"), name)
    with opened(case) as held:
        print_listing(named.entities(named.chosen(held.links(), wanted), lang), format, lang)


@app.command()
def search(
    case: CasePlace,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY...",
            help='Words, "phrases", AND, OR, NOT; speaker: place: outlet: type: date:2025-06',
        ),
    ] = None,
    meaning: Annotated[
        str | None,
        typer.Option(metavar="QUESTION", help="A question, in Arabic or English, to be answered."),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="So many sentences.")] = 20,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print the sentences that fit a query, or answer a question, the best first."""
    if not query and not meaning:
        raise UsageError("search: give words to look for, or a question with --meaning")
    with opened(case) as held, counted_off("making ready") as told:
        found = held.search(" ".join(query or ()), most, meaning=meaning, progress=told)
    print_listing(sought.search(tuple(found), lang), format, lang)


@app.command()
def export(
    case: CasePlace,
    target: Annotated[exports.Target, typer.Option("--as", help="The format.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PATH", help="A file; for brat a folder or .zip."),
    ],
    lang: LangOption = Lang.EN,
) -> None:
    """Write a case in a format that other tools read."""
    with opened(case) as held:
        held.export(target, output, lang)


@app.command()
def copies(
    case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE
) -> None:
    """Print which reports carry one text, wholly or partly, and what they share."""
    with opened(case) as held:
        print_listing(copied.copies(held.links(), lang), format, lang)


app.command()(web.serve)
app.command()(web.report)


@app.command()
def disagreements(
    case: CasePlace,
    kind: Annotated[
        DisagreementKind | None, typer.Option(help="What the accounts differ in.")
    ] = None,
    story: StoryOption = None,
    as_known_on: KnownOn = None,
    lang: LangOption = Lang.EN,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print where reports disagree: denials, corrections, figures, dates, causes, doers."""
    with opened(case) as held:
        found = differ.chosen(held.view(story, as_known_on), cache(held.reading), kind)
        print_listing(differ.disagreements(found, lang), format, lang)


@app.command()
def stories(
    case: CasePlace, lang: LangOption = Lang.EN, format: FormatOption = Format.TABLE
) -> None:
    """Print the stories that the reports tell: when, about whom, in how many reports."""
    with opened(case) as held:
        print_listing(grouped.stories(held.stories(), lang), format, lang)


@app.command()
def evaluate(
    gold_set: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD_DIR | names FILE.conll | entities FILE.yaml | links STORY_DIR",
            help="A folder of gold annotations (*.yaml); `names` and a CoNLL file; `entities` and "
            "a YAML file; or `links` and the folder of a gold story.",
        ),
    ],
    format: Annotated[ScoreFormat, typer.Option(help="A table, or JSON.")] = ScoreFormat.TABLE,
    errors: Annotated[bool, typer.Option("--errors", help="List each error, too.")] = False,
) -> None:
    """Annotate a gold set and print precision, recall and F1 of each layer, of names, or links."""
    of = {"names": _evaluate_names, "entities": _evaluate_entities, "links": _evaluate_links}
    if str(gold_set[0]) in of and len(gold_set) == 2:
        of[str(gold_set[0])](gold_set[1], format)
        return
    if len(gold_set) > 1:
        raise UsageError(
            "give one folder of gold annotations, `names` and one CoNLL file, `entities` and one "
            "YAML file, or `links` and the folder of a gold story"
        )
    scores = metrics.score(
        (one, pipeline.annotate(files.read(one.path))) for one in gold.load(gold_set[0])
    )
    if format is ScoreFormat.JSON:
        print(msgspec.json.format(msgspec.json.encode(report.as_json(scores))).decode())
        return
    Console().print(report.table(scores))
    if errors:
        print("\n".join(e for tally in scores.layers.values() for e in tally.errors))


def _evaluate_names(path: Path, format: ScoreFormat) -> None:
    sentences = conll.read(path)
    found = conll.labelled([[word for word, _ in s] for s in sentences])
    score = spans.score(zip(([label for _, label in s] for s in sentences), found, strict=True))
    if format is ScoreFormat.JSON:
        shown = msgspec.json.encode(report.names_as_json(score))
        print(msgspec.json.format(shown).decode())
    else:
        Console().print(report.names_table(score))


def _evaluate_links(folder: Path, format: ScoreFormat) -> None:
    told, reports = story.load(folder)
    read = local.annotate_files([reports], workers=1)
    documents = [d for d in read if isinstance(d, Document)]
    story.check(told, documents)
    scores = story.score(told, link(documents))
    if format is ScoreFormat.JSON:
        shown = msgspec.json.encode(report.links_as_json(scores))
        print(msgspec.json.format(shown).decode())
    else:
        Console().print(report.links_table(scores))


def _evaluate_entities(path: Path, format: ScoreFormat) -> None:
    scores = resolved.scores(path)
    if format is ScoreFormat.JSON:
        print(msgspec.json.format(msgspec.json.encode(resolved.as_json(scores))).decode())
    else:
        Console().print(resolved.table(scores))


def _build(
    paths: list[str],
    case: str,
    column: list[str] | None,
    names: Path | None,
    *,
    create: bool,
    workers: int | None,
    web: Web = NO_WEB,
    ways: Ways = Ways(),
) -> None:
    """Build or add to a case and print the summary; Ctrl-C says how to go on."""
    columns = _columns(paths, column)
    with interruptible(case), progress(lambda: local.count(paths) + len(web.urls)) as told:
        summary = local.build(
            paths,
            case,
            create=create,
            workers=workers,
            progress=told,
            columns=columns,
            addresses=web.urls,
            private=web.private,
            names=names,
            ways=ways,
        )
    then = f"musnad chronology {in_shell(case)}"
    print("\n".join(summary_lines(summary, shown(case), then)))
    if not summary.added + summary.held:
        raise MusnadError(f"{' '.join([*paths, *web.urls])}: no report could be read; {GIVE}")


def _daft(engine: RunsOn, ray: str | None) -> bool:
    if ray and engine is RunsOn.LOCAL:
        raise UsageError("--ray goes with --engine daft")
    return engine is RunsOn.DAFT


def _columns(paths: list[str], said: list[str] | None) -> dict[str, str]:
    """Return the columns that were said, and say of each table what its columns are taken for."""
    columns = tables.read_columns(said or ())
    for path in inputs.existing((p for p in paths if p != "-" and "://" not in p), columns):
        taken = tables.described(path, columns)
        if taken:
            say(taken)
    return columns


def _annotated(
    paths: list[str], workers: int | None, columns: dict[str, str], names: Path | None
) -> Iterator[Document | Failure]:
    """Yield what is annotated, standard input where the path is `-`."""
    if paths == ["-"]:
        yield one.annotate(sys.stdin.buffer.read(), names=names)
    elif "-" in paths:
        raise UsageError("-: standard input goes alone; leave out the other paths")
    else:
        yield from local.annotate_files(paths, workers, columns, names)


def _print_document(document: Document) -> None:
    console = Console()
    brackets = console.color_system is None or console.no_color
    console.print(layers.render(document, brackets=brackets), soft_wrap=True)


def _usage_error(error: TyperException) -> int:
    """Say what was wrong with the command line, and where its help is; return the exit code."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "musnad"
    message = error.format_message()
    say(f"{message.rstrip('.')}; see: {command} -h")
    return error.exit_code


def main() -> None:
    """Run the command line: errors are one line, and exit codes say whose they are.

    0: done; 1: the run failed; 2: the command was used wrongly; 130: stopped by Ctrl-C.
    """
    logging.getLogger().addHandler(
        logging.NullHandler()
    )  # what libraries log is no message of ours
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(prog_name="musnad", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit) as e:
        # typer makes a SystemExit of a broken pipe: the reader has what it wanted, as in `| head`
        if isinstance(e, SystemExit) and not isinstance(e.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    except TyperException as e:
        code = _usage_error(e)
    except (MusnadError, typer.Abort) as e:
        say(str(e))
        wrong_use = isinstance(e, UsageError) or (
            isinstance(e, CaseError) and not isinstance(e, CaseWriteError)
        )
        code = 2 if wrong_use else 1
    sys.exit(code)
