"""Clauses of a sentence: where one statement ends and the next begins, by marks and openers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musnad.text.normalize import key, keys
from musnad.text.tokenize import Token

# Conjunctions that open a clause wherever they stand.
_OPENERS = keys("فيما بينما حيث لكن لكنه لكنها لكنهم ولكن بعدما عندما حينما إذ وإذ كونه كونها")
# Subordinators, with the pronouns that they take.
_THAT = frozenset(
    key(c + word + end)
    for c in ("", "و", "ب", "ل")
    for word in ("أن", "إن")
    for end in ("", "ه", "ها", "هم", "هما", "نا")
)
# Openers that need a comma before them.
_AFTER_COMMA = keys(
    "كما وذلك وهو وهي وهم مما ما وكان وكانت وقد فقد وجاء وجاءت وهذا وهذه فضلا علاوة لكن غير إلا"
)
# Participles of speech carry a statement of their own.
_PARTICIPLES = keys(
    "مشيرا مؤكدا مضيفا موضحا معتبرا مشددا لافتا واصفا زاعما مطالبا محذرا داعيا منوها مبينا معربا"
    " مشيرة مؤكدة مضيفة موضحة معتبرة مشددة لافتة واصفة زاعمة مطالبة محذرة داعية منوهة مبينة معربة"
    " قائلا قائلة مخبرة مخبرا مهددا مهددة متهما متهمة"
)
# A dash this near the head of a sentence ends a dateline: `القاهرة - وصل …`.
_DATELINE = 4
_STOPS = frozenset({"؛", ";", ":", "..", "...", "…"})
_COMMAS = frozenset({"،", ","})


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of a sentence's tokens, `[first, last)`."""

    first: int
    last: int


def opens_content(token: Token) -> bool:
    """Say whether a clause that begins with this word is what somebody says, thinks or wants.

    >>> from musnad.text.tokenize import tokens
    >>> opens_content(tokens("أنها")[0])
    True
    """
    return token.form in _THAT


def split(tokens: Sequence[Token], verbs: Collection[str] = ()) -> tuple[Clause, ...]:
    """Cut a sentence's tokens into clauses; `verbs` are folded forms known to be verbs.

    A comma alone is no boundary: one before a known verb (with or without و) is.

    >>> from musnad.text.tokenize import tokens
    >>> words = tokens("وصل الوفد إلى المدينة، فيما غادرها الوزير")
    >>> [(c.first, c.last) for c in split(words)]
    [(0, 5), (5, 8)]
    """
    cuts = sorted(set(_cuts(tokens, verbs)) | {0, len(tokens)})
    return tuple(Clause(a, b) for a, b in pairwise(cuts))


def _cuts(tokens: Sequence[Token], verbs: Collection[str]) -> Iterator[int]:
    opened = 0
    for i, token in enumerate(tokens):
        form = token.form
        before = tokens[i - 1].form if i else ""
        if (
            before in _STOPS
            or (before == "-" and i <= _DATELINE)
            or form in _OPENERS
            or form in _THAT
            or form in _PARTICIPLES
            or (before in _COMMAS and form in _AFTER_COMMA)
            or (before in _COMMAS and _opens(tokens, opened, i, verbs))
        ):
            opened = i
            yield i


def _opens(tokens: Sequence[Token], opened: int, i: int, verbs: Collection[str]) -> bool:
    """Say whether a verb after a comma opens a clause of its own.

    It does not where its subject stands before the comma, still without a verb (`that the
    blast in the town, killed`), nor where its pronoun takes up the noun before it (`shells,
    fired by …`).
    """
    form = tokens[i].form
    if not _is_verb(form, verbs):
        return False
    if form[0] in _JOINS:
        return True
    if form.endswith(_PRONOUNS) and len(form) > _BARE:
        return False
    subject = tokens[opened].form in _THAT
    return not subject or any(t.form in verbs for t in tokens[opened + 1 : i])


_JOINS = ("و", "ف")
_PRONOUNS = ("ها", "هما", "هم", "ته", "هن")
_BARE = 4


def _is_verb(form: str, verbs: Collection[str]) -> bool:
    """A three-letter word alone may as well be a noun: `بحث الاتحاد، أمس، فرض …`."""
    bare = form in verbs and len(form) > 3
    return bare or (form[:1] in {"و", "ف"} and form[1:] in verbs)
