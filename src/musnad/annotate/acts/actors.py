"""Who may take part in an event: names, states behind adjectives, and un-named groups."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from musnad import lexicon
from musnad.annotate.acts.wordclass import PARTICLES, governs, is_unlisted, is_verb
from musnad.annotate.naming.gazetteer import demonym
from musnad.annotate.naming.ordinary import is_common
from musnad.model import EventType, Label, Mention
from musnad.text.inflect import noun
from musnad.text.normalize import fold, key, keys
from musnad.text.tokenize import Token, proclitics

_LONGEST_TITLE = 11


class Kind(StrEnum):
    """How an actor noun is read.

    `group` names itself with its adjectives, `body` stands for the name or state after it,
    `role` is a title that yields to the person's name, `back` points to an earlier name, and
    `media` only reports.
    """

    GROUP = "group"
    BODY = "body"
    ROLE = "role"
    BACK = "back"
    MEDIA = "media"


class ActorNoun(lexicon.Row, frozen=True, kw_only=True):
    """Nouns for un-named actors; plurals that are not sound stand as words of their own.

    `label` is what a `back` noun may point to. `only` are the types of event in which the
    group may be a party: captives suffer an assault, they don't sign the agreement about them.
    An `abstract` noun stands for the state after it (`جهود مصر`) and never for itself.
    """

    kind: Kind
    nouns: tuple[str, ...]
    label: Label | None = None
    only: tuple[EventType, ...] = ()
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A possible participant: tokens `[first, last)`, its name, and the preposition before it.

    `label` is `None` for a group without a name; `row` the actor noun that gave it, if any.
    """

    first: int
    last: int
    name: str
    label: Label | None
    preposition: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence's text and tokens; `times` are the tokens inside time expressions."""

    text: str
    tokens: Sequence[Token]
    times: frozenset[int] = frozenset()

    def at(self, offset: int) -> int:
        """Return the index of the token that holds a text offset."""
        return max(0, bisect_right(self.tokens, offset, key=lambda t: t.start) - 1)


def find(
    words: Words, mentions: Iterable[Mention], earlier: Sequence[Mention] = ()
) -> tuple[Actor, ...]:
    """Return the possible participants of one sentence, in order, none inside another.

    `earlier` are the report's names before it, for nouns that point back.
    """
    named = [_named(words, m) for m in mentions if not _reports(m.name)]
    hidden: set[int] = set()
    groups: list[Actor] = []
    for i, token in enumerate(words.tokens):
        found = _head(token.form)
        if token.form in _PREPOSITIONS:  # `برئاسة فلان`: headed by, no presidency
            continue
        if found and i not in hidden and found[0].kind is not Kind.MEDIA:
            back = _antecedent(words, i, found[0], named, earlier)
            if back and not _bearer(words, i, named):
                groups.append(Actor(i, i + 1, *back, _preposition(words, i), found[0].id))
            elif found[0].kind is not Kind.ROLE or not token.form.endswith(_OWNED[:3]):
                groups += _phrase(words, i, *found, named, hidden)
    taken = {i for a in groups for i in range(a.first, a.last)} | hidden
    kept = [a for a in named if a.first not in taken]
    known = taken | {i for a in named for i in range(a.first, a.last)}
    unlisted = list(_unlisted(words, known))
    everyone = sorted(groups + kept + unlisted, key=lambda a: a.first)
    return tuple(_represented(words, everyone))


def _unlisted(words: Words, known: set[int]) -> Iterator[Actor]:
    """Yield names that no list knows where a doer stands: after a verb, or joined to one there.

    `أعلنت دلوان`, `بين سيفارا ودلوان`: one bare word that is no ordinary vocabulary.
    """
    tokens = words.tokens
    joined = -1
    for i, token in enumerate(tokens):
        form = token.form
        clitic = "و" if i == joined and form.startswith("و") else ""
        before = tokens[i - 1].form if i else ""
        placed = is_verb(before) or before in _BETWEEN or bool(clitic)
        if not placed or i in known or not is_unlisted(form[len(clitic) :]):
            continue
        start = token.start + len(clitic)
        yield Actor(i, i + 1, words.text[start : token.end], None, "", "unlisted")
        joined = i + 1


_BETWEEN = keys("بين")


def _represented(words: Words, found: list[Actor]) -> Iterator[Actor]:
    """Give who stands behind a delegation the delegation's place in the clause."""
    for actor in found:
        for i in range(actor.first - 1, max(-1, actor.first - 5), -1):
            head = _head(words.tokens[i].form)
            if head and head[0].kind is Kind.BODY and _belongs(words, i + 1, actor):
                actor = replace(actor, preposition=_preposition(words, i))  # noqa: PLW2901
                break
        yield actor


