"""Persons: given names and what follows them, names after titles and verbs of speech."""

from collections.abc import Iterable, Iterator

from musnad.annotate.naming.bodies import rare
from musnad.annotate.naming.nameline import Found, Line
from musnad.annotate.naming.ordinary import is_listed
from musnad.annotate.naming.vocabulary import Form, look
from musnad.model import Label
from musnad.text.normalize import key

_MOST_PARTS = 6
_LONGEST_OFFICE = 12
_LONGEST_BYLINE = 4
_LONGEST_VERB = 5
_JOINED = ("وب", "ول", "وال")


def find(line: Line) -> None:
    """Add the persons of a line to it; listed names and organisations are already there."""
    at = 0
    while at < len(line.forms):
        found = _at(line, at)
        if found:
            line.add(found)
            at = found.end
        else:
            at += 1
    if line.byline:
        for found in _bylines(line):
            line.add(found)


def _at(line: Line, i: int) -> Found | None:
    form = line.forms[i]
    if line.taken[i] or not form.word:
        return None
    if form.plain and line.form(i + 1) != "بن":
        return _of_country(line, i)
    if form.title:
        found = _after_title(line, i)
        if found:
            return found
    elif form.speech and _opens(line, i + 1, near=False):
        return _person(line, i + 1, ("context.speech",))
    return _alone(line, i)


def _of_country(line: Line, i: int) -> Found | None:
    """Return the person named in full after an adjective of a country (`الياباني ...`)."""
    if not (line.forms[i].demonym and line.forms[i].definite and line.form(i).endswith("ي")):
        return None
    first, second = _open(line, i + 1), _open(line, i + 2)
    if first is None or second is None or not (first.unknown and second.unknown):
        return None
    joined = second.form.startswith(("و", "بال"))
    foreign = not (first.definite or second.definite or joined or _verbal(first))
    return _person(line, i + 1, ("country",)) if foreign else None


def _alone(line: Line, i: int) -> Found | None:
    """Return the person whose name opens at token `i` by the look of its words alone."""
    if _facility(line, i):
        return None
    for cut in (_given_cut(line, i), _particle_cut(line, i), _weak_cut(line, i)):
        if cut is not None:
            return _person(line, i, (), cut)
    return None


def _given_cut(line: Line, i: int) -> int | None:
    """Return the proclitics before a given name.

    With ب, ل or ف before it, or not spelled as names are, it needs a name beside it (`برقية`).
    """
    form, nxt = line.forms[i], _open(line, i + 1)
    if form.given is None:
        return None
    spelled = line.text[line.tokens[i].end - 1] == form.given_last
    beside = nxt is not None and (nxt.given == 0 or nxt.before or nxt.family or nxt.fresh_name)
    alone = spelled and not form.common and form.form[: form.given] in {"", "و"}
    return form.given if beside or alone else None


def _particle_cut(line: Line, i: int) -> int | None:
    """Return the proclitics before a particle that opens a name (`وأبو`), `None` if none does."""
    nxt = _open(line, i + 1)
    if nxt is None or not (nxt.given == 0 or nxt.unknown or nxt.definite or nxt.after):
        return None
    return line.forms[i].opener


def _weak_cut(line: Line, i: int) -> int | None:
    """Return the proclitics before a weak name that its neighbours make sure of."""
    form, nxt = line.forms[i], _open(line, i + 1)
    if nxt is None:
        return None
    listing = form.weak and i and line.taken[i - 1] and (nxt.before or nxt.fresh_name)
    if listing:
        return form.weak
    if nxt.form == "بن" and _open(line, i + 2) and not (form.title or form.definite):
        return form.weak if form.weak is not None else int(form.form.startswith("و"))
    named = nxt.given == 0 or nxt.opener == 0 or nxt.family or (nxt.unknown and not _verbal(nxt))
    return 0 if _weak(line, i) and named else None


def _after_title(line: Line, i: int) -> Found | None:
    """Return the person named after the title at token `i`, the rest of the office skipped."""
    head = line.forms[i]
    for j in range(i + 1, min(i + _LONGEST_OFFICE, len(line.forms))):
        near = (j == i + 1 and head.direct and "ال" in head.form[:3]) or (
            line.forms[j - 1].definite and line.forms[j - 1].demonym
        )
        if _opens(line, j, near=near) and not _facility(line, i):
            return _person(line, j, (head.title or "",), title=i)
        if not _skips(line, j):
            return None
    return None


