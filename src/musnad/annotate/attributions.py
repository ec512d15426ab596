"""Who said what: PARC source, cue and content of every statement in the body of a report."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from musnad.annotate.saying import adverbs, contents, occasions, spread
from musnad.annotate.saying.cues import (
    Form,
    Style,
)
from musnad.annotate.saying.discourse import Discourse, Source
from musnad.annotate.saying.frames import (
    Reading,
)
from musnad.annotate.saying.newnames import introduced
from musnad.annotate.saying.outlets import outlet_name
from musnad.annotate.saying.phrases import (
    COMMAS,
    RELATIVES,
    THAT,
    Line,
    Range,
    line,
    recognised,
)
from musnad.annotate.saying.readings import (
    aside,
    looking_ahead,
    nearest,
    of_state,
    readings,
    speaks_unread,
)
from musnad.annotate.saying.references import WHAT, note_topic, source_of
from musnad.annotate.saying.scene import Said, Scene
from musnad.annotate.saying.stance import factuality
from musnad.model import Attribution, Document, Mention, QuoteType, SourceKind, Span, ZoneKind
from musnad.text.normalize import key

_PAPERS = frozenset({"بيان", "بيانا", "بيانها", "بيانه", "ببيان", "البيان"})


def annotate(doc: Document) -> Document:
    """Return the document with its statements, in order of what was said."""
    lines = list(_lines(doc, doc.mentions))
    mentions = doc.mentions
    if found := introduced(lines):
        mentions = _merged(mentions, found)
        lines = list(_lines(doc, mentions))
    discourse = Discourse.of(replace(doc, mentions=mentions))
    out: list[Attribution] = []
    open_quote, quoted_to = False, -1
    for n, ln in enumerate(lines):
        if n <= quoted_to:
            continue
        if open_quote and spread.goes_on(ln):
            out[-1] = _stretched(out[-1], ln.words[ln.closes[0]].start)
            continue
        said = _statements(ln, n, discourse)
        out += [_attribution(ln, s) for s in said]
        open_quote = bool(said) and out[-1].quote is QuoteType.DIRECT and spread.ends_quoted(ln)
        how = spread.left_open(ln, out[-1].content) if said else None
        if how is not None and (to := spread.end(lines, n)):
            quoted_to = to[0]
            out[-1] = replace(_stretched(out[-1], to[1]), quote=how)
        if not said and discourse.overheard < n:
            note_topic(ln, n, discourse)
    return replace(doc, attributions=_numbered(out))


def _merged(mentions: Sequence[Mention], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in order; one found here stands for the shorter ones inside it."""
    kept = [m for m in mentions if not any(f.span.overlaps(m.span) for f in found)]
    return tuple(sorted((*kept, *found), key=_place))


def _place(m: Mention) -> Span:
    return m.span


def _lines(doc: Document, mentions: Iterable[Mention]) -> Iterator[Line]:
    """Yield the sentences of the body, each with the names and times in it."""
    names = sorted((_shorn(m, doc.text) for m in mentions if not _starts_with_that(m)), key=_place)
    times = sorted(doc.timexes, key=lambda t: t.span)
    name_ends = [m.span.end for m in names]
    time_ends = [t.span.end for t in times]
    for s in doc.sentences:
        if s.zone is ZoneKind.BODY:
            a, b = bisect_right(name_ends, s.span.start), bisect_right(name_ends, s.span.end)
            c, d = bisect_right(time_ends, s.span.start), bisect_right(time_ends, s.span.end)
            yield line(doc, s, names[a:b], times[c:d])


def _starts_with_that(m: Mention) -> bool:
    """Say whether a name swallowed the particle before it, and so is none."""
    return key(m.name).partition(" ")[0] in THAT


def _shorn(m: Mention, text: str) -> Mention:
    """Return a name without a particle that it swallowed at its end: `جون كيربي بأن`."""
    words = m.span.of(text).split()
    if len(words) < 2 or key(words[-1]) not in THAT | {"ل", "ب", "و"}:
        return m
    end = m.span.start + m.span.of(text).rindex(words[-1])
    return replace(m, span=Span(m.span.start, end), name=" ".join(m.name.split()[:-1]))


def _stretched(a: Attribution, end: int) -> Attribution:
    return replace(a, content=Span(a.content.start, end))