def suits(actor: Actor, kind: EventType) -> bool:
    """Say whether an actor may be a party to an event of this type."""
    return not suffers(actor) or kind in _only()[actor.row or ""]


def suffers(actor: Actor) -> bool:
    """Say whether an actor is one to whom things are done: captives, residents, refugees."""
    return bool(_only().get(actor.row or ""))


@cache
def _only() -> dict[str, tuple[EventType, ...]]:
    return {row.id: row.only for row in lexicon.load("actors", "actor", ActorNoun)}


def _reports(name: str) -> bool:
    heads = (_head(w) for w in key(name).split()[:2])
    return any(h and h[0].kind is Kind.MEDIA for h in heads)


def _named(words: Words, mention: Mention) -> Actor:
    first = words.at(mention.span.start)
    last = words.at(mention.span.end - 1) + 1
    token = words.tokens[first]
    clitic = words.text[token.start : mention.span.start][-1:]
    preposition = clitic if clitic in {"ب", "ل"} else _preposition(words, first)
    return Actor(first, last, mention.name, mention.label, preposition)


def _preposition(words: Words, first: int) -> str:
    """The preposition that governs a token: its own proclitic, or the word before it."""
    form = words.tokens[first].form
    before = words.tokens[first - 1].form if first else ""
    if before in {'"', "("} and first > 1:
        before = words.tokens[first - 2].form
    if before in _PREPOSITIONS:
        return before.removeprefix("و") if len(before) > 2 else before
    for clitic, rest in proclitics(form):
        if rest in _nouns():
            return clitic[-1:] if clitic[-1:] in {"ب", "ل"} else ""
    for clitic in ("ب", "ل", "وب", "ول"):
        rest = form[len(clitic) :]
        if form.startswith(clitic) and (rest.startswith("ال") or form.startswith(clitic + "ل")):
            return clitic[-1]
    return ""


_PREPOSITIONS = keys(
    "في إلى من على عن مع بين قرب ضد نحو باتجاه تجاه قبالة داخل خارج وسط شمال جنوب شرق"
    " غرب شمالي جنوبي شرقي غربي عبر حول برئاسة بحضور بمشاركة برعاية وفي وإلى ومع مدينة"
    " بمدينة محافظة بمحافظة العاصمة بالعاصمة للعاصمة منطقة بمنطقة بلدة ببلدة قرية"
    " حسب بحسب وفق ووفق وبحسب نقلا"
)


# Forces and crowds are told by whose they are: `قوات الساحل`; a government stands for its state.
_OWNED_GROUPS = frozenset({"forces", "armed", "protesters", "civilians", "rescuers", "organisers"})
_OWNED = ("ها", "هم", "هما", "ته")


def _antecedent(
    words: Words, i: int, row: ActorNoun, named: list[Actor], earlier: Sequence[Mention]
) -> tuple[str, Label] | None:
    """The name that `الحركة` (the movement) or `وفدها` (its delegation) points back to."""
    form = words.tokens[i].form
    follows = words.tokens[i + 1].form if i + 1 < len(words.tokens) else ""
    owned = row.kind in {Kind.BODY, Kind.GROUP, Kind.ROLE} and form.endswith(_OWNED)
    bare = row.kind is Kind.BACK and not follows.startswith("ال")
    if not (bare or owned):
        return None
    wanted = {row.label} if row.label else {Label.ORG, Label.LOC}
    if bare and row.label is Label.ORG:
        return _introduced(words, i, named, earlier)
    before = [a for a in reversed(named) if a.first < i and a.label in wanted]
    for actor in sorted(before, key=lambda a: bool(a.preposition)):
        return actor.name, actor.label or Label.ORG
    for mention in reversed(earlier):
        if mention.label in wanted:
            return mention.name, mention.label
    return None


