"""Whom a reporting verb refers to: its own subject, the clause's, or one named before."""

from dataclasses import replace

from musnad.annotate.saying.antecedents import antecedent
from musnad.annotate.saying.cues import Form, Style, cues, impersonal
from musnad.annotate.saying.discourse import Discourse, Source, agrees
from musnad.annotate.saying.frames import Reading
from musnad.annotate.saying.nounphrases import ANY_OBJECT, noun_phrase
from musnad.annotate.saying.nouns import act, head, nisba
from musnad.annotate.saying.phrases import (
    COMMAS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SO_THAT,
    THAT,
    Line,
    Range,
    headed,
    insert,
    inserted,
    is_preposition,
    recognised,
)
from musnad.annotate.saying.scene import Scene
from musnad.annotate.saying.subjects import apposed, related
from musnad.model import SourceKind
from musnad.text.normalize import keys

# fmt: off
_OPENS_CLAUSE = frozenset((
    "كما", "قد", "ثم", "فيما", "بينما", "حيث", "انه", "انها", "لكنه", "لكنها", "لكنهم", "انهم",
    "وقد", "ولقد", "لقد", "وكان", "وكانت", "كان", "كانت", "حين", "عندما", "بعدما", "وهو", "وهي",
    "وفيما", "وبينما", "اذ", "ف", "فانه", "فانها", "فهو", "فهي", "لذلك", "لذا",
    "ايضا", "بدوره", "بدورها", "هنا", "وهنا", "وعليه",
    "بذلك", "وبذلك",
))
# fmt: on
_SKIPPED = frozenset(
    {"و", "لم", "ولم", "لن", "ولن", "لا", "ولا", "قد", "وقد", "كان", "وكان", "وكانت"}
)
_HE_THAT = THAT - {"ان", "بان", "انما"}
WHAT = frozenset({"ما", "عما", "بما", "مما", "لما"})
_LONGEST_TOPIC = 6
_MEETS = keys("تحدثت تحدث التقت التقى سألت سأل حاورت حاور تواصلت تواصل اتصلت اتصل قابلت قابل")
_THAT_ONE = frozenset({"ذلك", "هذا"})
THEREIN = keys("فيها فيه خلالها خلاله عبرها")
_FRONT = 25
_NEAR_NOUN = 4
_SO = frozenset({"مما", "ما", "بعدما"})


def source_of(scene: Scene, r: Reading) -> Source | None:
    """Return the source of a reading: as it stands, or the one its form refers to."""
    form, at = r.form, r.cue[0]
    if r.source is not None:
        agreed = form.gender if form.style is Style.VERB else None
        return scene.describe(r.source, agreed)
    if form.pronoun and scene.ln.form(at - 1) in RELATIVES:
        return _holding(scene, r) or _subject(scene, at, form)
    if scene.ln.form(at - 1) in RELATIVES:
        passive = form.row.weak and form.present and not r.clause
        return None if passive else antecedent(scene, at - 1, form)
    alone = form.style is Style.VERB and not form.pronoun and scene.ln.form(at + 1) not in THEREIN
    if alone and (np := related(scene.ln, at, form)):
        return scene.describe(np, form.gender)
    if form.pronoun and scene.ln.form(at - 1) in WHAT:
        return _holding(scene, r) or _subject(scene, at, form)
    return _unsaid(scene, r)


def _unsaid(scene: Scene, r: Reading) -> Source | None:
    """Return whom a cue without a source refers to, by its style."""
    form = r.form
    if form.style is Style.NOUN and form.pronoun:
        return _of_noun(scene, r)
    if form.style is Style.PARTICIPLE:
        return _of_participle(scene, r)
    return None if _nobody(scene.ln, r) else _dropped(scene, r.cue[0], form)


def _of_noun(scene: Scene, r: Reading) -> Source | None:
    """Return whom the pronoun on a verbal noun means: its clause's subject or its speaker."""
    form, at = r.form, r.cue[0]
    if r.led or any(f in RELATIVES | _SO for f in scene.ln.forms[:at]):
        return None
    if scene.kept:
        said = scene.kept[-1]
        fits = said.content.end <= scene.ln.words[at].start
        return said.source if fits and agrees(said.source, form.gender, form.number) else None
    own = _subject(scene, at, form)
    if own is not None or at > _NEAR_NOUN:
        return own
    last = scene.d.last(form.gender, form.number, scene.n, True)
    return last if last is not None and scene.n - last.sentence == 1 else None


def _of_participle(scene: Scene, r: Reading) -> Source | None:
    """Return whom a participle refers to: its clause's subject, or who spoke before."""
    form, at = r.form, r.cue[0]
    if form.row.forms:
        return None if scene.kept else _subject(scene, at, None)
    if at == 0 and scene.d.sources:
        last = scene.d.last(form.gender, form.number, scene.n, True)
        return last if last is not None and scene.n - last.sentence == 1 else None
    nearer = _phrase_source(scene, at) or _silent(scene, at)
    return nearer or _dropped(scene, at, form) or _continued(scene, r)


