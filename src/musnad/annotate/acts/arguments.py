"""Who takes part in an event and where it is, from the actors around its trigger."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from musnad.annotate.acts import actors, recalls, triggers
from musnad.annotate.acts.actors import Actor, Words
from musnad.annotate.acts.triggers import Form, Hit
from musnad.annotate.acts.wordclass import is_verb
from musnad.annotate.naming.gazetteer import is_country
from musnad.model import EventType, Label
from musnad.text.clauses import Clause
from musnad.text.normalize import key, keys

_MOST = 10
_NEAR = 10
_NEXT = 2


# After these words a clause tells the topic, the aim or the source, not the parties.
_CUT = keys(
    "حول بشأن بخصوص لبحث لمناقشة بهدف بغية قصد أجل لإنهاء لإجراء لتنفيذ لتشكيل لوقف لحل لدعم"
    " حسب بحسب وفق ووفق وفقا نقلا سبل لتعزيز لاستكمال للتوصل لدفع الرامية المتعلقة لتخفيف لمواجهة"
    " لإقناع تناول تناولت لمكافحة آفاق باستثناء"
)
# What follows a verb whose doer was named before: a preposition, no noun of its own.
_CARRIES = keys(
    "في إلى على من عن أن مع بأن خلال بعد قبل آلاف مئات عشرات فجر صباح مساء ليل أمس اليوم تحت أول"
)
_SOURCE = keys("حسب بحسب وفق ووفق وبحسب نقلا")
_SUBJECT_GAP = 3
_LOCATIVE = keys(
    "في ب قرب داخل خارج وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قبالة مدينة بمدينة محافظة"
    " بمحافظة العاصمة بالعاصمة للعاصمة منطقة بمنطقة بلدة ببلدة قرية وفي عبر"
)
_TOWARDS = keys("إلى على نحو باتجاه تجاه وإلى")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parties in order, the doer first, and the place; `agent` says if a doer was found."""

    participants: tuple[str, ...]
    place: str | None
    agent: str | None


def find(words: Words, found: Sequence[Actor], hit: Hit, clause: Clause) -> Arguments:
    """Return the arguments of a trigger among the actors of its clause."""
    last = _end(words, hit, clause)
    inside = [a for a in found if clause.first <= a.first < last and not _idle(words, a)]
    inside += _possessors(words, hit, inside)
    places = [a for a in inside if _is_place(a, inside, hit, words)]
    parties = [
        a
        for a in inside
        if (a not in places or _both(a, hit))
        and a.preposition not in _SOURCE
        and actors.suits(a, hit.row.type)
    ]
    own, told = reach(words, found, hit, clause)
    parties = [a for a in parties if a.first in own] or parties
    places = [a for a in places if a.first in own] or [
        a for a in places if a.first in told or a.first < own.start
    ]
    agent = _agent(parties, hit, _near_enough(words, hit))
    ordered = ([agent] if agent else []) + [a for a in parties if a is not agent]
    names = tuple(dict.fromkeys(a.name for a in ordered))[:_MOST]
    return Arguments(names, _nearest(places, hit), agent.name if agent else None)


def _idle(words: Words, actor: Actor) -> bool:
    """Say whether an actor has no part in anything.

    A land may only tell where a place lies (`near the border with Syria`), and `suicide` may
    be an attack's adjective.
    """
    if key(actor.name) in _ADJECTIVES:
        before = words.tokens[max(0, actor.first - _NEXT) : actor.first]
        return any(recalls.names(t.form, EventType.ASSAULT) for t in before)
    before = words.tokens[max(0, actor.first - _NEXT) : actor.first]
    return actor.label is Label.LOC and any(t.form in _BORDERS for t in before)


_ADJECTIVES = keys("انتحاري الانتحاري انتحاريا انتحارية الانتحارية")
_BORDERS = keys("حدود الحدود حدودها المتاخمة متاخمة المجاورة المحاذية")


def reach(words: Words, found: Sequence[Actor], hit: Hit, clause: Clause) -> tuple[range, range]:
    """Return a trigger's own words, and those with what is joined to it, as ranges of tokens."""
    names = words.times.union(i for a in found for i in range(a.first, a.last))
    own = _own_words(words, hit, clause, names)
    return own, range(own.start, _with_next(words, hit, clause, own.stop, names))


