"""Who holds an office: told before, or named behind it."""

from musnad.annotate.naming.ordinary import is_listed
from musnad.annotate.saying.discourse import Discourse, bare
from musnad.annotate.saying.nouns import act, head, nisba
from musnad.annotate.saying.phrases import COMMAS, PREPOSITIONS, Line
from musnad.annotate.saying.sourcephrase import SourcePhrase
from musnad.model import SourceKind

_LONGEST_OFFICE = 12
_LONGEST_NAME = 4
_SOLE = frozenset({"مبعوث", "موفد"})


def office(p: SourcePhrase, d: Discourse) -> tuple[SourceKind, str | None]:
    """Return the person introduced with an office; one never named stays nameless."""
    ln = p.ln
    words = [bare(ln.forms[k]) for k in range(p.first, p.stop) if ln.words[k].is_word]
    match, rivals = None, set()
    for office, name, where in d.offices:
        if where < p.span.start and words[0] in office:
            rivals.add(d.person(name))
            if set(words) <= office:
                match = d.person(name)
    if match is None and len(rivals) == 1 and len(words) > 1 and words[0] in _SOLE:
        match = rivals.pop()
    if match:
        return SourceKind.PERSON, match
    holder = _holder(p)
    if holder:
        d.people.setdefault(holder.split()[-1], holder)
        return SourceKind.PERSON, holder
    nxt = p.first + 1
    complement = nxt < p.stop and (ln.form(nxt).startswith("ال") or ln.names[nxt] is not None)
    own = (p.form.startswith("ال") or complement) and any(
        r.id == "role.state" for r in head(p.form)
    )
    return (SourceKind.PERSON if own else SourceKind.ANONYMOUS), None


def _holder(p: SourcePhrase) -> str | None:
    """Return the name behind an office that is whole: `الناطق باسم المجلس سامر الراوي`.

    A definite noun ends the office, so that a bare word behind it begins a name.
    """
    ln = p.ln
    for k in range(p.first + 1, min(p.stop - 1, p.first + _LONGEST_OFFICE)):
        before, f = ln.forms[k - 1], ln.forms[k]
        closed = before.startswith(("ال", "لل")) or before.endswith(("ها", "هم"))
        closed = closed or ln.names[k - 1] is not None
        if not closed or ln.names[k] is not None or f.startswith("ال") or not may_begin_name(ln, k):
            continue
        stop = next((j for j in range(k + 1, p.stop) if _office_begins(ln, j)), p.stop)
        rest = range(k, stop)
        if len(rest) <= _LONGEST_NAME and all(ln.words[j].is_word for j in rest):
            return ln.chars(k, stop).of(ln.text)
        return None
    return None


def _office_begins(ln: Line, j: int) -> bool:
    """Say whether a second office stands at word `j`, behind a comma or not."""
    return ln.forms[j] in COMMAS or any(r.kind == "role" for r in head(ln.forms[j]))


def may_begin_name(ln: Line, k: int) -> bool:
    """Say whether a word may begin a name: no noun of a source, adjective, act or particle."""
    f = ln.forms[k]
    named = f == "علي" and ln.text[ln.words[k].end - 1] == "ي"
    if f[:1] in "لبك" and is_listed(f[1:]):
        return False
    plain = f.isalpha() and len(f) > 2 and not head(f) and not act(f) and not nisba(f)
    return named or (plain and f[0] != "و" and f[:2] not in {"لل", "با"} and f not in PREPOSITIONS)
