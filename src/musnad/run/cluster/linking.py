"""Copies and groups of mentions by Daft plans: the same that the local path finds.

Copies: words are numbered as the local path does, bodies sketched in bands (MinHash), those
of one band paired, and each pair laid along each other on the workers. Mentions: those that share a
block, straight or over others, are one component (by the least label); no group
reaches over two, so each is grouped for itself, by the same code.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import msgspec

from musnad.ingest.extras import Module
from musnad.link import Ways
from musnad.link.copies import Profile, groups
from musnad.link.copying import sketches
from musnad.link.copying.alignment import Overlap, overlap
from musnad.link.copying.words import Body, Vocabulary
from musnad.link.grouping import Group, blocks, group, most_precise_first
from musnad.link.mentions import Told
from musnad.model import CopyGroup, Document
from musnad.run.cluster.engine import Engine

_BATCH = 128
_CACHED = 2_000
_Pair = tuple[int, int]


def ways(running: Engine) -> Ways:
    """Return how linking is done on an engine."""
    return Ways(partial(copies, running), partial(grouped, running))


# Copies ----------------------------------------------------------------------------------


def copies(running: Engine, documents: Sequence[Document]) -> tuple[CopyGroup, ...]:
    """Return the groups of reports that carry one text, the largest first."""
    docs = sorted(documents, key=lambda d: d.id)
    if not docs:
        return ()
    daft = running.daft
    frame = daft.from_pydict(
        {"index": list(range(len(docs))), "document": [msgspec.json.encode(d) for d in docs]}
    )
    if running.ray:
        frame = frame.into_partitions(min(len(docs), 4 * running.workers))
    frame = frame.into_batches(_BATCH).collect()
    words = _numbered(running, frame)
    sketched = _sketched(running, frame, words)
    facts = sketched.select("index", "words", "facts").sort("index").to_pydict()
    profiles = [
        Profile(count, frozenset(found))
        for count, found in zip(facts["words"], facts["facts"], strict=True)
    ]
    found = _overlaps(running, frame, _pairs(running, sketched), words)
    return groups({i: docs[i] for pair in found for i in pair}, profiles, found)


def _numbered(running: Engine, frame: Module) -> tuple[str, ...]:
    """Return all words in the order in which the local path meets them."""
    daft = running.daft

    def words(data: bytes) -> list[str]:
        vocabulary = Vocabulary()
        vocabulary.body(msgspec.json.decode(data, type=Document))
        return list(vocabulary.words)

    listed = daft.func(words, return_dtype=daft.DataType.list(daft.DataType.string()))
    rows = frame.select(frame["index"], listed(frame["document"]).alias("words")).sort("index")
    ordered: dict[str, None] = {}
    for row in rows.iter_rows():
        ordered.update(dict.fromkeys(row["words"]))
    return tuple(ordered)


class _Bodies:
    """Bodies with all words numbered as everywhere else, the last ones kept."""

    def __init__(self, words: Sequence[str]) -> None:
        self.vocabulary = Vocabulary()
        for word in words:
            self.vocabulary.number(word)
        self.of = lru_cache(_CACHED)(self._of)

    def _of(self, data: bytes) -> Body:
        return self.vocabulary.body(msgspec.json.decode(data, type=Document))


def _sketched(running: Engine, frame: Module, words: Sequence[str]) -> Module:
    """Return each report's `index`, count of `words`, `facts` and `bands`."""
    daft = running.daft
    number = daft.DataType.int64()
    numbers = daft.DataType.list(number)
    kind = daft.DataType.struct({"words": number, "facts": numbers, "bands": numbers})

    class Sketcher:
        def __init__(self) -> None:
            self.bodies = _Bodies(words)

        @daft.method.batch(return_dtype=kind)  # type: ignore[untyped-decorator]
        def run(self, document: Module) -> list[dict[str, object]]:
            return [self.sketch(self.bodies.of(data)) for data in document.to_pylist()]

        def sketch(self, body: Body) -> dict[str, object]:
            bands = sorted(sketches.bands(body))
            return {"words": len(body.words), "facts": sorted(body.facts), "bands": bands}

    worker = daft.cls(Sketcher, use_process=True, max_concurrency=running.workers)()
    made = frame.select(frame["index"], worker.run(frame["document"]).alias("made"))
    parts = (made["made"][name].alias(name) for name in ("words", "facts", "bands"))
    return made.select("index", *parts).collect()


def _pairs(running: Engine, sketched: Module) -> Module:
    """Return the pairs `a`, `b` of indices that share a band, each once."""
    daft = running.daft
    kind = daft.DataType.struct({"a": daft.DataType.int64(), "b": daft.DataType.int64()})

    def paired(here: list[int]) -> Iterator[dict[str, int]]:
        for a, b in sketches.pairs(sorted(here)):
            yield {"a": a, "b": b}

    single = sketched.select("index", "bands").explode("bands")
    banded = single.groupby("bands").agg(daft.col("index").list_agg().alias("here"))
    banded = banded.where(banded["here"].list_count("all") > 1)
    rows = banded.select(daft.func(paired, return_dtype=kind)(banded["here"]).alias("pair"))
    return rows.select(rows["pair"]["a"].alias("a"), rows["pair"]["b"].alias("b")).distinct()