def _facility(line: Line, i: int) -> bool:
    return i > 0 and line.forms[i - 1].facility


def _skips(line: Line, j: int) -> bool:
    form = line.forms[j]
    if line.taken[j] or line.is_quote(j):
        return True
    if form.form in {"،", ","}:
        return j + 1 < len(line.forms) and _opens(line, j + 1, near=False)
    if not form.word or form.office_end:
        return False
    if form.speech:
        return False
    return form.common or form.demonym or bool(form.title) or form.definite


def _opens(line: Line, j: int, near: bool) -> bool:
    """Say whether a name begins at token `j`, where a title or a verb makes one likely.

    `near` says that the sign stands right before, so that one unknown word will do.
    """
    form = _open(line, j)
    if form is None or (form.unknown and form.form.startswith(_JOINED)):
        return False
    if form.given == 0:
        return True
    nxt = _open(line, j + 1)
    follows = nxt is not None and (
        nxt.given == 0 or nxt.before or nxt.family or _weak(line, j + 1) or nxt.fresh_name
    )
    if form.opener == 0:
        return nxt is not None
    if _weak(line, j):
        return near or follows
    quoted = line.is_quote(j - 1)
    near = near and not _verbal(form)
    if not form.unknown and nxt is not None and _rare(line, j):
        return nxt.unknown or (nxt.definite and nxt.fresh_name and not _plural(nxt))
    return form.unknown and not form.definite and not quoted and (near or follows)


def _person(
    line: Line, i: int, rules: tuple[str, ...], cut: int = 0, title: int | None = None
) -> Found:
    first = line.forms[i]
    given = first.given_rule or ("given.weak" if first.weak is not None else "")
    return Found(
        i, _end(line, i), cut, Label.PER, tuple(r for r in (*rules, given) if r), title=title
    )


def _end(line: Line, i: int) -> int:
    at, parts = i, 0
    while parts < _MOST_PARTS:
        end = _part(line, at, parts)
        if end is None:
            break
        at, parts = end, parts + 1
    return max(at, i + 1)


def _part(line: Line, at: int, parts: int) -> int | None:
    """Return the end of the part of a name that begins at token `at`, its particles included."""
    form = _open(line, at)
    if form is None:
        return None
    opener = parts == 0 and form.opener is not None
    if not (form.before or opener):
        return at + 1 if parts == 0 or _extends(line, at, parts) else None
    last = at + 1
    while (inner := _open(line, last)) and inner.before:
        last += 1
    return last + 1 if inner and (not inner.office_end or _weak(line, last)) else None


def _extends(line: Line, at: int, parts: int) -> bool:
    """Say whether the word at token `at` goes on a name of so many parts."""
    form = line.forms[at]
    if form.given == 0 or form.after or (_weak(line, at) and (parts == 1 or not form.definite)):
        return True
    joined = parts > 1 and form.form.startswith("و")
    if form.given or form.weak is not None or joined:
        return False
    if form.unknown or (line.byline and not form.demonym):
        return parts == 1 or form.form[0] != "ي" or not _verbal(form)
    if form.definite and (_names_family(line, at) or (form.fresh_name and not _plural(form))):
        return True
    made = form.demonym or (rare(form) and not form.form.endswith("يه"))
    nisba = form.family or (form.definite and made)
    return parts == 1 and (nisba or form.fresh_name or _closes(line, at))


def _closes(line: Line, at: int) -> bool:
    """Say whether a rare feminine noun ends a phrase, as a family name may (`صبرة،`)."""
    bare = line.text[line.tokens[at].end - 1] == "ة" and not line.forms[at].definite
    following = line.forms[at + 1] if at + 1 < len(line.forms) else None
    ends = following is None or not following.word or following.speech
    return (
        bare and ends and not is_listed(line.forms[at].form) and len(line.forms[at].readings) == 1
    )


