"""Bodies that speak: their names, joined ones, and the one behind a paper."""

from itertools import pairwise

from musnad.annotate.saying.discourse import Discourse, bare
from musnad.annotate.saying.nouns import head, heads, nisba
from musnad.annotate.saying.phrases import RELATIVES
from musnad.annotate.saying.sourcephrase import SourcePhrase, source_phrase
from musnad.model import Label, SourceKind
from musnad.text.normalize import key

_PRESS = frozenset({"اعلاميه", "صحفيه", "صحافيه", "اخباريه"})


def joined_bodies(p: SourcePhrase) -> str | None:
    """Return the names of states or bodies that "and" joins, where they are all the phrase."""
    names = [m for m in dict.fromkeys(p.ln.names[p.first : p.stop]) if m is not None]
    bodies = [m for m in names if m.label in {Label.ORG, Label.LOC}]
    whole = len(names) == len(bodies) > 1 and p.ln.names[p.stop - 1] is bodies[-1]
    between = [p.ln.text[a.span.end : b.span.start] for a, b in pairwise(bodies)]
    links = (x.strip(" ،") == "و" or ("،" in x and not x.strip(" ،")) for x in between)
    joined = whole and p.name is bodies[0] and all(links)
    return " و".join(m.name for m in bodies) if joined else None


def paper(p: SourcePhrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return the party behind its statement; any other paper speaks for itself."""
    if p.first + 1 < p.stop and p.ln.form(p.first + 1).removeprefix("ال") in _PRESS:
        return SourceKind.MEDIA, None
    if bare(p.form) not in {"بيان", "بيانات"}:
        return SourceKind.DOCUMENT, None
    named = p.named(Label.ORG) + p.named(Label.LOC)
    if named:
        return SourceKind.ORGANIZATION, named[0].name
    for k in range(p.first + 1, p.stop):
        if any(r.kind == "organization" for r in head(p.ln.forms[k])):
            return SourceKind.ORGANIZATION, org_name(source_phrase(p.ln, k, p.stop), d)
    if d.issuer:
        return SourceKind.ORGANIZATION, d.issuer
    bodies = {s.speaker for s in d.sources if s.kind is SourceKind.ORGANIZATION and s.speaker}
    one = bodies.pop() if len(bodies) == 1 else None
    return (SourceKind.ORGANIZATION, one) if one else (SourceKind.DOCUMENT, None)


def org_name(p: SourcePhrase, d: Discourse) -> str | None:
    """Return a body's name: its own, that of the last body of its kind, or the words given."""
    orgs, places = p.named(Label.ORG), p.named(Label.LOC)
    if p.name is not None:
        return joined_bodies(p) or p.name.name
    if p.form.endswith(("ته", "تها", "تهم")) and p.form not in heads():
        return None
    if orgs and not places:
        return orgs[0].name
    forms = p.ln.forms
    described = p.first + 1 < p.stop and nisba(forms[p.first + 1])
    alone = p.stop - p.start <= 2 and not places and not described
    if p.form.startswith(("ال", "لل")) and (
        alone or (p.stop < len(forms) and forms[p.stop] in RELATIVES)
    ):
        back = _same_kind(bare(p.form), p.span.start, d)
        if back:
            return back
    return p.text() or None


def _same_kind(noun: str, before: int, d: Discourse) -> str | None:
    """Return the last body named with a noun before an offset: الحركة → حركة النهوض."""
    for s in reversed(d.sources):
        if (
            s.kind is SourceKind.ORGANIZATION
            and s.speaker
            and s.head == noun
            and s.span.end <= before
        ):
            return s.speaker
    for m in reversed(d.doc.mentions):
        if m.label is Label.ORG and m.span.end <= before:
            lead = key(d.doc.text[max(0, m.span.start - 14) : m.span.start]).replace('"', " ")
            own = key(m.span.of(d.doc.text)).split()
            if noun in {bare(w) for w in [*lead.split()[-1:], *own]}:
                return m.name
    return None