def _introduced(
    words: Words, i: int, named: Sequence[Actor], earlier: Sequence[Mention]
) -> tuple[str, Label] | None:
    """The body that `the movement` stands for: one called a movement before, or one of no class.

    `Ministry`, `company` and `agency` are no movement. With no fitting name, with two, or
    where a movement was named in words that no list knows, there is none.
    """
    noun_ = words.tokens[i].form
    bare = next((r for _, r in proclitics(noun_) if r.startswith("ال")), noun_)[2:]
    here = [(a.name, words.tokens[a.first].start) for a in named if a.first < i]
    orgs = [m for m in earlier if m.label is Label.ORG]
    told = [(m.name, m.span.start) for m in orgs] + [
        pair for pair in here if any(a.name == pair[0] and a.label is Label.ORG for a in named)
    ]
    for name, at in reversed(told):
        lead = fold(words.text[max(0, at - _LEAD) : at]).text.split()
        last = lead[-1].strip('"(') if lead else ""
        last = last or (lead[-2] if len(lead) > 1 else "")
        if key(name).split()[0] == bare or last.endswith(bare):
            return name, Label.ORG
    free = {n for n, _ in told if key(n).split()[0] not in _nouns() and not _reports(n)}
    called = bare in fold(words.text[: words.tokens[i].start]).text.split()
    return (free.pop(), Label.ORG) if len(free) == 1 and not called else None


_LEAD = 14


def _phrase(  # noqa: PLR0913, PLR0917
    words: Words, i: int, row: ActorNoun, definite: bool, named: list[Actor], hidden: set[int]
) -> Iterator[Actor]:
    """Yield the actor that a noun at `i` heads, and hide the names that only belong to it."""
    definite = definite or "ال" in words.tokens[i].form[:3]
    last = _extent(words, i, definite, {a.first for a in named})
    inside = [a for a in named if i <= a.first < last]
    if row.kind is Kind.ROLE or row.label is Label.PER:
        person = _bearer(words, i, named)
        if person:
            hidden.update(range(i, person.last))
            yield Actor(i, person.last, person.name, Label.PER, _preposition(words, i), row.id)
            return
        name = _unlisted_bearer(words, i, {k for a in named for k in range(a.first, a.last)})
        if name:
            hidden.update(range(i, name[1]))
            text = words.text[words.tokens[name[0]].start : words.tokens[name[1] - 1].end]
            yield Actor(i, name[1], text, Label.PER, _preposition(words, i), row.id)
            return
    follower = next((a for a in named if last <= a.first <= last + 3), None)
    if row.kind in {Kind.BODY, Kind.ROLE}:
        if inside or (follower and _belongs(words, last, follower)):
            return
        found = list(states(words, i + 1))
        if found:
            for at, state in found:
                yield Actor(i, at + 1, state, Label.LOC, _preposition(words, i), row.id)
            return
        if row.abstract or (row.kind is Kind.BODY and not definite and last == i + 1):
            return
    if inside and inside[0].first == i:
        return
    owner = next((a for a in named if a.first == last == i + 1 and not a.preposition), None)
    bare = not definite and not words.tokens[i].form.endswith(("ون", "ين"))
    if owner and bare and row.id in _OWNED_GROUPS:
        last = owner.last
        hidden.update(range(i, last))
    yield Actor(i, last, _text(words, i, last), None, _preposition(words, i), row.id)


def _bearer(words: Words, i: int, named: list[Actor]) -> Actor | None:
    """The person whose title begins at `i`, no verb or conjunction between."""
    for actor in named:
        if i < actor.first <= i + _LONGEST_TITLE and actor.label is Label.PER:
            between = words.tokens[i + 1 : actor.first]
            if not any(_breaks(t.form) for t in between):
                return actor
            return None
    return None


def _unlisted_bearer(words: Words, i: int, named: set[int]) -> tuple[int, int] | None:
    """The two words after a title that no list knows: `المبعوث الدولي لوكا برانديل`.

    The first of them is bare and no ordinary word; what stands between is the title's own.
    """
    tokens = words.tokens
    for j in range(i + 1, min(i + _LONGEST_TITLE, len(tokens) - 1)):
        form = tokens[j].form
        if not form.isalpha() or _breaks(form) or form in PARTICLES or j in named:
            if j in named and _is_of_title(words, j):
                continue
            return None
        after = tokens[j + 1].form
        if form.startswith("ال"):
            continue
        sound = after.isalpha() and after not in PARTICLES and j + 1 not in named
        if sound and not is_verb(after) and not (is_common(form) and is_common(after)):
            return (j, j + 2) if not is_common(form) or after.startswith("ال") else None
        if not is_common(form):
            return None
    return None


def _is_of_title(words: Words, j: int) -> bool:
    return not words.tokens[j].form.startswith(("و", "ب"))


_BREAKS = keys("أن إن قد الذي التي الذين مع عن من على بعد خلال قبل . : ؛ وقال قال")


def _breaks(form: str) -> bool:
    return form in _BREAKS


