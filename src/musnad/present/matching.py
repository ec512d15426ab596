"""Names and words as a person types them, against names as reports write them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from musnad.errors import UsageError
from musnad.link.entities import bare
from musnad.model import Entity
from musnad.present.glosses import english
from musnad.present.labels import table
from musnad.text.normalize import key

E = TypeVar("E", bound=StrEnum)


def fits(query: str, *names: str | None) -> bool:
    """Say whether a name holds the query's words, in Arabic or in its English form.

    Hamza, diacritics and articles do not matter.

    >>> fits("حماس", "حركة حماس"), fits("hamas", "حماس"), fits("قطر", "المقطر")
    (True, True, False)
    """
    wanted = f" {bare(query)} "
    latin = f" {query.casefold().strip()} "
    for name in names:
        if name and wanted in f" {bare(name)} ":
            return True
        gloss = english(name) if name else None
        if gloss and latin in f" {gloss.casefold()} ":
            return True
    return False


def names_it(query: str, entity: Entity) -> bool:
    """Say whether a person means an entity: by a name that reports give it, or its English form.

    A capital that acts for its state means the state.
    """
    names = (entity.name, *(v.name for v in entity.variants), *(j.name for j in entity.joins))
    latin = f" {query.casefold().strip()} "
    return fits(query, *names) or latin in f" {entity.english.casefold()} "


def meant(query: str, entities: Iterable[Entity]) -> frozenset[str]:
    """Return the names, as they are shown, of the entities that a person may mean."""
    return frozenset(e.name for e in entities if names_it(query, e))


def holds(query: str, text: str) -> bool:
    """Say whether a text holds the query, whatever its hamza, diacritics and spaces.

    >>> holds("الاسرى", "تبادل الأسرى")
    True
    """
    return key(query).casefold() in key(text).casefold()


def choice(option: str, given: str | None, kinds: type[E], group: str) -> E | None:
    """Return the value that a person means: by its name, or by its label in either language.

    Raises:
        UsageError: naming the allowed values.
    """
    if given is None:
        return None
    wanted = key(given).casefold()
    for kind in kinds:
        labels = table()[group][kind.value].values()
        if wanted in {kind.value.casefold(), *(key(text).casefold() for text in labels)}:
            return kind
    raise UsageError(f"{option} {given}: not one of {', '.join(kinds)}")
