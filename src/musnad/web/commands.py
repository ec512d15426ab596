"""The commands `serve` and `report`; the web's libraries are loaded only when one runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from musnad.console import CasePlace, LangOption, Since, Until, say
from musnad.errors import MusnadError
from musnad.present.chronology import Wanted
from musnad.present.dates import window
from musnad.present.labels import Lang

PORT = 8274


@contextmanager
def _extra(command: str) -> Iterator[None]:
    """Make of a missing library one line with the remedy."""
    try:
        yield
    except ModuleNotFoundError as e:
        if (e.name or "").startswith("musnad"):
            raise
        raise MusnadError(
            f"{command}: needs the web libraries ({e.name} is missing); pip install 'musnad[web]'"
        ) from e


def serve(
    case: CasePlace,
    host: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Where to listen; beyond this machine with --token."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = PORT,
    token: Annotated[
        str | None, typer.Option(metavar="SECRET", help="What each reader must show.")
    ] = None,
) -> None:
    """Show a case in the browser, to read, check and correct."""
    with _extra("serve"):
        from musnad.web import server  # noqa: PLC0415 - an extra
    server.run(case, host, port, token, say)


def report(
    case: CasePlace,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The .html file to write.")
    ],
    since: Since = None,
    until: Until = None,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="A party, in Arabic or English.")
    ] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Write a case as one file to send and keep, for any browser, in both languages."""
    with _extra("report"):
        from musnad.web import still  # noqa: PLC0415 - an extra
    still.write(case, output, lang, Wanted(window(since, until), who))
