"""Every label a person sees, in Arabic and English, from `labels.toml`."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources


class Lang(StrEnum):
    """The language of labels; the reports' own words stay as they are."""

    AR = "ar"
    EN = "en"


@cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """Return all labels: group, then id, then language."""
    path = resources.files(__package__) / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def label(group: str, id: str, lang: Lang) -> str:
    """Return one label.

    >>> label("status", "planned", Lang.EN)
    'planned'
    """
    return table()[group][id][lang]


def phrase(id: str, lang: Lang, **values: str) -> str:
    """Return a phrase with its values put in.

    >>> phrase("denied_by", Lang.EN, who="حماس")
    'denied by حماس'
    """
    return label("phrase", id, lang).format(**values)