def _with_next(words: Words, hit: Hit, clause: Clause, stop: int, names: Container[int]) -> int:
    """Where a trigger's words end with those of the verbs joined to it: `killed and wounded`.

    A noun is followed by the verb of which it is the subject, and an attack by what it hit.
    """
    related = stop > hit.last + 1 and words.tokens[stop - 1].form in _RELATIVE
    joins = hit.row.type is EventType.ASSAULT or (_is_noun(hit) and not related)
    while stop < clause.last and words.tokens[stop].form not in _BEING:
        form = words.tokens[stop].form
        if not (joins or form[0] in _JOINED or triggers.tells(form, hit.row.type)):
            break
        stop, joins = _next_verb(words, stop + 1, clause.last, names), False
    return stop


_JOINED = ("و", "ف")
_ANTECEDENT = 4  # words before a relative verb that may be its subject, the pronoun with them
_RELATIVE = keys("الذي التي الذين اللذين اللتين")


def _own_words(words: Words, hit: Hit, clause: Clause, names: Container[int]) -> range:
    """The words between the verbs around a trigger: what they name belongs to it first."""
    start = hit.first if hit.licensed_by is None else min(hit.first, hit.licensed_by)
    tokens = words.tokens
    before = (
        i
        for i in range(start - 1, clause.first - 1, -1)
        if i not in names and _parts(words, i) and tokens[i - 1].form not in _RELATIVE
    )
    opens = next(before, clause.first - 1) + 1
    if start and tokens[start - 1].form in _RELATIVE:
        opens = max(opens, start - _ANTECEDENT)
    return range(opens, _next_verb(words, hit.last, clause.last, names))


def _next_verb(words: Words, first: int, last: int, names: Container[int]) -> int:
    found = (
        i
        for i in range(first, last)
        if i not in names and (words.tokens[i].form in _BEING or _parts(words, i))
    )
    return next(found, last)


def _parts(words: Words, i: int) -> bool:
    """Say whether a verb parts what is told; one that only names (`known as`) does not.

    A word written with ة is no verb, though it folds like one with a pronoun.
    """
    token = words.tokens[i]
    if token.form in _NAMING or words.text[token.end - 1] == "ة":
        return False
    return is_verb(token.form)


_BEING = keys("كان كانت كانوا وكان وكانت وكانوا يرغبون يريدون")
_NAMING = keys("يعرف تعرف يدعى تدعى يسمى تسمى عرف عرفت")


def _end(words: Words, hit: Hit, clause: Clause) -> int:
    """Where the parties end: at the topic, the aim or the source, or at the clause's end."""
    for i in range(hit.last, clause.last):
        if words.tokens[i].form in _CUT:
            return i
    return clause.last


def _possessors(words: Words, hit: Hit, inside: Sequence[Actor]) -> Iterator[Actor]:
    """The states behind the adjectives of an event noun: `الغارات الإيطالية`."""
    if hit.form is Form.NOUN or hit.licensed_by is not None:
        for at, state in actors.states(words, hit.last):
            if not any(a.first <= at < a.last for a in inside):
                yield Actor(at, at + 1, state, Label.LOC, "", "demonym")


def carries(follows: str) -> bool:
    """Say whether a word after a verb shows that the verb names no doer of its own."""
    clitic = follows[:2] in {"با", "بت", "بو", "لل", "بع"}
    return clitic or follows in _CARRIES or follows[:1].isdigit()


def subject_before(words: Words, found: Sequence[Actor], hit: Hit) -> Actor | None:
    """The last doer of the sentence before a verb that names none of its own."""
    first = hit.first
    follows = words.tokens[hit.last].form if hit.last < len(words.tokens) else ""
    if not carries(follows) and hit.form is not Form.PARTICIPLE:
        return None
    return next((a for a in reversed(found) if a.last <= first and not a.preposition), None)


def _near_enough(words: Words, hit: Hit) -> int:
    """How far after a verb its doer may stand: next to it where the word may be a noun."""
    letters = len(words.tokens[hit.first].form) - len(hit.clitic)
    ambiguous = hit.row.act and hit.form is Form.PAST and letters == 3
    return _NEXT if hit.row.envoy or ambiguous else _NEAR


def _agent(parties: Sequence[Actor], hit: Hit, reach: int) -> Actor | None:
    """The doer: the noun right before a verb, else the first bare noun after it."""
    if hit.form is Form.PARTICIPLE:
        return None
    before = [a for a in parties if a.last <= hit.first and not a.preposition]
    after = [a for a in parties if a.first >= hit.last and not a.preposition]
    if hit.form is not Form.NOUN:
        before, after = ([a for a in run if not _oblique(a)] for run in (before, after))
    if hit.form is Form.NOUN:
        return next(iter(before), None) or next(iter(after), None)
    if before and hit.first - before[-1].last <= _SUBJECT_GAP:
        return before[-1]
    if after and after[0].first - hit.last <= reach:
        return after[0]
    return before[-1] if before and not hit.row.envoy else None