def _holding(scene: Scene, r: Reading) -> Source | None:
    """Return who makes the statement around a reading, if the form agrees: `ما وصفه بأنه`."""
    holder = scene.holder(r)
    if holder is None or not agrees(holder.source, r.form.gender, r.form.number):
        return None
    return holder.source


def _dropped(scene: Scene, at: int, form: Form) -> Source | None:
    """Return whom a cue without a subject refers to, in its sentence or before it."""
    speakers = scene.speakers()
    contrast = scene.ln.form(at - 2) in {"غير", "بيد", "الا"}
    if not scene.kept and scene.ln.form(at - 1) in _HE_THAT and not contrast:
        return None  # "that they expect": they speak in a statement that was not read
    if speakers and form.style is Style.PARTICIPLE:
        speakers += [k.source for k in reversed(scene.kept) if k.source not in speakers]
    if speakers:
        of_state = form.style is Style.PARTICIPLE
        fits = (s for s in speakers if agrees(s, form.gender, form.number, of_state))
        return next(fits, None)
    own = _subject(scene, at, form) if form.style is Style.PARTICIPLE or at > 3 else None
    if at > 3 and scene.ln.form(at + 1) in THEREIN:
        return own  # "a message in which he said": who sent it, not who spoke before
    if own or form.style is Style.PARTICIPLE or not _initial(scene.ln, at):
        return own
    issuer = _issuer(scene)
    if issuer is not None:
        return issuer if agrees(issuer, form.gender, form.number) else None
    last = scene.d.last(form.gender, form.number, scene.n, form.row.speech == "continue")
    accused = form.row.speech == "accuse" and last and last.kind is SourceKind.DOCUMENT
    return None if accused else last  # اتُّهم, unvocalised, is no charge by the paper before


def _issuer(scene: Scene) -> Source | None:
    """Return whose paper opens the sentence: `وفي بيان للحركة، أعلنت …`."""
    ln = scene.ln
    if ln.form(0).removeprefix("و") != "في" or not head(ln.form(1)):
        return None
    if not any(r.kind == "document" for r in head(ln.form(1))):
        return None
    k = 2
    while nisba(ln.form(k)) and not headed(ln, k):
        k += 1
    if ln.form(k)[:1] != "ل" or not recognised(ln, k, len(ln.forms)):
        return None
    got = noun_phrase(ln, k, len(ln.forms), None)
    return scene.describe(got, None) if got else None


def _silent(scene: Scene, at: int) -> Source | None:
    """Return who speaks in a clause without content of its own: `وهو ما أكده الوزير، قائلا`."""
    ln = scene.ln
    first = max((k.reading.content for k in scene.kept if k.reading.content <= at), default=0)
    for k in range(at - 1, first, -1):
        which = ln.forms[k - 1] == "ما" and ln.forms[k - 2] in {"وهو", "هو", "وهي", "وهذا"}
        if not which or ln.names[k] is not None:
            continue
        verb = any(
            r.style is Style.VERB
            for f in (ln.forms[k], ln.forms[k].removesuffix("ه").removesuffix("ها"))
            for r in cues().get(f, ())
        )
        start = k + 1 + (ln.form(k + 1) in PRONOUNS)
        if verb and recognised(ln, start, at):
            got = noun_phrase(ln, start, at, None)
            return scene.describe(got, None) if got else None
    return None


def _continued(scene: Scene, r: Reading) -> Source | None:
    """Return the last speaker for a participle in a clause whose verb has no subject.

    `ورفض التعليق، قائلا …`: the sentence opens with و and a verb, and a verbal noun or a
    preposition follows, so that its subject is the one who spoke in the sentence before.
    """
    ln, form = scene.ln, r.form
    first, nxt = ln.form(0), ln.form(1)
    if scene.kept or first[:1] != "و" or len(first) < 4 or headed(ln, 0) or ln.names[0]:
        return None
    object_ = nxt[:1] not in {"ل"} and (act(nxt) or is_preposition(ln, 1))
    if nisba(first) or first.startswith("وال") or not object_:
        return None
    last = scene.d.last(form.gender, form.number, scene.n, True)
    return last if last is not None and scene.n - last.sentence == 1 else None


def _phrase_source(scene: Scene, at: int) -> Source | None:
    """Return the source of `وفق ما أعلن الوزير` for a participle behind it."""
    p = next((p for p in reversed(scene.told) if p.source[1] <= at), None)
    if p is None or any(k.reading.cue[0] > p.cue[0] for k in scene.kept):
        return None
    return scene.describe(p.source, None)


def _nobody(ln: Line, r: Reading) -> bool:
    """Say whether a verb without subject reports nobody, or is perhaps no verb."""
    at = r.cue[0]
    if impersonal(r.form, ln.forms[at].removeprefix("و")):
        return True
    freed = r.led or opens_clause(ln, at) or ln.form(at - 1) in THAT or ln.form(at + 1) in THEREIN
    return not (freed or (fronted(ln, at) and not r.form.present))


