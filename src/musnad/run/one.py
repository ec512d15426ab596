"""One report, read and annotated in this process; no case, no other process, light to load."""

from datetime import date
from pathlib import Path

from musnad import pipeline
from musnad.errors import UsageError
from musnad.ingest import files, ownnames
from musnad.ingest.given import Given
from musnad.model import Document


def annotate(
    text: str | bytes,
    name: str = "-",
    published: str | None = None,
    names: Path | str | None = None,
) -> Document:
    """Return one report's text, or the bytes of its file, as a document with all its layers.

    `published` is the report's own day where the text doesn't state it: what "yesterday"
    counts from. `names` is a list of one's own names (`musnad.ingest.ownnames`).

    >>> annotate("غادر الوفد العاصمة أمس.", published="2025-09-07").timexes[0].value
    '2025-09-06'

    Raises:
        IngestError: when it is no report: empty, binary, a page without an article.
        UsageError: when `published` is no ISO day, or `names` no list of names.
    """
    own = ownnames.read(names) if names else ()
    data = text.encode() if isinstance(text, str) else text
    read = files.read_text(data, name)
    dated = Given(published=_day(published)).over(read)
    return pipeline.annotator(own)(dated)


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError as e:
        raise UsageError(f"published {given!r}: no such day; give one as in 2025-09-07") from e
