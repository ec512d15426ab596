"""What many documents say together: one happening, one series, one source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from musnad.link.copies import copies
from musnad.link.disagreements import disagreements
from musnad.link.entities import names
from musnad.link.events import happenings
from musnad.link.figures import series
from musnad.link.grouping import Grouping, group
from musnad.link.origins import with_origins
from musnad.link.reviewing import Held
from musnad.link.reviewing import names as named
from musnad.link.reviewing.documents import corrected
from musnad.link.scenes import Gazetteer
from musnad.link.sources import profiles
from musnad.link.statements import statements
from musnad.link.stories import stories
from musnad.model import CopyGroup, Document, Links, OwnName

__all__ = ["Ways", "link"]


@dataclass(frozen=True, slots=True)
class Ways:
    """How the two steps are done that compare reports with reports; others must find the same."""

    copies: Callable[[Sequence[Document]], tuple[CopyGroup, ...]] = copies
    grouped: Grouping = group


def link(
    documents: Iterable[Document],
    decided: Sequence[Held] = (),
    own: Iterable[OwnName] = (),
    ways: Ways = Ways(),
) -> Links:
    """Return what the reports say together: a function of their set, whatever their order.

    Two reports with one id are one report. `decided` is what people decided about readings,
    `own` the user's names; see `musnad.link.entities.names`. `ways` are how copies and groups
    are found.
    """
    by_id = {doc.id: doc for doc in sorted(corrected(documents, decided), key=_order)}
    docs = tuple(by_id[i] for i in sorted(by_id))
    docs = named.renamed(docs, decided, names)
    known = named.shown(names(docs, named.decisions(decided), own), decided)
    said = statements(docs, known)
    copied = ways.copies(docs)
    happened = with_origins(happenings(docs, known, decided, ways.grouped), docs, copied, known)
    places = Gazetteer(docs, known)
    counted = series(docs, happened, known, places)
    differing = disagreements(docs, happened, counted, known, places)
    told = stories(docs, happened, copied, known)
    return Links(
        happenings=happened,
        series=counted,
        statements=said,
        sources=profiles(said),
        copies=copied,
        disagreements=differing,
        stories=told,
        entities=known.entities,
    )


def _order(doc: Document) -> tuple[str, str]:
    return (doc.id, doc.path)