def _overlaps(
    running: Engine, frame: Module, pairs: Module, words: Sequence[str]
) -> dict[_Pair, Overlap]:
    """Return what each pair shares, of those that share enough."""
    daft = running.daft

    class Aligner:
        def __init__(self) -> None:
            self.bodies = _Bodies(words)

        @daft.method.batch(return_dtype=daft.DataType.binary())  # type: ignore[untyped-decorator]
        def run(self, one: Module, other: Module) -> list[bytes | None]:
            both = zip(one.to_pylist(), other.to_pylist(), strict=True)
            return [self.shared(a, b) for a, b in both]

        def shared(self, one: bytes, other: bytes) -> bytes | None:
            bodies = self.bodies
            found = overlap(bodies.of(one), bodies.of(other), bodies.vocabulary)
            return msgspec.json.encode(found) if found else None

    worker = daft.cls(Aligner, use_process=True, max_concurrency=running.workers)()
    left = frame.select(frame["index"].alias("a"), frame["document"].alias("one"))
    right = frame.select(frame["index"].alias("b"), frame["document"].alias("other"))
    both = pairs.join(left, on="a").join(right, on="b").into_batches(_BATCH)
    made = both.select("a", "b", worker.run(both["one"], both["other"]).alias("shared"))
    rows = made.where(made["shared"].not_null()).to_pydict()
    decode = msgspec.json.Decoder(Overlap).decode
    return {
        (a, b): decode(shared)
        for a, b, shared in zip(rows["a"], rows["b"], rows["shared"], strict=True)
    }


# Groups of mentions ----------------------------------------------------------------------


def grouped(running: Engine, mentions: Iterable[Told]) -> tuple[Group, ...]:
    """Return the mentions in groups, one for each happening."""
    told = list(mentions)
    of = _components(running, [blocks(m) for m in told])
    parts: dict[int, list[int]] = {}
    for index, label in enumerate(of):
        parts.setdefault(label, []).append(index)
    found = [[here[0]] for here in parts.values() if len(here) == 1]
    found += _parts_grouped(running, told, [here for here in parts.values() if len(here) > 1])
    made = [Group([told[i] for i in here]) for here in found]
    return tuple(sorted(made, key=lambda g: most_precise_first(g.mentions[0])))


def _components(running: Engine, keys: Sequence[Iterable[tuple[object, ...]]]) -> list[int]:
    """Return each mention's component, by its least member: mentions that share a key are one."""
    daft = running.daft
    rows = [(i, "\0".join(map(str, k))) for i, own in enumerate(keys) for k in own]
    if not rows:
        return list(range(len(keys)))
    frame = daft.from_pydict({"m": [i for i, _ in rows], "k": [k for _, k in rows]})
    edges = frame.select("m", frame["k"].hash().alias("k")).distinct().collect()
    labels = edges.select("m").distinct()
    labels = labels.select("m", labels["m"].alias("label")).collect()
    while True:
        low = daft.col("label").min().alias("label")
        by_key = edges.join(labels, on="m").groupby("k").agg(low)
        found = edges.join(by_key, on="k").groupby("m").agg(low).collect()
        was = labels.select("m", labels["label"].alias("was"))
        both = found.join(was, on="m")
        changed = both.where(both["label"] != both["was"]).count_rows()
        labels = found
        if not changed:
            break
    known = labels.to_pydict()
    of = dict(zip(known["m"], known["label"], strict=True))
    return [of.get(i, i) for i in range(len(keys))]


def _parts_grouped(
    running: Engine, told: Sequence[Told], parts: Sequence[list[int]]
) -> list[list[int]]:
    """Return the groups of each component, as indices, in the order of their making."""
    if not parts:
        return []
    daft = running.daft
    members = daft.DataType.list(daft.DataType.list(daft.DataType.int64()))

    def place(indices: list[int], data: bytes) -> list[list[int]]:
        held = msgspec.json.decode(data, type=list[Told])
        at = {m.member: i for m, i in zip(held, indices, strict=True)}
        return [[at[m.member] for m in one.mentions] for one in group(held)]

    frame = daft.from_pydict(
        {
            "indices": list(parts),
            "data": [msgspec.json.encode([_light(told[i]) for i in here]) for here in parts],
        }
    )
    if running.ray:
        frame = frame.into_partitions(min(len(parts), 4 * running.workers))
    placed = daft.func(place, return_dtype=members)(frame["indices"], frame["data"])
    found: list[list[list[int]]] = frame.select(placed.alias("groups")).to_pydict()["groups"]
    return [one for here in found for one in here]


def _light(m: Told) -> Told:
    """Return a mention without its report's text and layers, of which grouping asks nothing."""
    doc = Document(id=m.doc.id, path="", text="", published=m.doc.published)
    return replace(m, doc=doc)
