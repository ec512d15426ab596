"""What is known of a report beside its own words: by a table, a feed, an archive, a message.

It is kept in a line before the report's bytes, so that the bytes of a report hold all that was
known of it when it was read.
"""

from dataclasses import dataclass, replace

import msgspec

from musnad.model import Document, Stated

_MARK = b"%MUSNAD-GIVEN "
FIELDS = ("title", "outlet", "byline", "published", "updated", "via", "url")
"""What a document can have from elsewhere than its text, in the order of a listing."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of a report, which holds before what the report says of itself.

    `published` and `updated` are ISO days, `via` is whose text was passed on. What is `weak`, a
    feed's word for instance, holds only where the report says nothing.
    """

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    updated: str | None = None
    via: str | None = None
    weak: bool = False

    def known(self) -> dict[str, str]:
        """Return the fields that are given."""
        found = ((name, getattr(self, name)) for name in FIELDS)
        return {name: value for name, value in found if value}

    def over(self, document: Document) -> Document:
        """Return the document with what is given."""
        known = self.known()
        if not known:
            return document
        before = {s.field: s for s in document.stated}
        said = {
            f: _over(f, v, before.get(f), "feed" if self.weak else "given", weak=self.weak)
            for f, v in known.items()
        }
        merged = before | said
        stated = tuple(merged[f] for f in FIELDS if f in merged)
        value = {s.field: s.value for s in stated}
        return replace(
            document,
            title=value.get("title") or document.title,
            outlet=value.get("outlet") or document.outlet,
            byline=value.get("byline") or document.byline,
            published=value.get("published") or document.published,
            updated=value.get("updated") or document.updated,
            via=value.get("via") or document.via,
            url=value.get("url") or document.url,
            stated=stated,
        )


def _over(field: str, value: str, before: Stated | None, by: str, *, weak: bool) -> Stated:
    """Return a field's value with where it is from, after `by` has spoken, too."""
    if before is None:
        return Stated(field, value, (by,))
    if before.value == value:
        return replace(before, by=(*before.by, by) if weak else (by, *before.by))
    if weak:
        return replace(before, against=(*before.against, f"{by}: {value}"))
    against = (*(f"{b}: {before.value}" for b in before.by), *before.against)
    return Stated(field, value, (by,), against)


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
    if not given.known():
        return data
    fields = {**given.known(), **({"weak": True} if given.weak else {})}
    return _MARK + msgspec.json.encode(fields) + b"\n" + data


def unsealed(data: bytes) -> tuple[Given, bytes]:
    """Return what is given of a report, and its own bytes."""
    if not data.startswith(_MARK):
        return Given(), data
    head, _, rest = data.partition(b"\n")
    return msgspec.json.decode(head.removeprefix(_MARK), type=Given), rest
