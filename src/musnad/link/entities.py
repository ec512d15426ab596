"""One name for one person, body or place across a case, only where that is certain.

Exact names fold together (hamza, diacritics, the article), spellings of one row of the lists,
a body of one state however it is named, a name with and without the noun of its kind, an
acronym with what it is introduced for, two spellings of foreign sounds, and a person's short
forms where nobody else can be meant. Each step is kept with its reason; a reviewer's decisions
come first. The cost grows with the number of distinct names: names are compared only with those
that share a block (a row, a state, consonants, a family name).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from musnad.annotate.naming.listed import capital_of, folded
from musnad.link.naming.bodies import countries
from musnad.link.naming.describing import Describer
from musnad.link.naming.linked import Linked
from musnad.link.naming.seen import look_at
from musnad.model import Attribution, Document, Entity, Label, NameDecision, OwnName, SourceKind
from musnad.text.normalize import bare

__all__ = ["Names", "bare", "countries", "names"]


@dataclass(frozen=True, slots=True)
class Names:
    """The case's names: what each is one with, per report and at large, and how to show it.

    `normal` takes a folded name to its identity, `local` one of a report; `shown` holds the
    name to show by identity; `states` takes a capital's identity to its state's; `known` are
    the identities that some report has as a name, and the countries. `entities` are the same
    for people to read, the most mentioned first.
    """

    known: frozenset[str]
    shown: dict[str, str]
    normal: dict[str, str]
    local: dict[tuple[str, str], str]
    states: dict[str, str] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()

    def identity(self, document: str, name: str) -> str:
        """Return what two names of one thing have in common, for comparison only."""
        sign = folded(name)
        if sign not in self.normal:
            sign = bare(name)
        found = self.local.get((document, sign))
        return found if found is not None else self.normal.get(sign, sign)

    def actor(self, document: str, name: str) -> str:
        """Return the identity of a name that acts or speaks: of a capital, its state's."""
        found = self.identity(document, name)
        return self.states.get(found, found)

    def canonical(self, document: str, name: str) -> str:
        """Return the name to show for `name` as that report uses it."""
        return self.shown.get(self.identity(document, name), name)

    def canonical_actor(self, document: str, name: str) -> str:
        """Return the name to show for one that acts or speaks: for a capital its state's."""
        return self.shown.get(self.actor(document, name), name)

    def carrier(self, document: str, name: str | None) -> str | None:
        """Return the name to show for an agency or outlet that carried or was told something."""
        return self.canonical(document, name) if name else None

    def speaker(self, document: str, said: Attribution) -> str:
        """Return the name to show for a statement's speaker, the empty string for none.

        An outlet that is called like a capital is no state.
        """
        if not said.speaker:
            return ""
        if said.kind is SourceKind.MEDIA:
            return self.canonical(document, said.speaker)
        return self.canonical_actor(document, said.speaker)


def names(
    documents: Iterable[Document],
    decisions: Iterable[NameDecision] = (),
    own: Iterable[OwnName] = (),
) -> Names:
    """Return the names of a case from the mentions, events and speakers of its reports.

    `decisions` are a reviewer's, in the order taken: a merge makes two names one, a split
    keeps them apart whatever else speaks for their being one; with a `document`, in that
    report alone. Of two decisions on the same names the later holds. `own` are the user's
    names. The same reports give the same names, whatever their order.
    """
    linked = Linked(look_at(documents), tuple(decisions), tuple(own))
    told = Describer(linked)
    seen = linked.seen
    normal = {
        form: told.signed(linked.top(None, next(iter(one))))
        for form, one in seen.forms.items()
        if len(one) == 1 and form not in seen.kinds
    }
    for name in seen.spelled:
        normal.setdefault(name, told.signed(linked.top(None, name)))
    local = {where: told.signed(linked.top(*where)) for where in linked.local}
    known = {told.signed(top) for top, members in told.sets.items() if any(members.values())}
    states, acting = _capitals(linked, told)
    return Names(
        known=countries() | known,
        shown=told.shown,
        normal=normal,
        local={where: sign for where, sign in local.items() if normal.get(where[1]) != sign},
        states=states,
        entities=told.entities(acting),
    )


def _capitals(
    linked: Linked, told: Describer
) -> tuple[dict[str, str], dict[str, dict[str, set[str]]]]:
    """Return the identities of capitals with their states', and who acts for which state where."""
    states: dict[str, str] = {}
    acting: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in linked.seen.spelled:
        state = capital_of(name)
        top = linked.top(None, name)
        if state is None or linked.seen.kind(name) is Label.ORG:
            continue
        if linked.groups.apart(top, bare(state)):
            continue
        sign, whole = told.signed(top), told.signed(linked.top(None, bare(state)))
        states[sign] = whole
        told.shown.setdefault(whole, state)
        if ids := linked.seen.acting.get(name):
            acting[whole][told.shown[sign]] |= ids
    return states, {state: dict(of) for state, of in acting.items()}
