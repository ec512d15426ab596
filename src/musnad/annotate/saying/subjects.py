"""The subject that stands before its verb, in a nominal clause: `وكانت الحركة قد اتهمت`."""

from musnad.annotate.naming.ordinary import is_fresh
from musnad.annotate.naming.vocabulary import look
from musnad.annotate.saying.cues import Form, Style, cues
from musnad.annotate.saying.nounphrases import HAD, noun_phrase, phrase_end, spoken_to
from musnad.annotate.saying.nouns import adjective, head, heads, nisba, plurals
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
    headed,
    is_clause,
    recognised,
)

_LONGEST_NAME = 4
_ADJECTIVES = 4
_RELATIVE = 3
_RELATED_KINDS = frozenset({"anonymous", "document", "role", "media"})
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
    got = apposed(ln, noun_phrase(ln, start + contrast, k + 1, None), k + 1)
    if got is None or contrast:
        return (got, True) if got else None
    subject = recognised(ln, *got) and got[1] == k + 1 and not spoken_to(ln, got[0])
    shown = _shown(ln, start)
    rel = next((j for j in range(*got) if ln.forms[j] in RELATIVES), None)
    whole = rel is None or (shown and i - rel >= _RELATIVE)
    return (got if rel is None else (got[0], rel), shown) if subject and whole else None


def related(ln: Line, i: int, form: Form) -> Range | None:
    """Return the noun that a relative clause without particle hangs on: `لمصادر أمنية أكدت`.

    The noun is indefinite, heads a source, and agrees with the verb; only its adjectives
    stand between.
    """
    k = i - 1
    while k > 0 and i - k < _ADJECTIVES and nisba_like(ln, k):
        k -= 1
    if k < 0 or ln.names[k] is not None or not headed(ln, k):
        return None
    f = ln.forms[k]
    kinds = {r.kind for r in head(f)}
    lead = f[1:] if f not in heads() else f
    if lead.startswith(("ال", "لل")) or f.startswith("لل") or not kinds & _RELATED_KINDS:
        return None
    many = lead in plurals() or lead.endswith("ات")
    womanly = ln.text[ln.words[k].end - 1] == "ة" or (many and plurals().get(lead) is not True)
    if (form.gender == "f") is not womanly and form.number == "s":
        return None
    return (k, i)


def nisba_like(ln: Line, k: int) -> bool:
    """Say whether the word at `k` may be an indefinite adjective behind a noun."""
    f = ln.forms[k]
    return (
        ln.words[k].is_word
        and ln.names[k] is None
        and not f.startswith(("ال", "لل"))
        and (nisba(f) or adjective(f))
        and not headed(ln, k)
    )


def apposed(ln: Line, np: Range | None, limit: int) -> Range | None:
    """Return a noun phrase with the name or office that a comma sets behind it, if any."""
    while np is not None and np[1] + 1 < limit and ln.forms[np[1]] in COMMAS:
        behind = np[1] + 1
        end = phrase_end(ln, behind, limit, None)
        own = after_comma(ln, behind) or _unlisted_name(ln, behind, end)
        if end <= behind or not own or is_cue_verb(ln, behind):
            break
        np = (np[0], end)
    return np


def _unlisted_name(ln: Line, start: int, end: int) -> bool:
    """Say whether words between commas have the shape of a person's name."""
    return 2 <= end - start <= _LONGEST_NAME and all(
        ln.names[k] is None and (is_fresh(ln.forms[k]) or look(ln.forms[k]).given is not None)
        for k in range(start, end)
    )


def is_cue_verb(ln: Line, i: int) -> bool:
    """Say whether the word at `i` is a reporting verb."""
    return ln.names[i] is None and any(
        r.style in {Style.VERB, Style.RELAY} for r in cues().get(ln.forms[i], ())
    )


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
