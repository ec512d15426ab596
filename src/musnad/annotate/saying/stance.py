"""How a source puts what it says: asserted, denied, conditional, demanded, promised, expected."""

from collections.abc import Sequence
from itertools import pairwise

import regex

from musnad.annotate.saying.cues import Cue
from musnad.annotate.saying.phrases import STOPS, Line
from musnad.model import Factuality, Span

_BY_SPEECH = {
    "deny": Factuality.DENIED,
    "demand": Factuality.DEMANDED,
    "promise": Factuality.PROMISED,
    "threaten": Factuality.PROMISED,
    "expect": Factuality.EXPECTED,
}
_FIRST = 3
_HEAD = 6
_WILL = frozenset({"سوف", "لن"})
_WHEN = frozenset({"اذا", "لو", "شريطه", "بشرط", "طالما", "مالم"})
_FUTURE = regex.compile(r"^س[ينتا]\w{3,}$")
_IF = frozenset({"اذا", "لو", "ان", "فاذا", "شريطه", "بشرط", "طالما", "مالم"})
_IF_PHRASES = (("في", "حال"), ("في", "حاله"), ("ما", "لم"))
_MUST = frozenset({"يجب", "ينبغي", "ضروره", "لابد", "وجوب", "يتعين", "مطلوب", "الضروري"})
_MUST_PHRASES = (("لا", "بد"), ("من", "الضروري"), ("من", "الواجب"))
_LIKELY = frozenset({"يتوقع", "يرجح", "ربما", "المتوقع", "المرجح", "المحتمل"})


def factuality(ln: Line, row: Cue, content: Span) -> Factuality:
    """Return how the source puts a content: by the cue's class, else by how the content opens.

    A condition anywhere in its first clause makes it conditional; who speaks for himself of
    what he will do (سنعمل) promises.
    """
    by_cue = _BY_SPEECH.get(row.speech)
    if by_cue is not None:
        return by_cue
    inside = (k for k, w in enumerate(ln.words) if content.start <= w.start < content.end)
    forms = [ln.forms[k] for k in inside]
    opening = [f.removeprefix("و") if f.removeprefix("و") in _MUST | _LIKELY else f for f in forms]
    opening = opening[:_FIRST]
    pairs = list(zip(opening, forms[1 : _FIRST + 1], strict=False))
    if any(f in _IF for f in opening[:1]) or any(p in _IF_PHRASES for p in pairs[:1]):
        return Factuality.CONDITIONAL
    if _ahead(forms) and _condition(forms):
        return Factuality.CONDITIONAL
    if any(f in _MUST for f in opening) or any(p in _MUST_PHRASES for p in pairs):
        return Factuality.DEMANDED
    if any(f in _LIKELY for f in opening):
        return Factuality.EXPECTED
    own = opening[0] if opening else ""
    return Factuality.PROMISED if _own_future(own) else Factuality.ASSERTED


def _ahead(forms: Sequence[str]) -> bool:
    """Say whether what is said lies ahead: `الإضراب سيستأنف`, `سوف`, `لن`."""
    return any(f in _WILL or _FUTURE.match(f) for f in forms[:_HEAD])


def _condition(forms: Sequence[str]) -> bool:
    """Say whether the first sentence holds a condition: `في حال لم تنفذ`، `إذا لم ينشر`."""
    end = next((k for k, f in enumerate(forms) if f in STOPS), len(forms))
    first = forms[:end]
    only = ("الا", "اذا")
    pairs = list(pairwise(first))
    return only not in pairs and (
        any(f in _WHEN for f in first) or any(p in _IF_PHRASES for p in pairs)
    )


def _own_future(f: str) -> bool:
    return f.startswith("سن") and len(f) > len("سنوات") - 1 and not f.startswith(("سنو", "سنه"))
