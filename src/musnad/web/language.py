"""The two languages of the app: which one a reader gets, and every visible string in it.

The catalogues are gettext's, as text (`locales/LANG/LC_MESSAGES/musnad.po`), compiled by Babel in
memory; labels of types and kinds are those of the other commands (`present/labels.toml`).
"""

import gettext
import io
from functools import cache
from importlib import resources

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from musnad.present.labels import Lang

COOKIE = "musnad_lang"
_MOST_ASKED = 10


def chosen(asked: str | None, kept: str | None, accepted: str | None) -> Lang:
    """Return a reader's language: asked for in the URL, kept in a cookie, or the browser's.

    >>> chosen(None, None, "fr, ar-EG;q=0.8, en;q=0.5"), chosen(None, None, None)
    (<Lang.AR: 'ar'>, <Lang.EN: 'en'>)
    """
    for given in (asked, kept):
        if given in set(Lang):
            return Lang(given)
    found = negotiate_locale(_accepted(accepted or ""), list(Lang), sep="-")
    return Lang(found) if found else Lang.EN


def _accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header, the best first (RFC 9110, 12.5.4)."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(",")[:_MOST_ASKED]:
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if name and weight > 0:
            weighed.append((-weight, name.strip()))
    return [name for _, name in sorted(weighed, key=lambda pair: pair[0])]


@cache
def catalogue(lang: Lang) -> gettext.GNUTranslations:
    """Return the strings of one language."""
    folder = resources.files(__package__) / "locales" / lang.value / "LC_MESSAGES"
    with (folder / "musnad.po").open("rb") as file:
        read = read_po(file, locale=lang.value)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
