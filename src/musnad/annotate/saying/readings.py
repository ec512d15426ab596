"""The cues of a sentence as read: which words report, and which only look so."""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import islice

from musnad.annotate.saying.cues import (
    Form,
    Style,
    continuing_verbs,
    cues,
    spelled,
    unmarked,
)
from musnad.annotate.saying.frames import (
    Reading,
    read_noun,
    read_participle,
    read_relay,
    read_verb,
)
from musnad.annotate.saying.nouns import nisba
from musnad.annotate.saying.phrases import (
    CLAUSES,
    COMMAS,
    RELATIVES,
    THAT,
    Line,
    recognised,
)
from musnad.annotate.saying.references import THEREIN, WHAT, fronted, opens_clause
from musnad.annotate.saying.subjects import subject_before
from musnad.annotate.saying.walk import STATE

_NEGATIONS = frozenset(
    {"وما", "لم", "لن", "لا", "ما", "ولم", "ولن", "ولا", "الا", "مما", "لما", "لمن"}
)
_NO_PREDICATE = frozenset({"كان", "كانت", "غير", "ليس", "ليست", "يكون"})
_PARTED = COMMAS | {"-", '"', ")"}
_SUBJUNCTIVE = frozenset({"ان", "لان", "كي", "لكي", "حتي", "بان", "ربما", "لعل"})
_AHEAD = frozenset({"اذ", "واذ"})
# fmt: off
_NOUN_BEHIND = frozenset((
    "او", "اي", "كل", "هذا", "في", "من", "عن", "الي", "علي", "مع", "بعد", "قبل", "دون", "بلا",
    "ذات", "وجود", "رغم", "عدم", "اثر", "عقب", "خلال", "بسبب", "نتيجه", "منذ", "لدي",
))
# fmt: on
_SAYS = frozenset({"يقول", "تقول", "يقولون", "قائلا", "قائله"})
_READERS = {
    Style.VERB: read_verb,
    Style.PARTICIPLE: read_participle,
    Style.NOUN: read_noun,
    Style.RELAY: read_relay,
}


def nearest(found: list[Reading]) -> list[Reading]:
    """Return the readings, of several verbs that claim one content the last alone."""
    verbs = {r.content: r for r in found if r.form.style is Style.VERB}
    return [r for r in found if r.form.style is not Style.VERB or verbs[r.content] is r]


def of_state(ln: Line, r: Reading, found: list[Reading]) -> bool:
    """Say whether a verb tells what the speaker did: `وتابعت وهي تشير إلى لوح: «…»`."""
    at = r.cue[0]
    return ln.form(at - 1) in STATE and any(at in x.inside() for x in found if x is not r)


def looking_ahead(ln: Line, found: list[Reading]) -> Iterator[Reading]:
    """Yield the readings; a verb behind إذ takes the subject of the verb that follows."""
    for i, r in enumerate(found):
        if r.source is None and ln.form(r.cue[0] - 1) in _AHEAD:
            source = next((x.source for x in found[i + 1 :] if x.source and not x.left), None)
            yield replace(r, source=source)
        else:
            yield r


def readings(ln: Line, begins: Container[int]) -> Iterator[Reading]:
    """Yield every cue of a sentence that its frame fits; clauses also open at `begins`."""
    for i, f in enumerate(ln.forms):
        forms = [(form, False) for form in cues().get(f, ())]
        if f[:1] in {"و", "ف"} and len(f) > 2:
            forms += [(form, True) for form in cues().get(f[1:], ())]
        if forms and _may_report(ln, i, f) and not _goes_on_saying(ln, i):
            got = (_reading(ln, i, form, led, i in begins) for form, led in forms)
            yield from islice((r for r in got if r), 1)


def _forbidden(form: Form, before: str) -> bool:
    """Say whether the word before a form keeps it from reporting: كان مؤكدا، أن يعلن."""
    verbal = form.style in {Style.VERB, Style.PARTICIPLE}
    return (
        (verbal and before in _NOUN_BEHIND)
        or (form.style is Style.PARTICIPLE and before in _NO_PREDICATE)
        or (form.present and before in _SUBJUNCTIVE)
    )


def _reading(ln: Line, i: int, form: Form, led: bool, begins: bool) -> Reading | None:
    """Return one form of a cue as it reads at word `i`, if nothing beside it forbids it."""
    word, before, style = ln.words[i].span.of(ln.text), ln.form(i - 1), form.style
    verbal = style in {Style.VERB, Style.PARTICIPLE}
    if not spelled(form, word) or _forbidden(form, before):
        return None
    if style is Style.PARTICIPLE:
        free = led or before in _PARTED
    else:
        after = ln.form(i + 2)
        bound = "ب" in form.row.frames and after[:1] == "ب"
        lone = not form.row.addressee or after in form.row.frames or bound
        therein = ln.form(i + 1) in THEREIN and lone  # بيانا يطالب فيه بإقالة الوزير
        free = led or form.pronoun or begins or therein or _begins(ln, i)
    if verbal and form.row.weak and not free:
        return None
    got = _READERS[style](ln, i, form)
    if got and ln.opened[i] >= 0 and got.end is None and got.content > ln.closes[ln.opened[i]]:
        return None  # a word of a quoted name: «تجمع الأهالي»
    if (
        got
        and unmarked(form, word)
        and not ((led or opens_clause(ln, i)) and ln.form(got.content - 1) in THAT)
    ):
        return None
    return replace(got, led=led) if got else None


def speaks_unread(ln: Line, taken: set[int]) -> int | None:
    """Return the reporting verb at a clause's head in a sentence without statements."""
    for i, f in enumerate(ln.forms):
        bare = f[1:] if f not in cues() and f[:1] in {"و", "ف"} else f
        strong = any(r.style is Style.VERB and not r.row.weak for r in cues().get(bare, ()))
        if strong and i not in taken and (bare != f or opens_clause(ln, i) or aside(ln, i)):
            return i if _may_report(ln, i, f) else None
    return None


def aside(ln: Line, i: int) -> bool:
    """Say whether a verb behind an indefinite noun or its adjective tells of another speaker.

    `استمع الوفد إلى مداخلة هاتفية أوضح من خلالها المحافظ`: he spoke, and no rule read it.
    """
    return i > 1 and ln.form(i + 1) in THEREIN | {"من", "عبر", "خلال"} and nisba(ln.form(i - 1))


def _may_report(ln: Line, i: int, f: str) -> bool:
    """Say whether a word that looks like a cue is one: no name, not negated."""
    if ln.names[i] is not None and f not in {"اعلن"}:
        return False
    if ln.form(i - 1) in WHAT and any(r.pronoun for r in cues().get(f, ())):
        return True
    soon = ln.form(i - 2).removeprefix("و") == "سرعان"
    return soon or ln.form(i - 1) not in _NEGATIONS


def _goes_on_saying(ln: Line, i: int) -> bool:
    """Say whether a verb merely helps the one before it: `ومضى يقول`."""
    before = ln.form(i - 1)
    return ln.forms[i] in _SAYS and (
        before in continuing_verbs() or before[1:] in continuing_verbs()
    )


def _begins(ln: Line, i: int) -> bool:
    """Say whether a verb with other readings stands where a clause may begin."""
    before = ln.form(i - 1)
    return (
        opens_clause(ln, i)
        or fronted(ln, i)
        or before in RELATIVES | THAT | CLAUSES
        or ln.names[i - 1] is not None
        or (recognised(ln, i - 1, i) and not before.endswith("ا"))
        or nisba(before)
        or (subject_before(ln, i) or (None, False))[1]
    )