def _adverbial(ln: Line) -> bool:
    """Say whether the sentence opens with a preposition or another adverbial, و aside."""
    first = ln.forms[0].removeprefix("و") if len(ln.forms[0]) > 2 else ln.forms[0]
    return first in PREPOSITIONS or insert(ln, 0) is not None or inserted(first, ln, 0)


def fronted(ln: Line, i: int) -> bool:
    """Say whether the sentence opens with an adverbial that runs up to the verb at `i`."""
    adverbial = _adverbial(ln)
    if any(f in SO_THAT | THAT for f in ln.forms[:i]):
        return False
    return adverbial and i <= _FRONT and not any(f in COMMAS for f in ln.forms[:i])


def _initial(ln: Line, i: int) -> bool:
    """Say whether the verb at `i` opens its sentence, behind adverbials at most."""
    return i <= 3 or _adverbial(ln) or ln.times[0]


def opens_clause(ln: Line, i: int) -> bool:
    """Say whether a verb without subject at word `i` begins a clause."""
    before = ln.form(i - 1)
    opened = i == 0 or before in COMMAS | _OPENS_CLAUSE | {"و", "-", '"', ":", ")", "//"}
    return opened or ln.times[i - 1] or insert(ln, i - 1) is not None


def _subject(scene: Scene, before: int, form: Form | None) -> Source | None:
    """Return the subject of the clause that opens the sentence, if it may be the speaker."""
    got = _opening_subject(scene.ln, before)
    if got is None:
        return None
    s = scene.describe(got, None)
    if s.kind is SourceKind.MEDIA and (other := _interviewed(scene.ln, got, before)):
        s = scene.describe(other, None)
    of_state = form is not None and form.style is Style.PARTICIPLE
    if form and not agrees(s, form.gender, form.number, of_state):
        return None
    return None if s.kind is SourceKind.DOCUMENT else s


def _interviewed(ln: Line, outlet: Range, before: int) -> Range | None:
    """Return whom an outlet speaks to, who then speaks: `«الأفق» تحدثت إلى مسؤول، حيث أكد`."""
    for k in (outlet[1], outlet[0] - 1, outlet[0] - 2):
        if not 0 <= k < before or ln.forms[k].removeprefix("و") not in _MEETS:
            continue
        first = max(k + 1, outlet[1])
        for start in range(first, min(before, first + 3)):
            if recognised(ln, start, before):
                return noun_phrase(ln, start, before, ANY_OBJECT)
        if ln.form(first) == "الي":  # إلى بحار نجا من الحادث، حيث أكد
            far = min(before, first + _LONGEST_TOPIC)
            end = next((j for j in range(first + 2, far) if ln.forms[j] in COMMAS), None)
            return (first + 1, end) if end else None
    return None


def _opening_subject(ln: Line, before: int) -> Range | None:
    """Return the noun phrase behind, or else before, the first verb of a sentence."""
    k = int(ln.form(0) in {"كما", "ثم", "فيما", "وفيما", "بينما"})
    while k < before and (ln.times[k] or not ln.words[k].is_word or ln.forms[k] in _SKIPPED):
        k += 1
    starts = [k, k + 1]
    if k < before and (insert(ln, k) or ln.forms[k] in {"في", "وفي", "من", "وخلال"}):
        freed = ln.form(k + 1) in _THAT_ONE and ln.form(k + 2) not in COMMAS
        short = [k + 2, k + 3] if freed else []
        while k < before and ln.forms[k] not in COMMAS:
            k += 1
        starts = short or [k + 1, k + 2]
    for start in starts:
        if start < before and recognised(ln, start, before):
            got = apposed(ln, noun_phrase(ln, start, before, ANY_OBJECT), before)
            if got and ln.forms[start][:2] not in {"لل", "با"}:
                end = next((j for j in range(*got) if _ends_subject(ln, j)), got[1])
                return (got[0], end)
    return None


def _ends_subject(ln: Line, j: int) -> bool:
    """Say whether a preposition or a purpose at word `j` ends a subject: لإقناع البرلمان."""
    f = ln.forms[j]
    purpose = f[:1] == "ل" and ln.names[j] is None and not head(f) and act(f[1:])
    return is_preposition(ln, j) or purpose


def note_topic(ln: Line, n: int, d: Discourse) -> None:
    """Enter a sentence's subject as one that a later verb without subject may refer to."""
    tongue = ln.forms.index("لسان") + 1 if "لسان" in ln.forms[:5] else 0
    if tongue and recognised(ln, tongue, len(ln.forms)):  # جاء ذلك على لسان الوزير
        got = noun_phrase(ln, tongue, len(ln.forms), None)
        if got:
            d.sources.append(Scene(ln, n, d, []).describe(got, None))
        return
    s = _subject(Scene(ln, n, d, []), len(ln.forms), None)
    short = s is not None and len(s.span.of(ln.text).split()) <= _LONGEST_TOPIC
    if s and short and s.speaker and s.kind in {SourceKind.PERSON, SourceKind.ORGANIZATION}:
        d.sources.append(replace(s, spoke=False))
