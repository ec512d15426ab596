"""Which country a town lies in, as far as the reports themselves say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from musnad.annotate.naming.gazetteer import demonym
from musnad.link.entities import Names, bare, countries
from musnad.model import Document, Label, Mention
from musnad.text.normalize import keys
from musnad.text.tokenize import proclitics, tokens

Lying = dict[str, frozenset[str]]

_BETWEEN = 24  # characters between a town and its country: `in the south-east of`
_DIRECTIONS = keys(
    "في جنوب شمال شرق غرب وسط جنوبي شمالي شرقي غربي أقصى ريف الجنوب الشمال الشرق الغرب بجنوب"
    " بشمال بشرق بغرب بوسط جنوبا شمالا شرقا غربا دولة"
)


def learn(documents: Iterable[Document], names: Names) -> Lying:
    """Return the countries that places are, or are said to lie in: `Nuraba in southern Egypt`.

    The adjective of a state after a town says so, too: `the Egyptian town of Nuraba`.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for doc in documents:
        for place, country in _said(doc):
            where = names.identity(doc.id, place)
            if where not in countries():
                found[where].add(names.identity(doc.id, country))
    out = {place: frozenset(lying) for place, lying in found.items()}
    return {**{c: frozenset({c}) for c in countries()}, **out}


def _said(doc: Document) -> Iterator[tuple[str, str]]:
    places = [m for m in doc.mentions if m.label is Label.LOC]
    for i, place in enumerate(places):
        after = doc.text[place.span.end : place.span.end + _BETWEEN]
        state = _adjective(after)
        if state:
            yield place.name, state
        follower = places[i + 1] if i + 1 < len(places) else None
        if follower and _is_country(follower) and _within(doc, place, follower):
            yield place.name, follower.name


def _is_country(place: Mention) -> bool:
    return bare(place.name) in countries()


def _adjective(after: str) -> str | None:
    """Return the state whose adjective stands right after a town, `None` for none."""
    words = tokens(after)
    first = next(iter(words), None)
    if first is None or not first.form.startswith("ال"):
        return None
    return demonym(first.form)


def _within(doc: Document, place: Mention, country: Mention) -> bool:
    """Say whether only directions stand between a town and a country: `in the south of`."""
    if country.span.start - place.span.end > _BETWEEN:
        return False
    between = tokens(doc.text[place.span.end : country.span.start])
    lead = doc.text[country.span.start - 1 : country.span.start]
    forms = [t.form for t in between]
    if not forms:
        return lead in {"ب"}
    return all(any(rest in _DIRECTIONS for _, rest in proclitics(f)) or f == "ب" for f in forms)
