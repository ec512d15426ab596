"""Every visible string of the app is in both catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from musnad.present.labels import Lang
from musnad.web import language
from musnad.web.language import chosen

_WEB = Path(language.__file__).parent


def strings() -> Iterator[str | tuple[str, ...]]:
    options = {"**.html": {"newstyle_gettext": "true"}}
    for found in extract_from_dir(_WEB / "templates", [("**.html", "jinja2")], options):
        yield found[2]


@pytest.mark.parametrize("lang", list(Lang))
def test_a_catalogue_holds_every_string_and_no_other(lang: Lang) -> None:
    path = _WEB / "locales" / lang.value / "LC_MESSAGES" / "musnad.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=lang.value)
    wanted = set(strings())
    assert len(wanted) > 70
    assert {m.id for m in catalogue if m.id} == wanted
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), message.id
            assert len(forms) in {1, 6 if lang is Lang.AR else 2}, message.id
            assert not [*message.check(catalogue)], message.id
            assert not message.fuzzy


def test_no_arabic_string_is_left_in_english() -> None:
    catalogue = language.catalogue(Lang.AR)
    for message in strings():
        one, many = (message, message) if isinstance(message, str) else message[:2]
        shown = catalogue.ngettext(one, many, 5) if one != many else catalogue.gettext(one)
        assert not any("a" <= c.casefold() <= "z" for c in _without_code(shown)), shown


def _without_code(shown: str) -> str:
    return re.sub(r"%\(\w+\)s|\bNOT\b|\bOR\b", "", shown)


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "found"),
    [
        ("ar", "en", "en", Lang.AR),
        (None, "en", "ar", Lang.EN),
        (None, None, "ar-SA,en;q=0.5", Lang.AR),
        (None, None, "en-GB, ar;q=0.9", Lang.EN),
        ("xx", "yy", "de;q=zz, ;, *", Lang.EN),
        (None, None, None, Lang.EN),
    ],
)
def test_a_reader_gets_the_language_asked_for(
    asked: str | None, kept: str | None, accepted: str | None, found: Lang
) -> None:
    assert chosen(asked, kept, accepted) is found
