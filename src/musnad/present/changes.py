"""What changed between two versions of one report, sentence by sentence and word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from musnad.jsonl import Json
from musnad.model import Document
from musnad.present.bidi import isolate
from musnad.present.formats import Column, Listing
from musnad.present.glosses import named
from musnad.present.labels import Lang, phrase
from musnad.present.paths import day
from musnad.present.terminal import Block, Line, Section

_COLUMNS = (
    Column("outlet"),
    Column("published"),
    Column("path"),
    Column("silent"),
    Column("before"),
    Column("after"),
)
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Edit:
    """One piece that is not what it was; an empty side stands for nothing."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A report in two versions: what differs, and whether the outlet says that it changed it.

    `silent` is true where the later version states no later day of change than the earlier.
    """

    before: Document
    after: Document
    edits: tuple[Edit, ...]

    @property
    def silent(self) -> bool:
        """Whether the outlet keeps quiet about it."""
        return (self.after.updated or "") <= (self.before.updated or "")


def change(before: Document, after: Document) -> Change:
    """Return what differs between two versions of a report."""
    old, new = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    edits: list[Edit] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            edits += _paired(old[a:b], new[c:d])
    return Change(before, after, tuple(edits))


def _sentences(doc: Document) -> list[str]:
    spans = [s.span.of(doc.text) for s in doc.sentences]
    lines = spans or doc.text.splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def _paired(old: list[str], new: list[str]) -> Iterator[Edit]:
    """Pair each old sentence with the new one most like it; the rest came or went."""
    left = list(new)
    for sentence in old:
        best = max(left, key=lambda s: _alike(sentence, s), default=None)
        if best is not None and _alike(sentence, best) >= _ALIKE:
            left.remove(best)
            yield Edit(sentence, best)
        else:
            yield Edit(sentence, "")
    yield from (Edit("", sentence) for sentence in left)


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(a=a.split(), b=b.split(), autojunk=False).ratio()


def marked(edit: Edit) -> str:
    """Return an edit as one text: what went in `[-…-]`, what came in `{+…+}`.

    >>> marked(Edit("قتل ثلاثة أشخاص", "قتل سبعة أشخاص"))
    'قتل [-ثلاثة-] {+سبعة+} أشخاص'
    """
    old, new = edit.before.split(), edit.after.split()
    out: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            out += old[a:b]
            continue
        out += [f"[-{' '.join(old[a:b])}-]"] if a < b else []
        out += [f"{{+{' '.join(new[c:d])}+}}"] if c < d else []
    return " ".join(out)


def changes(found: Iterable[Change], lang: Lang) -> Listing:
    """Return the changed reports as a listing, in the order given."""
    held = tuple(found)
    return Listing(
        key="changes",
        items=[_json(c) for c in held],
        columns=_COLUMNS,
        rows=tuple(_row(c, e, lang) for c in held for e in c.edits),
        sections=(Section("", tuple(_block(c, lang) for c in held)),),
    )


def lines(change: Change, lang: Lang) -> Iterator[str]:
    """Yield a changed report in a few lines: whose and where, then each edit."""
    yield " · ".join(filter(None, _head(change, lang)))
    yield from (f"  {isolate(marked(edit))}" for edit in change.edits)


def _head(c: Change, lang: Lang) -> list[str]:
    outlet = named(c.after.outlet, lang) if c.after.outlet else phrase("unknown_outlet", lang)
    said = "changed_silently" if c.silent else "changed_openly"
    told = phrase(said, lang, day=isolate(day(c.after.updated, lang)))
    return [isolate(outlet), isolate(c.after.path), told]


def _row(c: Change, e: Edit, lang: Lang) -> tuple[str, ...]:
    outlet = named(c.after.outlet, lang) if c.after.outlet else ""
    silent = phrase("yes" if c.silent else "no", lang)
    return (outlet, day(c.after.published, lang), c.after.path, silent, e.before, e.after)


def _block(c: Change, lang: Lang) -> Block:
    shown = [Line(" · ".join(_head(c, lang)), "bold")]
    shown += [Line(isolate(marked(edit))) for edit in c.edits]
    return Block(day(c.after.published, lang) or phrase("undated", lang), tuple(shown))


def _json(c: Change) -> dict[str, Json]:
    return {
        "path": c.after.path,
        "outlet": c.after.outlet,
        "published": c.after.published,
        "before": c.before.id,
        "after": c.after.id,
        "updated_before": c.before.updated,
        "updated_after": c.after.updated,
        "silent": c.silent,
        "edits": [{"before": e.before, "after": e.after} for e in c.edits],
    }