def _statements(ln: Line, n: int, d: Discourse) -> list[Said]:
    """Return the statements of one sentence; their sources enter the discourse."""
    phrases = list(adverbs.find(ln))
    taken = {k for p in phrases for k in range(p.cue[0], p.source[1])}
    begins = {p.source[1] for p in phrases if p.opening(ln)}
    found = nearest([r for r in readings(ln, begins) if r.cue[0] not in taken])
    found = [r for r in found if not of_state(ln, r, found)]
    relays = {r.cue[0]: p for p in phrases for r in found if p.cue[0] in r.inside()}
    phrases = [p for p in phrases if not any(p.cue[0] in r.inside() for r in found)]
    closing = [p.cue[0] for p in phrases if p.closing(ln)]
    scene = Scene(ln, n, d, [], [p for p in phrases if p.row.verb], relays)
    for r in looking_ahead(ln, found):
        _enter(scene, r, closing)
    unread = None if scene.kept else speaks_unread(ln, taken)
    if unread is not None:
        d.unread = n
        d.overheard = n if aside(ln, unread) else d.overheard
    return _with_adverbs(scene, phrases)


def _enter(scene: Scene, r: Reading, closing: Sequence[int]) -> None:
    """Add a reading's statement to its sentence, if it has a source and is no part of another."""
    ln, style = scene.ln, r.form.style
    joined = style is Style.VERB and contents.joined(ln, r)
    inside = scene.holder(r) is not None and not joined
    hanging = r.form.pronoun and ln.form(r.cue[0] - 1) in WHAT
    if (
        inside
        and not hanging
        and r.source is None
        and ln.form(r.cue[0] - 1) not in RELATIVES
        and (style in {Style.VERB, Style.NOUN} or ln.opened[r.cue[0]] >= 0)
    ):
        return
    source = source_of(scene, r)
    if source is None:
        if joined and all(not k.reading.clause for k in scene.kept):
            scene.cut(contents.boundary(ln, r))
        return
    if joined or (style is Style.PARTICIPLE and ln.opened[r.cue[0]] < 0):
        scene.cut(contents.boundary(ln, r))
    if (
        inside
        and r.source
        and not recognised(ln, *r.source)
        and source.kind is not SourceKind.PERSON
    ):
        return
    got = contents.content(ln, r, closing)
    same = any(k.content == got and k.source.span == source.span for k in scene.kept)
    if got is None or same:
        return
    if source.kind is SourceKind.ORGANIZATION and not inside and not _PAPERS.isdisjoint(ln.forms):
        scene.d.issuer = source.speaker
    if r.via and style is Style.RELAY:
        scene.d.sources.append(scene.describe(r.via, r.form.gender))
    via, told = _via(ln, r, scene), _told(ln, r, scene.kept, scene.d)
    said = Said(r, source, got, via, told, _words(ln, r.via, via), _words(ln, r.told, told))
    scene.kept.append(_relayed(scene, said))
    alone = style is Style.PARTICIPLE and len(scene.kept) == 1
    if (style in {Style.VERB, Style.RELAY} or alone) and not inside:
        scene.d.sources.append(replace(source, sentence=scene.n))


def _relayed(scene: Scene, said: Said) -> Said:
    """Lay what an outlet tells "quoting an official" at the official's door."""
    p = scene.relays.get(said.reading.cue[0])
    if p is None:
        return said
    if not p.row.relays:
        return _carried(scene.ln, said, p, scene.describe(p.source, None))
    form = Form(p.row, Style.ADVERBIAL, None, None)
    via = said.source.speaker if said.source.kind is SourceKind.MEDIA else None
    reading = replace(said.reading, form=form, cue=p.cue, source=p.source, led=False)
    words = said.source.span if via else None
    source = scene.describe(p.source, None)
    return replace(said, reading=reading, source=source, via=via, via_words=words)


def _carried(ln: Line, said: Said, p: adverbs.Phrase, source: Source) -> Said:
    """Return a statement with the outlet that an adverbial phrase says carried it."""
    if source.kind is not SourceKind.MEDIA:
        return said
    return replace(said, via=source.speaker, via_words=ln.chars(p.cue[0], p.source[1]))


def _words(ln: Line, at: Range | None, name: str | None) -> Span | None:
    return ln.chars(*at) if at and name else None