def _rare(line: Line, j: int) -> bool:
    """Say whether an inflected ordinary word may be a given name (`سلفان`, `سليمة`)."""
    form = line.forms[j]
    ending = line.text[line.tokens[j].end - 1] in "هاتيو" or _plural(form)
    known = is_listed(form.form) or form.definite or form.demonym or len(form.readings) > 1
    return form.plain and not (ending or known or _verbal(form))


def _plural(form: Form) -> bool:
    return form.form.endswith(("ات", "ون", "ين"))


def _names_family(line: Line, at: int) -> bool:
    """Say whether a given name with the article (`العوض`), spelled as it is (not `التقى`)."""
    bare = look(line.forms[at].form[2:])
    spelled = line.text[line.tokens[at].end - 1] in (bare.given_last or "") + bare.last
    return spelled and (bare.given == 0 or bare.weak == 0)


def _open(line: Line, i: int) -> Form | None:
    """Return the word at token `i` where it is free to be part of a name."""
    if 0 <= i < len(line.forms) and line.forms[i].word and not line.taken[i]:
        return line.forms[i]
    return None


def _weak(line: Line, i: int) -> bool:
    """Say whether a weak name stands there as it is spelled (`علي`, not `على`)."""
    return line.forms[i].weak == 0 and line.text[line.tokens[i].end - 1] in line.forms[i].last


def _verbal(form: Form) -> bool:
    """Say whether an unknown word has the look of a verb in the imperfect (`يحث`, `ويتقلد`)."""
    word = form.form.removeprefix("و")
    return word.startswith(("ي", "ت", "ن")) and len(word) <= _LONGEST_VERB


def _bylines(line: Line) -> Iterator[Found]:
    start = None
    for i in range(len(line.forms) + 1):
        form = _open(line, i)
        if form and (
            form.unknown or form.given == 0 or form.weak == 0 or form.before or form.family
        ):
            start = i if start is None else start
            continue
        if start is not None and 2 <= i - start <= _LONGEST_BYLINE:
            yield Found(start, i, 0, Label.PER, ("byline",))
        start = None


def short_forms(all_lines: Iterable[Line]) -> None:
    """Add later and earlier mentions by family name of persons named in full (`ليون`)."""
    full = family_names(all_lines)
    for line in all_lines:
        for i, form in enumerate(line.forms):
            if line.taken[i] or not form.word:
                continue
            for reading in form.readings:
                if reading.rest in full and _stands_alone(line, i, form, reading.cut):
                    start, cut = i, reading.cut
                    if cut == 0 and i and line.forms[i - 1].before and not line.taken[i - 1]:
                        start = i - 1
                    rules = ("short",)
                    known = full[reading.rest]
                    line.add(Found(start, i + 1, cut, Label.PER, rules, name=known))
                    break


def family_names(all_lines: Iterable[Line]) -> dict[str, str | None]:
    """Return the last words of the persons named in full, each with the whole name.

    Of two people who share a family name, `None`: it tells neither.
    """
    full: dict[str, dict[str, str]] = {}
    for line in all_lines:
        for found in line.found:
            last = line.forms[found.end - 1]
            if found.label is Label.PER and found.end - found.start > 1 and not last.after:
                name = line.words(found)
                full.setdefault(last.form, {})[key(name)] = name
    return {last: _one_person(names) for last, names in full.items()}


def _one_person(names: dict[str, str]) -> str | None:
    """Return the name of the one person whom folded names name, the first of them in the text.

    A name that is part of a longer one, first name or family alike, is the same person's.
    """
    longest = max(names, key=lambda n: len(n.split()))
    same = all(_is_part(n.split(), longest.split()) for n in names)
    return next(iter(names.values())) if same else None


def _is_part(short: list[str], full: list[str]) -> bool:
    rest = iter(full)
    return all(word in rest for word in short)


def _stands_alone(line: Line, i: int, form: Form, cut: int) -> bool:
    """Say whether a family name can be meant: an ordinary word needs a verb or title before."""
    if not (form.common or form.demonym or form.given is not None or form.weak is not None):
        return True
    before = line.forms[i - 1] if i else None
    if form.given is not None and not form.common:
        return True
    if "ل" in form.form[:cut] and look(form.form[cut:]).weak == 0:
        return True
    return before is not None and (
        bool(before.title)
        or before.speech
        or before.form.startswith(("ي", "سي", "وسي", "وي", "ست", "وست"))
    )
