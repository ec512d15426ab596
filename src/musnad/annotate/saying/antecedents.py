"""What a relative clause hangs on: a name, or a noun that heads a source."""

from musnad.annotate.saying.cues import Form
from musnad.annotate.saying.discourse import Source, agrees
from musnad.annotate.saying.nouns import head, nisba
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    THAT,
    Line,
    Range,
    headed,
)
from musnad.annotate.saying.scene import Scene
from musnad.model import Label

_ADJECTIVES = 6


def antecedent(scene: Scene, rel: int, form: Form) -> Source | None:
    """Return the named phrase that a relative clause hangs on."""
    ln, k = scene.ln, rel - 1
    while k >= 0 and ln.forms[k] in COMMAS | {'"'}:
        k -= 1
    name = ln.names[k] if k >= 0 else None
    if name is None:
        np = _class_antecedent(ln, k)
        source = scene.describe(np, None) if np else None
        return source if source and agrees(source, form.gender, form.number) else None
    a = k
    while a > 0 and ln.names[a - 1] is ln.names[k]:
        a -= 1
    if name.label is Label.LOC or _owner(scene, a):
        return None
    return scene.describe((a, k + 1), form.gender)


def _owner(scene: Scene, a: int) -> bool:
    """Say whether a name at word `a` inside a statement hangs on the noun before it."""
    ln = scene.ln
    inside = any(k.content.start <= ln.words[a].start < k.content.end for k in scene.kept)
    before = ln.form(a - 1)
    name = ln.names[a]
    body = name is not None and name.label is not Label.PER
    return inside and body and before.isalpha() and before not in PREPOSITIONS | THAT


def _class_antecedent(ln: Line, k: int) -> Range | None:
    """Return the definite noun of a source, with its adjectives, that ends at word `k`."""
    a = k
    while a > 0 and k - a < _ADJECTIVES and nisba(ln.forms[a]) and not headed(ln, a):
        a -= 1
    f = ln.form(a)
    definite = f.removeprefix("و").startswith(("ال", "لل"))
    if a < 0 or ln.names[a] is not None or not definite or not headed(ln, a):
        return None
    kinds = {r.kind for r in head(f)}
    return (a, k + 1) if kinds & {"anonymous", "document", "media"} else None