def _via(ln: Line, r: Reading, scene: Scene) -> str | None:
    """Return the agency or outlet that relays; other carriers (a body, sources) are none."""
    if r.via is None:
        return None
    carrier = scene.describe(r.via, None)
    return _name(ln, r.via, scene.d) if carrier.kind is SourceKind.MEDIA else None


def _told(ln: Line, r: Reading, kept: Sequence[Said], d: Discourse) -> str | None:
    """Return the outlet spoken to, for a participle that of its clause's verb."""
    if r.told:
        return _name(ln, r.told, d)
    if r.form.style is Style.PARTICIPLE and kept:
        return kept[-1].told
    return None


def _name(ln: Line, at: Range | None, d: Discourse) -> str | None:
    return outlet_name(ln, *at, d) if at else None


def _with_adverbs(scene: Scene, phrases: Sequence[adverbs.Phrase]) -> list[Said]:
    """Add what adverbial phrases attribute; an outlet behind a statement carried it."""
    ln, kept = scene.ln, scene.kept
    for p in phrases:
        source = scene.describe(p.source, None)
        at = ln.words[p.cue[0]].start
        before = [k for k in kept if k.content.start < at]
        carried = source.kind is SourceKind.MEDIA and p.opening(ln)
        if carried and kept and kept[0].reading.begin - p.source[1] <= 2:
            kept[0] = _carried(ln, kept[0], p, source)
            continue
        if before and not p.opening(ln):
            if source.kind is SourceKind.MEDIA and p.closing(ln):
                kept[kept.index(before[-1])] = _carried(ln, before[-1], p, source)
            continue
        later = [k.reading for k in kept if _apart(ln, k.reading)]
        if not (p.opening(ln) or p.closing(ln) or ln.form(p.cue[0] - 1) in COMMAS):
            continue
        r = adverbs.reading(ln, p)
        got = contents.content(ln, r, [contents.boundary(ln, x) for x in later])
        again = any(k.content == got and k.source.span == source.span for k in kept)
        if got is not None and not again and key(got.of(ln.text)).split()[:2] != ["جاء", "ذلك"]:
            told = _name(ln, p.told, scene.d)
            kept.append(Said(r, source, got, None, told, None, _words(ln, p.told, told)))
            if not p.carries(ln):
                scene.d.sources.append(source)
    return kept


def _apart(ln: Line, r: Reading) -> bool:
    """Say whether a reading's clause is no part of what an adverbial attributes."""
    participle = r.form.style is Style.PARTICIPLE and ln.opened[r.cue[0]] < 0
    return participle or contents.joined(ln, r)


def _attribution(ln: Line, s: Said) -> Attribution:
    r = s.reading
    cue = ln.chars(*r.cue)
    outer = ln.opened[r.cue[0]]
    within = outer >= 0 and outer == ln.opened[r.content]
    if r.led:
        cue = Span(cue.start + 1, cue.end)
    near = occasions.near(ln, r)
    return Attribution(
        id="",
        source=s.source.span,
        cue=cue,
        content=s.content,
        quote=QuoteType.INDIRECT if within else contents.quote_type(ln, s.content),
        kind=s.source.kind,
        speaker=s.source.speaker,
        told=s.told,
        via=s.via,
        within=None,
        rule=r.form.row.id,
        factuality=factuality(ln, r.form.row, s.content),
        role=s.source.role,
        unnamed=s.source.unnamed,
        introduced=s.source.introduced,
        place=occasions.place(ln, near),
        occasion=occasions.occasion(ln, r, (*near, *occasions.opening(ln, r))),
        told_words=s.told_words,
        via_words=s.via_words,
    )


def _numbered(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Return the statements in order of content, numbered, each with the one around it."""
    order = sorted(found, key=lambda a: (a.content.start, -a.content.end, a.cue.start))
    named = [replace(a, id=f"a{i + 1}") for i, a in enumerate(order)]
    out = []
    for i, a in enumerate(named):
        outer = [
            b
            for b in named[max(0, i - 8) : i]
            if b.content.covers(a.content) and b.content.covers(a.cue)
        ]
        inner = min(outer, key=lambda b: b.content.end - b.content.start, default=None)
        out.append(replace(a, within=inner.id) if inner else a)
    return tuple(out)
