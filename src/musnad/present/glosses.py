"""English forms of Arabic names, for readers of English.

They come from the lists of names (`lexicon/`) and from CLDR. A name without one is shown as it
stands.
"""

from functools import cache

from musnad.annotate.naming import listed
from musnad.present.labels import Lang


def english(name: str) -> str | None:
    """Return the English form of a name, `None` where none is known.

    >>> english("مصر")
    'Egypt'
    """
    return listed.english(name)


def arabic(name: str) -> tuple[str, ...]:
    """Return the Arabic names, folded, that an English one stands for; none where none is known.

    >>> arabic("Hamas")
    ('حماس', 'حركه حماس', 'حركه مقاومه اسلاميه')
    """
    return _names().get(" ".join(name.casefold().split()), ())


def named(name: str, lang: Lang) -> str:
    """Return a name as it is shown: for English with its English form, where it has one."""
    gloss = english(name) if lang is Lang.EN else None
    return f"{gloss} ({name})" if gloss else name


@cache
def _names() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for name, gloss in listed.english_forms().items():
        out[gloss.casefold()] = (*out.get(gloss.casefold(), ()), name)
    return out
