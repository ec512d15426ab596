"""The contents of two cases as exports see them: the example story, and one that means harm."""

from collections.abc import Iterator
from functools import cache

from musnad import pipeline
from musnad.ingest import files
from musnad.link import link
from musnad.model import Document
from musnad.present.chronology import entries
from musnad.present.exports import Contents
from musnad.present.labels import Lang
from musnad.run import examples
from tests.link.build import Report

NASTY = "=cmd|' /C calc'!A0 <script>alert(1)</script> | `x` *ب* \u202e\x07 [^1] & التقى وفد النجم."


@cache
def talks() -> tuple[Document, ...]:
    """The example story, annotated."""
    paths = sorted(examples.talks().iterdir())
    return tuple(pipeline.annotate(files.read(p)) for p in paths)


def hostile() -> tuple[Document, ...]:
    """A report whose text, outlet and names try to be code wherever they land."""
    report = Report("=1+1", f"{NASTY}\nأعلن الوفد شيئًا.", outlet="@SUM(A1)<b>")
    report.event("التقى وفد", ("=HYPERLINK(1)", "<img src=x>"), "+نورابا", "2031-05")
    report.says("الوفد", "أعلن", "شيئًا", "-الوفد <i>")
    report.event("أعلن الوفد")
    return (report.done(),)


def contents(documents: tuple[Document, ...], lang: Lang = Lang.EN) -> Contents:
    """What an export is given."""
    links, by_id = link(documents), {d.id: d for d in documents}

    def reports() -> Iterator[Document]:
        return (by_id[i] for i in sorted(by_id))

    found = entries(links, by_id.__getitem__)
    return Contents("talks", lang, links, found, by_id.__getitem__, reports)
