"""Review: what people decide about a case's readings, as an append-only log."""

import getpass
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from musnad.case import interchange, linked, log, schema
from musnad.case.store import Case
from musnad.case.targets import AT, HAPPENING, NAME, What, item, named
from musnad.decision import Action, Decision, Field, Subject, Target
from musnad.errors import MusnadError, UsageError
from musnad.link.entities import bare
from musnad.link.reviewing.anchors import Reading, anchor, readings
from musnad.link.reviewing.documents import corrected
from musnad.link.reviewing.fields import checked, seen
from musnad.link.reviewing.held import Held, Member
from musnad.link.reviewing.lines import reviewed
from musnad.model import Document, Links


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log: the decision, which one undid it, what of it can't be found again."""

    decision: Decision
    undone_by: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of replaying a log: decisions taken in, and how many the case had already.

    `missing` are those of which something was not found: they are kept, and hold as soon as
    their reports are there.
    """

    taken: tuple[Decision, ...]
    known: int
    missing: tuple[Logged, ...]


class Review:
    """The decisions about one case.

    Every method that decides returns the decision; it shows at once in what is asked of the
    case. What changes groups, counts or origins needs the case to be linked anew: that is done
    at once, too, or, inside `with review.together():`, once at the end.

    `by` is who decides, the login's name where it is left out; `why` the reason.

    Raises:
        UsageError: from any method, when a target or field is none of the case's.
        CaseWriteError: when the case can't be written.
    """

    def __init__(self, case: Case, relink: Callable[[Case], None] | None = None) -> None:
        self._case, self._relink = case, relink
        self._waits = False

    @contextmanager
    def together(self) -> Iterator["Review"]:
        """Link anew once, after the block, whatever is decided in it."""
        self._waits = True
        try:
            yield self
        finally:
            self._waits = False
            self.settle()

    def settle(self) -> None:
        """Link the case anew where decisions, or anything else, ask for it."""
        if self._relink and not self._waits and not self._case.linked:
            self._relink(self._case)

    def accept(self, what: What, *, by: str | None = None, why: str | None = None) -> Decision:
        """Confirm a reading as it stands; a later change of it is told."""
        return self._about(Action.ACCEPT, what, by, why)

    def reject(self, what: What, *, by: str | None = None, why: str | None = None) -> Decision:
        """Say that the report doesn't say this: it is no more listed or linked."""
        return self._about(Action.REJECT, what, by, why)

    def correct(
        self,
        what: What,
        field: str,
        value: str | Iterable[str] | None,
        *,
        by: str | None = None,
        why: str | None = None,
    ) -> Decision:
        """Set a field: to a value, to several (`participants`), or to nothing (`None`)."""
        values = (value,) if isinstance(value, str) else tuple(value or ())
        subject, target, now = self._found(what)
        fields = (checked(subject, field, values),)
        return self._decide(Action.CORRECT, subject, (target,), by, why, fields=fields, seen=now)

    def merge(
        self, first: What, *others: What, by: str | None = None, why: str | None = None
    ) -> Decision:
        """Make happenings one, or names: of names the first is the one to show."""
        found = [self._found(one) for one in (first, *others)]
        subject = found[0][0]
        if subject not in {Subject.HAPPENING, Subject.ENTITY} or {s for s, _, _ in found} != {
            subject
        }:
            raise UsageError("merge: give happenings (h…), or names (name:NAME), not both")
        if len({named(one) for one in (first, *others)}) < 2:
            raise UsageError("merge: give two at least")
        return self._decide(Action.MERGE, subject, tuple(t for _, t, _ in found), by, why)

    def split(
        self,
        what: What,
        *parts: str,
        name: str | None = None,
        by: str | None = None,
        why: str | None = None,
    ) -> Decision:
        """Take parts out of a happening, or reports out of a name's.

        Of a happening, the parts (mentions `REPORT/e2`, or reports with all their mentions)
        become one of their own. Of a name, another name (`name:NAME`) is not the same one's; or
        the reports mean another, who is shown as `name`.
        """
        subject, target, now = self._found(what)
        if subject is Subject.HAPPENING:
            targets = self._parted(named(what), target, parts)
        elif subject is Subject.ENTITY and parts and all(p.startswith(NAME) for p in parts):
            targets = (target, *(self._entity(p.removeprefix(NAME)) for p in parts))
        elif subject is Subject.ENTITY and name and parts:
            with self._case.database.read() as db:
                reports = [anchor(*self._report(db, p)) for p in parts]
            targets = (target, Target(tuple(reports), name))
        else:
            raise UsageError(
                "split: give a happening (h…) and what leaves it, or a name (name:NAME) and "
                "other names, or the reports in which it is another's, and that one's name"
            )
        return self._decide(Action.SPLIT, subject, targets, by, why, seen=now)

    def note(self, what: What, text: str, *, by: str | None = None) -> Decision:
        """Attach a note, which is shown wherever the line is."""
        if not text.strip():
            raise UsageError("note: is empty; give its text")
        subject, target, _ = self._found(what)
        return self._decide(Action.NOTE, subject, (target,), by, None, text=text.strip())

    def undo(self, decision: str, *, by: str | None = None, why: str | None = None) -> Decision:
        """Let a decision no longer hold; undoing that again lets it hold again."""
        known = {d.id for d in self._decisions()}
        if decision not in known:
            raise UsageError(
                f"{decision}: no decision of {self._case.name}; see them with: "
                f"musnad review log {self._case.name}"
            )
        return self._decide(Action.UNDO, Subject.DECISION, (), by, why, undoes=decision)

    def log(self) -> tuple[Logged, ...]:
        """Return every decision, the first one first."""
        of = self._decisions()
        undone = log.undone(of)
        missing = {h.decision.id: h.missing for h in self._case.decided()}
        return tuple(
            Logged(d, undone[d.id].id if d.id in undone else None, missing.get(d.id, ()))
            for d in of
        )

    def export(self, path: Path | str) -> int:
        """Write the log as JSON Lines and return how many decisions it holds."""
        of = self._decisions()
        try:
            Path(path).write_bytes(b"".join(interchange.lines(of)))
        except OSError as e:
            raise MusnadError(f"{path}: can't be written ({e.strerror or e})") from e
        return len(of)

    def apply(self, path: Path | str) -> Applied:
        """Replay an exported log here; decisions that are held already are left."""
        try:
            data = Path(path).read_bytes()
        except OSError as e:
            raise UsageError(f"{path}: can't be read ({e.strerror or e}); check the path") from e
        of = interchange.read(data, str(path))
        with self._case.database.write() as db:
            taken = tuple(one for one in of if log.append(db, one))
        self.settle()
        ids = {one.id for one in taken}
        missing = tuple(
            one for one in self.log() if one.decision.id in ids and (one.missing or self._gone(one))
        )
        return Applied(taken, len(of) - len(taken), missing)

    def _gone(self, one: Logged) -> bool:
        """Say whether it undoes what is not there."""
        undoes = one.decision.undoes
        return undoes is not None and undoes not in {d.id for d in self._decisions()}

    def _decisions(self) -> tuple[Decision, ...]:
        with self._case.database.read() as db:
            return log.decisions(db)

    def _about(self, action: Action, what: What, by: str | None, why: str | None) -> Decision:
        subject, target, now = self._found(what)
        if action is Action.REJECT and subject in {Subject.ENTITY, Subject.REPORT}:
            raise UsageError(
                f"{named(what)}: a {subject} can't be rejected; reject what is read in it, or "
                "take reports out with: musnad remove"
            )
        return self._decide(action, subject, (target,), by, why, seen=now)

    def _decide(  # noqa: PLR0913 - a decision's parts
        self,
        action: Action,
        subject: Subject,
        targets: tuple[Target, ...],
        by: str | None,
        why: str | None,
        *,
        fields: tuple[Field, ...] = (),
        seen: tuple[Field, ...] = (),
        text: str | None = None,
        undoes: str | None = None,
    ) -> Decision:
        one = Decision(
            id="",
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            who=" ".join((by or _login()).split()),
            action=action,
            subject=subject,
            targets=targets,
            why=why,
            fields=fields,
            seen=seen,
            text=text,
            undoes=undoes,
        )
        one = replace(one, id="d" + hashlib.sha256(msgspec.json.encode(one)).hexdigest()[:12])
        with self._case.database.write() as db:
            before = linked.state(db)
            log.append(db, one)
            deep = linked.state(db) != before
        if deep:
            self.settle()
        return one

    def _found(self, what: What) -> tuple[Subject, Target, tuple[Field, ...]]:
        """Return what is decided about: its kind, its anchors, and how it stands now."""
        name = named(what)
        with self._case.database.read() as db:
            if name.startswith(NAME):
                return Subject.ENTITY, self._entity(name.removeprefix(NAME)), ()
            if HAPPENING.fullmatch(name):
                return self._happening(db, name)
            report, slash, reading = name.rpartition("/")
            if not slash:
                doc, sha256 = self._report(db, name)
                return Subject.REPORT, Target((anchor(doc, sha256),)), seen(Subject.REPORT, doc)
            return self._reading(db, report, reading)

    def _happening(self, db: Connection, id: str) -> tuple[Subject, Target, tuple[Field, ...]]:
        found = linked.happening(db, id)
        if found is None:
            raise UsageError(
                f"{id}: no happening of {self._case.name}; ids are those of: "
                "musnad chronology --format json"
            )
        now = reviewed(Links((found,), (), (), ()), self._case.decided()).happenings
        held = self._anchored(db, found.mentions)
        return Subject.HAPPENING, held, seen(Subject.HAPPENING, now[0] if now else found)

    def _reading(
        self, db: Connection, report: str, id: str
    ) -> tuple[Subject, Target, tuple[Field, ...]]:
        doc, _ = self._report(db, report)
        subject = next(
            (
                s
                for s in (Subject.STATEMENT, Subject.EVENT, *AT.values())
                if id in {r.id for r in readings(doc, s)}
            ),
            None,
        )
        if subject is None:
            raise UsageError(
                f"{report}/{id}: nothing of this name is read there; names are a1 (a statement), "
                "e1 (an event), q0, m0, t0 (a figure, name or time that begins there)"
            )
        target = self._anchored(db, ((report, id),), subject)
        if subject is Subject.STATEMENT and (found := linked.statement(db, report, id)):
            now = reviewed(Links((), (), (found,), ()), self._case.decided()).statements
            return subject, target, seen(subject, now[0] if now else found)
        (as_read,) = corrected([doc], [h for h in self._case.decided() if _sets(h)])
        return subject, target, seen(subject, item(as_read, subject, id))

    def _anchored(
        self,
        db: Connection,
        members: Iterable[Member],
        subject: Subject = Subject.HAPPENING,
    ) -> Target:
        anchors = []
        for report, id in members:
            doc, sha256 = self._report(db, report)
            reading = next(r for r in readings(doc, subject) if r.id == id)
            anchors.append(anchor(doc, sha256, reading))
        return Target(tuple(anchors))

    def _parted(self, id: str, whole: Target, parts: Iterable[str]) -> tuple[Target, ...]:
        """Return what stays of a happening, and what leaves it."""
        leaving = []
        with self._case.database.read() as db:
            for part in parts:
                report, slash, event = part.rpartition("/")
                doc, _ = self._report(db, report if slash else part)
                here = [a for a in whole.anchors if a.source == doc.id]
                if slash:
                    spans = {(r.span.start, r.span.end) for r in _events(doc) if r.id == event}
                    here = [a for a in here if (a.start, a.end) in spans]
                if not here:
                    raise UsageError(f"{part}: no mention of {id}; give mentions or reports of it")
                leaving += here
        staying = tuple(a for a in whole.anchors if a not in leaving)
        if not leaving or not staying:
            raise UsageError(f"split {id}: give what leaves it, and leave something")
        return Target(staying), Target(tuple(dict.fromkeys(leaving)))

    def _entity(self, name: str) -> Target:
        links = self._case.links()
        known = {bare(n) for h in links.happenings for n in (*h.participants, h.place or "")}
        known |= {bare(n) for s in links.statements for n in (*s.chain, s.speaker or "")}
        known |= {bare(n) for e in links.entities for n in (e.name, *(v.name for v in e.variants))}
        if not name.strip() or bare(name) not in known:
            raise UsageError(f"name:{name}: no party, place or speaker of {self._case.name}")
        return Target(name=" ".join(name.split()))

    def _report(self, db: Connection, id: str) -> tuple[Document, str]:
        docs = schema.documents.c
        row = db.execute(select(docs.data, docs.sha256).where(docs.id == id)).first()
        if row is None:
            raise UsageError(
                f"{id}: no report of {self._case.name}; ids are those of: "
                f"musnad reports {self._case.name}"
            )
        return msgspec.json.decode(row.data, type=Document), row.sha256


def _sets(held: Held) -> bool:
    return held.decision.action is Action.CORRECT


def _events(doc: Document) -> Iterator[Reading]:
    return readings(doc, Subject.EVENT)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as e:
        raise UsageError("who decides is not known; say so with --by NAME") from e
