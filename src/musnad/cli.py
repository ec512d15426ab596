"""One command per verb, thin: read the arguments, call, print."""

import sys
from pathlib import Path

import typer

from musnad import jsonl, pipeline
from musnad.ingest import files

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _root() -> None:
    """Turn Arabic news reports into a sourced chronology."""


@app.command()
def annotate(paths: list[Path], format: str = "jsonl") -> None:
    """Print the annotations of each report, one JSON object a line."""
    for path in paths:
        sys.stdout.buffer.write(jsonl.encode(pipeline.annotate(files.read(path))) + b"\n")


def main() -> None:
    """Run the command line."""
    app()
