"""The names of the outlets spoken to, or that carried what was said."""

from musnad.annotate.saying.discourse import Discourse, bare
from musnad.annotate.saying.nouns import head
from musnad.annotate.saying.phrases import Line
from musnad.annotate.saying.sourcephrase import MARKS, names_in, unclitic
from musnad.model import Label, Mention
from musnad.text.normalize import key

_LEAST_BRACKETS = 3
_OUTLET_NOUNS = frozenset(
    {"وكاله", "صحيفه", "قناه", "شبكه", "اذاعه", "موقع", "مجله", "محطه", "جريده"}
)


def _last_outlet(noun: str, before: int, d: Discourse) -> str | None:
    """Return the last name before an offset that stands behind an outlet's class noun."""
    for m in reversed(d.doc.mentions):
        if m.label is Label.ORG and m.span.end <= before:
            lead = key(d.doc.text[max(0, m.span.start - 14) : m.span.start]).replace('"', " ")
            if noun in {
                bare(w).removeprefix("ل") for w in [*lead.split()[-1:], *key(m.name).split()[:1]]
            }:
                return m.name
    return None


def _mere_noun(m: Mention) -> bool:
    """Say whether a name is but the class noun of an outlet: `لوكالة`."""
    return (
        " " not in m.name
        and any(r.kind == "media" for r in head(key(m.name)))
        and (bare(key(m.name)).removeprefix("ل") in _OUTLET_NOUNS)
    )


def outlet_name(ln: Line, start: int, end: int, d: Discourse) -> str | None:
    """Return the name of an outlet spoken to or carrying: its name, else what is quoted.

    `للقناة` is the channel that the report named last.
    """
    names = [m for m in names_in(ln, start, end, Label.ORG) if not _mere_noun(m)]
    if names:
        return names[0].name
    noun = bare(ln.forms[start])
    if end - start == 1 and ln.forms[start].startswith(("لل", "ال")):
        back = _last_outlet(noun, ln.words[start].start, d)
        if back:
            return back
    for k in range(start, end):
        if ln.forms[k] == '"' and k in ln.closes and ln.closes[k] > k + 1:
            return ln.chars(k + 1, ln.closes[k]).of(ln.text)
    if ln.form(start + 1) == "(" and ln.form(end - 1) == ")" and end - start > _LEAST_BRACKETS:
        return ln.chars(start + 2, end - 1).of(ln.text)
    text = " ".join(unclitic(ln, start, end).of(ln.text).translate(MARKS).split())
    return ("ال" + text[2:] if text.startswith("لل") else text) or None
