"""What is known of a report beside its own words: by a table, a feed, an archive, a message.

It is kept in a line before the report's bytes, so that the bytes of a report hold all that was
known of it when it was read.
"""

from dataclasses import asdict, dataclass, replace

import msgspec

from musnad.model import Document, Stated

_MARK = b"%MUSNAD-GIVEN "
FIELDS = ("title", "outlet", "byline", "published", "updated", "via", "url")
"""What a document can have from elsewhere than its text, in the order of a listing."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of a report, which holds before what the report says of itself.

    `published` and `updated` are ISO days, `via` is whose text was passed on.
    """

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    updated: str | None = None
    via: str | None = None

    def over(self, document: Document) -> Document:
        """Return the document with what is given."""
        known = {name: value for name, value in asdict(self).items() if value}
        if not known:
            return document
        before = {s.field: s for s in document.stated}
        said = {f: _over(f, v, before.get(f)) for f, v in known.items()}
        merged = before | said
        stated = tuple(merged[f] for f in FIELDS if f in merged)
        return replace(
            document,
            title=self.title or document.title,
            outlet=self.outlet or document.outlet,
            byline=self.byline or document.byline,
            published=self.published or document.published,
            updated=self.updated or document.updated,
            via=self.via or document.via,
            url=self.url or document.url,
            stated=stated,
        )


def _over(field: str, value: str, before: Stated | None) -> Stated:
    if before is None:
        return Stated(field, value, ("given",))
    if before.value == value:
        return replace(before, by=("given", *before.by))
    against = (*(f"{by}: {before.value}" for by in before.by), *before.against)
    return Stated(field, value, ("given",), against)


@dataclass(frozen=True, slots=True)
class Row:
    """A report out of a file of many, or from an address.

    `name` is the file's path, `#`, and the report's id, number or place in it, else its address.
    """

    name: str
    data: bytes


def sealed(given: Given, data: bytes) -> bytes:
    """Return the bytes of a report behind what is given of it.

    >>> unsealed(sealed(Given(title="عنوان"), "نص".encode()))[0].title
    'عنوان'
    """
    known = {name: value for name, value in asdict(given).items() if value}
    return _MARK + msgspec.json.encode(known) + b"\n" + data if known else data


def unsealed(data: bytes) -> tuple[Given, bytes]:
    """Return what is given of a report, and its own bytes."""
    if not data.startswith(_MARK):
        return Given(), data
    head, _, rest = data.partition(b"\n")
    return msgspec.json.decode(head.removeprefix(_MARK), type=Given), rest
