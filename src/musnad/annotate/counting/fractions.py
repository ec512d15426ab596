"""Parts of one: `ثلث`, `ثلاثة أرباع`, `خمس المساحة`, `ثلاثة وعشرون خمسا`."""

from musnad.annotate.counting.numeralwords import Part, divisible, kind_at, words
from musnad.text.tokenize import Token

_FIFTH_OR_FIVE, _EIGHTH_OR_PRICE = "خمس", "ثمن"
_ONE_OF = {_FIFTH_OR_FIVE: 0.2, _EIGHTH_OR_PRICE: 0.125}
_TWO_FIFTHS = frozenset({"خمسين", "خمسان", "خمسي", "خمسا"})
_MANY = ("tens", "hundred", "hundreds", "scale")


def fraction(atoms: tuple[Token, ...], i: int) -> Part | None:
    """Return the part of one that begins at an atom.

    `خمس` is five as well and `ثمن` a price: they are parts before what they are a part of.
    """
    kind, value = kind_at(atoms, i)
    after, part = kind_at(atoms, i + 1)
    found: Part | None = None
    if kind in {"fraction", "fraction_dual"}:
        found = Part(value, i + 1, (kind,))
    elif kind == "unit" and after == "fraction_plural":
        return Part(value * part, i + 2, (kind, after))
    elif atoms[i].form.isdigit() and after == "fraction_plural":
        return Part(float(atoms[i].form) * part, i + 2, (after,))
    elif atoms[i].form in {_FIFTH_OR_FIVE, _EIGHTH_OR_PRICE} and _is_part(atoms, i):
        found = Part(_ONE_OF[atoms[i].form], i + 1, ("fraction",))
    if found and after in {"definite_tens", "definite_scale", "definite_hundred"}:
        return Part(found.value * part, i + 2, (*found.kinds, after))
    return found


def _is_part(atoms: tuple[Token, ...], i: int) -> bool:
    following = atoms[i + 1].form if i + 1 < len(atoms) else ""
    if atoms[i].form == _EIGHTH_OR_PRICE:
        return following in divisible()
    kind = kind_at(atoms, i + 1)[0]
    return following.startswith("ال") and (not kind or kind == "definite_tens")


def scaled(atoms: tuple[Token, ...], part: Part) -> bool:
    """Say whether a scale follows, as in `نصف مليون`: then it is a number of things."""
    return part.kinds == ("fraction",) and kind_at(atoms, part.last)[0] == "scale"


def counted(atoms: tuple[Token, ...], whole: Part) -> Part:
    """Return so many fifths or quarters for a number in words before them.

    Above ten what is counted stands in the singular: `ثلاثة وعشرون خمسا`. Before `ال` the
    part is of what follows, and the number was something else: `عام ألفين وعشرين ربع السكان`.
    """
    if whole.last >= len(atoms) or not whole.kinds or whole.value <= 10 or whole.value % 1:
        return whole
    form = atoms[whole.last].form.removesuffix("ا")
    kind, value = words().get(form, ("", 0.0))
    following = atoms[whole.last + 1].form if whole.last + 1 < len(atoms) else ""
    if kind == "fraction_plural":
        part = value
    elif following.startswith("ال"):
        return whole
    else:
        part = value if kind == "fraction" else _ONE_OF.get(form, 0.0)
    return Part(whole.value * part, whole.last + 1, (*whole.kinds, "fraction")) if part else whole


def two_fifths(atoms: tuple[Token, ...], whole: Part) -> Part | None:
    """Return a number with `وخمسين` after its tens: two fifths, as no tens follow tens."""
    j = whole.last
    if not whole.kinds or whole.kinds[-1] not in _MANY or j + 1 >= len(atoms):
        return None
    if whole.kinds[-1] != "tens" or atoms[j].form != "و" or atoms[j + 1].form not in _TWO_FIFTHS:
        return None
    return Part(whole.value + 0.4, j + 2, (*whole.kinds, "fraction_dual"))