def _belongs(words: Words, last: int, follower: Actor) -> bool:
    """Say whether a name right after a noun is whose it is: `وفد حماس`, `وفد من حماس`."""
    if follower.label is Label.LOC and follower.preposition == "في":
        return False
    between = [t.form for t in words.tokens[last : follower.first]]
    return follower.preposition in {"", "من", "ل", "عن", "في", "ب"} and all(
        f in _LINKS for f in between
    )


_LINKS = keys('من حركة عن في " لحركة بحركة تنظيم كبير كبار بارز رفيع رفيعي قيادة المكتب')


def _extent(words: Words, i: int, definite: bool, names: set[int]) -> int:
    """The end of a noun phrase: the adjectives that agree, or the genitive and its adjectives."""
    tokens = words.tokens
    j = i + 1
    if j >= len(tokens) or j in names:
        return j
    if not definite:
        j = _genitive(words, i, names)
        definite = j > i + 1 and tokens[j - 1].form.startswith("ال")
    while j < len(tokens) and j < i + 5 and j not in names:
        form = tokens[j].form
        if form in _nouns() or not _adjective(form, definite, tokens[i].form):
            break
        j += 1
    return j


def _genitive(words: Words, i: int, names: set[int]) -> int:
    """The end of what an indefinite noun belongs to: `عمال ميناء اللؤلؤ`, `قوات دلوان`."""
    tokens = words.tokens
    if tokens[i].form.endswith(_ABSOLUTE):
        return i + 1
    j = i + 1
    while j < min(len(tokens), i + 4) and j not in names:
        form = tokens[j].form
        if form.startswith("ال"):
            return j + 1
        if not governs(form, _nouns()) or _adjective(form, False, tokens[i].form):
            break
        j += 1
    return j


# Plurals and duals that lose their last letter before a genitive, so that none may follow.
_ABSOLUTE = ("ون", "ين", "انا", "يا")


_ENDINGS = ("ي", "ه", "ين", "ون", "ات", "يا")


_NO_ADJECTIVES = keys("إلى الذي التي الذين الرامية الخاصة الآن الحالي")


def _adjective(form: str, definite: bool, head: str) -> bool:
    if form in _NO_ADJECTIVES or (form.endswith("ه") and head.endswith(("ان", "ين", "ون"))):
        return False
    if definite:
        return form.startswith("ال") and form.endswith(_ENDINGS)
    if form[0] == "م" and form.endswith("ه") and not head.endswith(("ا", "ون")):
        return len(form) > 4
    return demonym(form) is not None or (
        len(form) > 4
        and form.endswith(("ين", "ون", "يه", "ي"))
        and form[0] not in "وفيبلت"
        and form not in _PREPOSITIONS
    )


def _text(words: Words, first: int, last: int) -> str:
    head = words.tokens[first]
    clitic = next(c for c, rest in proclitics(head.form) if rest in _nouns())
    whole = words.text[head.start : words.tokens[last - 1].end]
    if clitic.endswith("ل") and head.form[len(clitic) :].startswith("ل"):
        return "ا" + whole[len(clitic) :]
    return whole[len(clitic) :]


@lru_cache(maxsize=65536)
def _head(form: str) -> tuple[ActorNoun, bool] | None:
    nouns = _nouns()
    for clitic, rest in proclitics(form):
        if rest in nouns and clitic[-1:] != "ك":
            return nouns[rest]
    return None


def states(words: Words, first: int) -> Iterator[tuple[int, str]]:
    """Yield the states that adjectives from a token on name, with where each stands.

    `الوفد المصري القطري المشترك` gives Egypt and Qatar; the run may begin one word off.
    """
    tokens = words.tokens
    for i in range(first, min(first + 4, len(tokens))):
        form = tokens[i].form
        state = demonym(form)
        if state:
            yield i, state
        elif i > first or not form.startswith("ال"):
            return


def rows_in(text_tokens: Iterable[Token]) -> set[str]:
    """Return the ids of the actor rows whose nouns stand among the tokens."""
    return {found[0].id for t in text_tokens if (found := _head(t.form))}


@cache
def _nouns() -> dict[str, tuple[ActorNoun, bool]]:
    out: dict[str, tuple[ActorNoun, bool]] = {}
    for row in lexicon.load("actors", "actor", ActorNoun):
        for word in row.nouns:
            for form, definite in noun(word):
                if row.kind is not Kind.BACK or form == key(word):
                    out.setdefault(form, (row, definite))
            if not key(word).endswith("ه"):
                for form in ("ون", "ي", "و"):
                    out.setdefault(key(word) + form, (row, False))
                out.setdefault("ال" + key(word) + "ون", (row, True))
    return out