def _oblique(actor: Actor) -> bool:
    """A group in the accusative is whom a verb is done to: `مشتبها بهم`, `مدنيين`."""
    head = key(actor.name).split()[0]
    group = actor.label is None and actor.row != "unlisted"
    return group and head.endswith(("ين", "ا")) and not head.endswith(("ليشيا", "ها", "هما"))


def _is_place(actor: Actor, inside: Sequence[Actor], hit: Hit, words: Words) -> bool:
    if actor.label is not Label.LOC or actor.row:
        return False
    if actor.preposition in _LOCATIVE or _of_place(actor, hit):
        return True
    if actor.preposition:
        going = hit.row.travel or hit.row.type in {EventType.ASSAULT, EventType.AID}
        return going and actor.preposition in _TOWARDS
    previous = next((a for a in inside if a.last == actor.first), None)
    if previous and words.tokens[actor.first].form.startswith("و"):
        return _is_place(previous, inside, hit, words)
    visited = hit.row.travel and actor.first > hit.first
    return visited or not _is_party_position(actor, inside, hit, words)


def _is_noun(hit: Hit) -> bool:
    """Say whether a trigger is a noun, whatever tense the verb that licensed it gave it."""
    return hit.form is Form.NOUN or hit.licensed_by is not None


def _of_place(actor: Actor, hit: Hit) -> bool:
    """A town right after an attack's noun is where it was: `the Nuraba attack`."""
    noun = _is_noun(hit) and hit.row.type is EventType.ASSAULT
    return noun and actor.first == hit.last and not is_country(actor.name)


def _is_party_position(actor: Actor, inside: Sequence[Actor], hit: Hit, words: Words) -> bool:
    """A place name is a party where it opens the clause, or follows the verb or a party."""
    if actor.first in {hit.last, hit.last + 1}:
        return True
    before = words.tokens[actor.first - 1].form if actor.first else ""
    if before in {'"', "("}:
        before = words.tokens[actor.first - 2].form if actor.first > 1 else ""
    if not before[:1].isalpha() or before in {"ان", "قد"} or actor.first <= 1:
        return True
    if hit.form is not Form.NOUN and 0 < hit.first - actor.last + 1 <= _SUBJECT_GAP:
        return True
    return any(a.last == actor.first and a is not actor for a in inside)


def _both(actor: Actor, hit: Hit) -> bool:
    """The land a visitor goes to is a party to the visit."""
    return hit.row.mode == "visit" and actor.preposition in _TOWARDS | {"", "ل"}


def _nearest(places: Sequence[Actor], hit: Hit) -> str | None:
    places = [a for a in places if a.preposition] or places
    places = [a for a in places if not is_country(a.name)] or places
    after = [a for a in places if a.first >= hit.last]
    return after[0].name if after else (places[-1].name if places else None)


def parties_before(found: Sequence[Actor], first: int) -> tuple[str, ...]:
    """The last doers of the sentence before a clause that names nobody, joined by و or not."""
    out: list[Actor] = []
    for actor in reversed([a for a in found if a.last <= first]):
        if out and actor.last != out[-1].first:
            break
        if out or not actor.preposition:
            out.append(actor)
    return tuple(a.name for a in reversed(out))


def anonymous(words: Words, first: int, last: int) -> bool:
    """Say whether tokens name a source without a name: officials, analysts, `sources`."""
    return any(_bare(words.tokens[i].form) in _UNNAMED for i in range(first, last))


def _bare(form: str) -> str:
    return form[2:] if form.startswith("ال") else form


_UNNAMED = keys(
    "مصدر مصادر محلل محللون محللين مراقب مراقبون مراقبين خبير خبراء شاهد شهود باحث كاتب صحيفة صحف"
    " تقرير دراسة دبلوماسيون دبلوماسيين مصدران المراقبون استطلاع"
)


def speakers(found: Sequence[Actor], first: int, last: int) -> Iterator[str]:
    """Yield the names among the actors that stand inside tokens `[first, last)`."""
    yield from (a.name for a in found if first <= a.first < last)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names once each: a shorter form of a fuller name in the list is left out.

    >>> distinct(["ليون", "برناردينو ليون", "حماس"])
    ('برناردينو ليون', 'حماس')
    """
    out: list[tuple[frozenset[str], str]] = []
    for name in names:
        words = frozenset(key(name).split())
        i = next((i for i, (have, _) in enumerate(out) if words <= have or have < words), None)
        if i is None:
            out.append((words, name))
        elif out[i][0] < words:
            out[i] = (words, name)
    return tuple(name for _, name in out)
