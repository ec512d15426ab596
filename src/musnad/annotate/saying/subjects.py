"""The subject that stands before its verb, in a nominal clause: `وكانت الحركة قد اتهمت`."""

from musnad.annotate.saying.cues import cues
from musnad.annotate.saying.nounphrases import HAD, noun_phrase, spoken_to
from musnad.annotate.saying.phrases import (
    AND_THAT,
    CLAUSES,
    COMMAS,
    RELATIVES,
    SO_THAT,
    STOPS,
    THAT,
    Line,
    Range,
    after_comma,
    is_clause,
    recognised,
)

_PRONOUN_SUBJECTS = frozenset({"انه", "انها", "لكنه", "لكنها", "لكنهم", "هو", "هي", "وهو", "وهي"})


def subject_before(ln: Line, i: int) -> tuple[Range, bool] | None:
    """Return the noun phrase that stands as subject before the verb at word `i`.

    A verb joined by و has none. With it, whether a word before it shows that it is the
    subject (وكان، لكن، أن), so that a noun phrase behind the verb is none.
    """
    if ln.forms[i][:1] == "و" and ln.forms[i] not in cues():
        return None
    k = i - 1
    while k >= 0 and (ln.forms[k] in {"قد", "ايضا", "كان", "كانت"} or ln.times[k]):
        k -= 1
    if k > 0 and ln.forms[k] in COMMAS:
        return _apart(ln, k)
    start = _clause_start(ln, k)
    if k < 0 or start > k or ln.forms[k] in _PRONOUN_SUBJECTS:
        return None
    contrast = ln.forms[start] in {"اما", "واما"} and start < k
    got = noun_phrase(ln, start + contrast, k + 1, None)
    if got is None or contrast:
        return (got, True) if got else None
    related = any(f in RELATIVES for f in ln.forms[got[0] : got[1]])
    subject = recognised(ln, *got) and not related and not spoken_to(ln, got[0])
    return (got, _shown(ln, start)) if subject and got[1] == k + 1 else None


def _apart(ln: Line, k: int) -> tuple[Range, bool] | None:
    """Return the subject that a clause between commas, the last at `k`, parts from its verb."""
    first = next((j for j in range(k - 1, max(0, k - 16), -1) if ln.forms[j] in COMMAS), None)
    for end in (k, first):
        if end is None:
            continue
        start = _clause_start(ln, end - 1)
        if start >= end or not (_shown(ln, start) or ln.names[end - 1] is not None):
            continue
        got = noun_phrase(ln, start, end, None)
        whole = got is not None and got[1] == end and recognised(ln, *got)
        if got and whole and not spoken_to(ln, start):
            return got, _shown(ln, start)
    return None


def _shown(ln: Line, start: int) -> bool:
    """Say whether the word before a noun phrase makes it the subject of the verb behind it."""
    before = ln.form(start - 1)
    return start == 0 or before in HAD or before in CLAUSES or before in THAT


def _clause_start(ln: Line, k: int) -> int:
    """Return the first word of the nominal clause that ends at word `k`, connectives passed."""
    a = k
    while a >= 0 and k - a < 22:
        f = ln.forms[a]
        opens = f in COMMAS and not (a < k and after_comma(ln, a + 1))
        if opens or f in STOPS | SO_THAT | THAT | AND_THAT or is_clause(ln, a) or f == ":":
            break
        if f in HAD or ln.times[a]:
            break
        if f == '"' and a in ln.closes and ln.closes[a] > k:
            break
        a -= 1
    a += 1
    if a <= k and ln.forms[a] in {"و", "-"}:
        a += 1
    return a
