"""Verbs that take a noun of speech: renewed the call for, repeated its assertion that."""

from msgspec import structs

from musnad.annotate.saying.cues import speech_nouns
from musnad.annotate.saying.nounphrases import CALLS
from musnad.annotate.saying.nouns import act, bound_act
from musnad.annotate.saying.scan import Scan, settle


def called(s: Scan) -> bool:
    """Settle what a call (`وجه الدعوة إلى …`) is for: a verbal noun behind إلى or ل."""
    ln, i = s.ln, s.pos
    f = ln.forms[i]
    if f in CALLS:
        s.called, s.row = True, structs.replace(s.row, speech="demand")
        return False
    if not s.called:
        return _speech_noun(s, f)
    if f == "الي" and act(ln.form(i + 1).removeprefix("ال")):
        return settle(s, i + 1, clause=False)
    return f.startswith("لل") and act(f[2:]) and settle(s, i, clause=False)


def _speech_noun(s: Scan, f: str) -> bool:
    """Go on by the frames of the noun that a verb such as "renewed" takes: التأكيد على."""
    if s.passed > 0 and not s.source:
        return False
    row = speech_nouns().get(f.removeprefix("ال"))
    if row is not None:
        s.row = row
        s.start = s.pos + 1
        s.subject = False
        s.passed = -1
        return False
    near = s.pos == s.start or (
        s.source is not None and s.pos in range(s.source[1], s.source[1] + 2)
    )
    definite = "act" in s.row.frames and f.startswith("ال") and bound_act(f[2:])
    return near and definite and settle(s, s.pos, clause=False)
