"""English forms of Arabic names, for readers of English.

Countries and cities come from CLDR, parties and bodies from `glosses.toml`. A name without
one is shown as it stands.
"""

import tomllib
from functools import cache
from importlib import resources

from babel import Locale

from musnad.link.entities import bare
from musnad.present.labels import Lang


def english(name: str) -> str | None:
    """Return the English form of a name, `None` where none is known.

    >>> english("مصر")
    'Egypt'
    """
    return _glosses().get(bare(name))


def arabic(name: str) -> tuple[str, ...]:
    """Return the Arabic names, folded, that an English one stands for; none where none is known.

    >>> arabic("Egypt"), arabic("Hamas")
    (('مصر',), ('حماس', 'حركه حماس', 'حركه مقاومه اسلاميه'))
    """
    return _names().get(" ".join(name.casefold().split()), ())


def named(name: str, lang: Lang) -> str:
    """Return a name as it is shown: for English with its English form, where it has one."""
    gloss = english(name) if lang is Lang.EN else None
    return f"{gloss} ({name})" if gloss else name


@cache
def _names() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for name, gloss in _glosses().items():
        out[gloss.casefold()] = (*out.get(gloss.casefold(), ()), name)
    return out


@cache
def _glosses() -> dict[str, str]:
    arabic, latin = Locale("ar"), Locale("en")
    out: dict[str, str] = {}
    for code, zone in arabic.time_zones.items():
        city = zone.get("city")
        if city:
            english_city = latin.time_zones.get(code, {}).get("city")
            out[bare(city)] = english_city or code.rpartition("/")[2].replace("_", " ")
    for code, name in arabic.territories.items():
        if code in latin.territories:
            out[bare(name)] = latin.territories[code]
    path = resources.files(__package__) / "glosses.toml"
    own = tomllib.loads(path.read_text(encoding="utf-8"))
    for group in own.values():
        for gloss, forms in group.items():
            out.update((bare(form), gloss) for form in forms)
    return out
