"""Short forms of people's names: whose they are, in a report and in the case.

A short form goes to a long one only where nobody else could be meant. Where two people of the
case bear it, it goes to the one whom its own report names in full; elsewhere it stays by
itself, in each report apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from musnad.annotate.naming.ordinary import is_common
from musnad.annotate.naming.vocabulary import look
from musnad.link.naming.groups import Groups
from musnad.link.naming.seen import Seen
from musnad.model import Label, NameJoin, NameReason
from musnad.text.normalize import bare

_BEFORE = frozenset(
    map(
        bare,
        (
            "ال",
            "آل",
            "أبو",
            "أبي",
            "ابن",
            "بن",
            "بنت",
            "عبد",
            "أم",
            "بو",
            "ولد",
            "ذو",
            "دي",
            "فان",
            "فون",
            "دا",
        ),
    )
)
_COMPOUND = bare("محمد")
_FEW, _MANY, _SHARE = 3, 10, 0.05
"""A name that tells a story from others stands in so few reports, in half of them where a case is
small, or in this share of them."""
_AFTER = frozenset(map(bare, ("الدين", "الله", "الإسلام", "الرحمن")))


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """Split a folded name into its parts, particles and what they go with together.

    >>> parts("بدر عبد عاطي"), parts("محمد بن سلمان"), parts("صلاح دين")
    (('بدر', 'عبد عاطي'), ('محمد', 'بن سلمان'), ('صلاح دين',))
    """
    out: list[str] = []
    glue = False
    for word in name.split():
        if out and (glue or word in _AFTER):
            out[-1] += f" {word}"
        else:
            out.append(word)
        glue = word in _BEFORE
    return tuple(out)


class People:
    """The people of a case, by the names that reports give in full."""

    def __init__(self, seen: Seen, groups: Groups) -> None:
        self._seen, self._groups = seen, groups
        self._full = _people(n for n in seen.kinds if seen.kind(n) is Label.PER)
        self._tails: dict[str, set[str]] = defaultdict(set)
        self._ends: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._heads: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in self._full:
            pieces = parts(name)
            self._ends[pieces[0], pieces[-1]].add(name)
            self._heads[pieces[:2]].add(name)
            for i in range(1, len(pieces)):
                # a given name before the family name is the father's: `سالم رامي الدهان`
                # (but `محمد جواد` is one given name, and foreign names have no father's)
                arab = self._articled(name) or _is_given(pieces[-1]) or is_common(pieces[-1])
                compound = i == 1 and pieces[0] == _COMPOUND
                fathers = arab and _is_given(pieces[i]) and not compound
                if i == len(pieces) - 1 or not fathers:
                    self._tails[" ".join(pieces[i:])].add(name)

    def leave_out_middles(self) -> None:
        """Join names that lack middle names of the only longer one (`رجب أردوغان`)."""
        for name in self._full:
            longer = [
                n
                for n in self._ends[parts(name)[0], parts(name)[-1]]
                if len(parts(n)) > len(parts(name)) and _within(parts(name), parts(n))
            ]
            tops = {self._groups.find(n) for n in _longest(longer)}
            if len(tops) != 1:
                continue
            together = any(self._both(name, n) for n in longer)
            if together or self._one_story(
                name, longer, _is_shared(parts(name)[-1], articled=True)
            ):
                self._groups.join(name, min(_longest(longer)), NameReason.MIDDLE)

    def short_forms(self) -> Iterator[tuple[str, str, NameJoin]]:
        """Yield report, short form and the join to whom it is meant of.

        The join's `other` is the short form in that report alone where it can't be told.
        """
        self._sets: dict[str, list[str]] = defaultdict(list)
        for name in self._full:
            self._sets[self._groups.find(name)].append(name)
        for name in sorted(self._seen.kinds):
            if self._seen.kind(name) is Label.PER and not self._settled(name):
                yield from self._of(name)

    def _settled(self, name: str) -> bool:
        """Say whether a name is in a set with another full one already."""
        return any(n != name for n in self._sets.get(self._groups.find(name), ()))

    def _of(self, name: str) -> Iterator[tuple[str, str, NameJoin]]:
        sign = bare(name)
        everywhere = {n for n in self._tails.get(sign, ()) if not self._groups.apart(name, n)}
        tops = self._tops(everywhere)
        shared = len(parts(name)) == 1 and _is_shared(sign, self._articled(name))
        for document in sorted(self._seen.reports[name]):
            here = self._seen.people[document]
            bearers = self._tops(n for n in everywhere if n in here and self._fits(name, n))
            if not everywhere:
                bearers = self._tops(self._opened(sign, document))
            why = NameReason.SHORT_IN_REPORT
            if not bearers and len(tops) == 1 and self._at_large(name, everywhere, document):
                bearers, why = tops, NameReason.SHORT_IN_CASE
            if not bearers and not everywhere:
                bearers, why = self._continued(sign, document), NameReason.SHORT_IN_CASE
            if len(bearers) == 1:
                [other] = bearers.values()
                yield document, name, NameJoin(name, other, why, (document,))
            elif tops or shared:
                yield document, name, NameJoin(name, f"{name}#{document}", why, (document,))

    def _at_large(self, name: str, full: Iterable[str], document: str) -> bool:
        """Say whether a report that names nobody in full means the only one of the case.

        A given name alone is anybody's; a family name that many bear needs a name of the same
        story in both reports, and the article as the full name has it.
        """
        sign = bare(name)
        if _is_given(sign):
            return False
        articled = self._articled(name)
        ends = {self._articled(n) for n in full}
        last = parts(sign)[-1]
        return articled in ends and (
            not _is_shared(last, articled) or self._one_story_in(document, full)
        )

    def _fits(self, name: str, full: str) -> bool:
        """Say whether a given name has the article as the full name has it (`فيصل`, `الفيصل`)."""
        return not _is_given(bare(name)) or self._articled(name) == self._articled(full)

    def _continued(self, sign: str, document: str) -> dict[str, str]:
        """Return the set of the one longer name that goes on a patronymic (`محمد بن سلمان`)."""
        pieces = parts(sign)
        if len(pieces) < 2 or not any(p.startswith("بن ") for p in pieces):
            return {}
        more = (f"{sign} بن ", f"{sign} ال ")
        longer = [n for n in self._heads[pieces[:2]] if n.startswith(more)]
        tops = self._tops(n for n in longer if not self._groups.apart(sign, n))
        return tops if len(tops) == 1 and self._one_story_in(document, longer) else {}

    def _articled(self, name: str) -> bool:
        return self._seen.usual(name).split()[-1].startswith("ال")

    def _one_story(self, name: str, others: Iterable[str], shared: bool) -> bool:
        """Say whether two names may be one: a rare family name, or reports of one story."""
        others = list(others)
        reports = sorted(self._seen.reports[name])
        return not shared or any(self._one_story_in(d, others) for d in reports)

    def _one_story_in(self, document: str, names: Iterable[str]) -> bool:
        """Say whether a report and one that has any of the names share a name that few have."""
        reports = len(self._seen.published)
        few = max(_FEW, min(reports // 2, _MANY), int(_SHARE * reports))
        told = {n for n in self._seen.names[document] if len(self._seen.reports[n]) <= few}
        others = {d for n in names for d in self._seen.reports[n]}
        return any(not told.isdisjoint(self._seen.names[d]) for d in others)

    def _opened(self, name: str, document: str) -> Iterator[str]:
        """Yield the full names of a report that begin with the name, its title the same.

        `الملك سلمان` is `الملك سلمان بن عبد العزيز`; two parts need no title.
        """
        pieces = parts(name)
        titles = self._titles(document, name)
        for full in self._seen.people[document]:
            longer = parts(full)
            if len(longer) > len(pieces) and longer[: len(pieces)] == pieces:
                same = titles & self._titles(document, full)
                if (same or len(pieces) > 1) and not self._groups.apart(name, full):
                    yield full

    def _titles(self, document: str, name: str) -> set[str]:
        roles = self._seen.roles.get((document, name), Counter())
        return {bare(role).split()[0] for role in roles if bare(role)}

    def _tops(self, names: Iterable[str]) -> dict[str, str]:
        """Return the sets that names are of, each with the longest of the names.

        A name that another of them ends in is a short form itself.
        """
        out: dict[str, str] = {}
        ordered = sorted(set(names), key=lambda n: (-len(parts(n)), n))
        for i, name in enumerate(ordered):
            longer = self._tails.get(name, set())
            if longer.isdisjoint(ordered[:i]):
                out.setdefault(self._groups.find(name), name)
        return out

    def _both(self, name: str, other: str) -> bool:
        reports = self._seen.reports
        return any(document in reports[other] for document in reports[name])


def _people(names: Iterable[str]) -> list[str]:
    """Return names in full, in order, but those that are two people's run together."""
    full = {n for n in names if len(parts(n)) > 1}
    out = []
    for name in sorted(full):
        pieces = parts(name)
        cuts = ((" ".join(pieces[:i]), " ".join(pieces[i:])) for i in range(2, len(pieces) - 1))
        if not any(a in full and b in full for a, b in cuts):
            out.append(name)
    return out


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether the parts stand in a longer name in their order."""
    rest = iter(full)
    return all(part in rest for part in short)


def _longest(names: list[str]) -> list[str]:
    most = max((len(parts(n)) for n in names), default=0)
    return [n for n in names if len(parts(n)) == most]


@lru_cache(maxsize=65536)
def _is_given(part: str) -> bool:
    """Say whether a part is a given name, alone or with what goes with it (`عبد الله`)."""
    form = look(part.rsplit(maxsplit=1)[-1])
    return form.given == 0 or form.weak == 0 or part.startswith("عبد")


@lru_cache(maxsize=65536)
def _is_shared(part: str, articled: bool) -> bool:
    """Say whether many people bear a family name: one made of a tribe, a town or a given name."""
    return _is_given(part) or (articled and part.endswith("ي")) or look("ال" + part).family
