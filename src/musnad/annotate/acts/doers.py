"""Who did it: the parties of one trigger, from its clause, its speaker or what went before."""

from collections.abc import Sequence

from musnad.annotate.acts import arguments
from musnad.annotate.acts.actors import Actor, suffers
from musnad.annotate.acts.scene import TOLD, Case, Sayings, Scene
from musnad.annotate.acts.triggers import Form
from musnad.model import Attribution, EventType, Label, Span
from musnad.text.normalize import keys

# Where a place alone makes an event, no party named.
PLACED = frozenset({EventType.ASSAULT, EventType.AID, EventType.PROTEST, EventType.AGREE})


def find(case: Case, said: Sayings) -> arguments.Arguments:
    """Return the parties and the place of a trigger, the doer first."""
    scene, hit = case.scene, case.hit
    args = arguments.find(scene.words, _able(case), hit, case.clause)
    lead: tuple[str, ...] = ()
    going_on = said.doer(scene, hit) if _drops_subject(case, args) else None
    if going_on and not (case.own and case.own.source and _beside(case)):
        lead = (going_on,)
    elif case.own and hit.row.act:
        lead = _speaker(scene, case.own)
    elif case.holder and (hit.row.charge or _of_speaker(case, args)):
        lead = _speaker(scene, case.holder)
    if hit.form is not Form.NOUN and not args.agent and not lead:
        doer = arguments.subject_before(scene.words, _able(case), hit)
        lead = (doer.name,) if doer else ()
    if hit.row.envoy and not _is_envoy(scene, lead or args.participants[:1]):
        return arguments.Arguments((), None, None)
    media = {n for a in scene.attributions for n in (a.told, a.via) if n} | {scene.doc.outlet}
    names = arguments.distinct(n for n in (*lead, *args.participants) if n not in media)
    place = args.place
    if not names and not place and hit.row.type in PLACED:
        before = [a for a in scene.actors if a.name not in media and not suffers(a)]
        names = arguments.parties_before(before, hit.first)
    agent = names[0] if names and (lead or args.agent) else None
    return arguments.Arguments(names, place, agent)


def _able(case: Case) -> Sequence[Actor]:
    """The actors that may take part: not those who only tell of it, after it or of an attack."""
    scene, hit = case.scene, case.hit
    tellers = [
        a.source
        for a in scene.attributions
        if a.source and not a.cue.overlaps(case.trigger) and _tells(case, a)
    ]
    tokens = scene.words.tokens
    announced = (
        hit.row.type in TOLD
        and hit.licensed_by is not None
        and tokens[hit.licensed_by].form.lstrip("و") in _SAYS
    )
    return [
        a
        for a in scene.actors
        if not (announced and a.last <= hit.first and not a.preposition)
        and not any(s.covers(Span(tokens[a.first].start, tokens[a.last - 1].end)) for s in tellers)
    ]


_SAYS = keys(
    "أعلن أعلنت يعلن تعلن أفاد أفادت يفيد ذكر ذكرت أكد أكدت أخبر أخبرت نشر نشرت كشف كشفت تحدث تحدثت"
    " أدان أدانت ندد نددت استنكر استنكرت رحب رحبت تابع تابعت"
)


def _tells(case: Case, a: Attribution) -> bool:
    """Say whether a source only tells: named behind its own verb, or of an attack."""
    if not a.source:
        return False
    behind = case.trigger.end < a.cue.start < a.source.start
    return behind or (case.hit.row.type in TOLD and a.content.covers(case.trigger))


def _drops_subject(case: Case, args: arguments.Arguments) -> bool:
    """Say whether a verb names no doer of its own, before or behind it."""
    scene, hit = case.scene, case.hit
    if hit.form is Form.PARTICIPLE:
        return True
    if hit.form is Form.NOUN or hit.licensed_by is not None:
        return False
    tokens = scene.words.tokens
    opener = tokens[case.clause.first].form
    pronoun = opener.endswith(("نه", "نها", "نهم", "نهما")) and hit.first - case.clause.first <= 2
    follows = tokens[hit.last].form if hit.last < len(tokens) else ""
    theirs = hit.row.act and follows.endswith(("ها", "هم", "هما")) and len(follows) > 4
    return (
        pronoun
        or theirs
        or (
            not args.agent
            and (arguments.carries(follows) or tokens[hit.first].form.endswith(("وا", "تا")))
        )
    )


def _beside(case: Case) -> bool:
    """Say whether a saying's source stands right by its verb."""
    own = case.own
    if not own or not own.source:
        return False
    gap = max(own.source.start - own.cue.end, own.cue.start - own.source.end)
    return -1 <= gap <= _BY


_BY = 3


def _of_speaker(case: Case, args: arguments.Arguments) -> bool:
    """Say whether a deed without a doer is the speaker's own: `that he …`, or talks at large.

    So is a further act in the same breath, whose first noun is whom it is addressed to.
    """
    hit = case.hit
    if hit.row.act and hit.clitic:
        return not any(m.name == args.agent for m in case.scene.mentions)
    if args.agent:
        return False
    opener = case.scene.words.tokens[case.clause.first].form
    theirs = opener.endswith(("نه", "نها", "نهم", "نهما"))
    return theirs or (hit.row.type is EventType.CONSULT and not args.participants)


def _is_envoy(scene: Scene, names: Sequence[str]) -> bool:
    """Say whether the doer is a person, an organisation or their delegation."""
    return any(
        a.name in names and (a.label in {Label.PER, Label.ORG} or a.row in _ENVOYS)
        for a in scene.actors
    ) or any(m.name in names and m.label is not Label.LOC for m in scene.doc.mentions)


_ENVOYS = frozenset({"delegations", "titles", "government", "factions", "back-person"})


def _speaker(scene: Scene, attribution: Attribution) -> tuple[str, ...]:
    if attribution.speaker:
        return (attribution.speaker,)
    if attribution.source and scene.sentence.span.covers(attribution.source):
        words = scene.words
        first = words.at(attribution.source.start)
        last = words.at(attribution.source.end - 1) + 1
        return tuple(arguments.speakers(scene.actors, first, last))
    return ()
