"""The types that everything else speaks in, and nothing else.

Offsets are code points into one document's `text`, half-open. `None` means "the text does
not say"; it never means "failed". All times are EDTF or TIMEX3 strings, as the reports'
precision allows: a day `2025-09-06`, a month `2025-07`, a week `2024-W11`.
"""

from dataclasses import dataclass
from enum import StrEnum

from musnad.decision import Review


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of one document's text.

    >>> Span(4, 10).of("قال الوزير")
    'الوزير'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the covered text."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside.

        >>> Span(0, 9).covers(Span(3, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a character.

        >>> Span(0, 3).overlaps(Span(3, 5))
        False
        """
        return self.start < other.end and other.start < self.end


class ZoneKind(StrEnum):
    """What a piece of a page is for; only title, heading and body are the report."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    RELATED = "related"
    BOILERPLATE = "boilerplate"


REPORT_ZONES = frozenset({ZoneKind.TITLE, ZoneKind.HEADING, ZoneKind.BODY})


@dataclass(frozen=True, slots=True)
class Zone:
    """A piece of the page, whole lines or the head of one, and its kind."""

    span: Span
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a title, heading or body zone; a quotation is never cut in two."""

    span: Span
    zone: ZoneKind


class Label(StrEnum):
    """What a name names (CoNLL)."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands, without proclitics, titles or quotation marks around it.

    `name` is the normal form: `الأمم المتحدة` for `للأمم المتحدة`, `حماس` for `حركة "حماس"`
    where a row says so. `role` holds the title said of a person (`وزير الخارجية`).
    """

    span: Span
    label: Label
    name: str
    role: str | None = None


class TimexType(StrEnum):
    """TIMEX3 types (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: TIMEX3 type and value, and the same as a closed interval of days.

    `earliest` and `latest` are ISO days; `value` is `None` where the text gives no anchor to
    compute it from. `mod` is a TIMEX3 modifier (START, MID, END, APPROX, BEFORE, AFTER,
    ON_OR_BEFORE, ON_OR_AFTER, MORE_THAN, LESS_THAN, EQUAL_OR_MORE); `anchor` the ISO day that
    the value counts from. `conflict` is the other reading where a stated weekday contradicts
    the stated date, or why an impossible date has no value.
    """

    span: Span
    type: TimexType
    value: str | None
    earliest: str | None
    latest: str | None
    rule: str
    mod: str | None = None
    anchor: str | None = None
    conflict: str | None = None


class Bound(StrEnum):
    """How a number is qualified."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    HELD = "held"
    DETAINED = "detained"
    RELEASED = "released"
    DISPLACED = "displaced"
    POPULATION = "population"
    TRUCE_DURATION = "truce_duration"
    MONEY = "money"
    SHARE = "share"
    AID = "aid"
    VEHICLES = "vehicles"
    ATTACKS = "attacks"
    VOTES = "votes"
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted thing: the span is qualifier, number and thing counted.

    `value` is the number as given (UCDP's best), `low` and `high` the range the words allow
    (`None`: open). `population` is whose people, `as_of` the day the count was true, `rule`
    the row that decided the measure. `part_of` is where the figure begins that this one is a
    part of; `since` the day from which the count runs; `cumulative` says whether it adds up
    over time or tells of one event; `attribution` is the id of the innermost statement whose
    content it stands in.
    """

    span: Span
    value: float
    low: float | None
    high: float | None
    bound: Bound
    measure: Measure
    population: str | None
    place: str | None
    as_of: str | None
    rule: str
    part_of: int | None = None
    since: str | None = None
    cumulative: bool | None = None
    attribution: str | None = None


class QuoteType(StrEnum):
    """How the words are given: all, some or none of them inside quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SourceKind(StrEnum):
    """Who speaks: a named person or body, an unnamed one, an outlet, or a document."""

    PERSON = "person"
    ORGANIZATION = "organization"
    ANONYMOUS = "anonymous"
    MEDIA = "media"
    DOCUMENT = "document"


class Factuality(StrEnum):
    """How the source puts what it says (FactBank's commitment, of the source alone)."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    DEMANDED = "demanded"
    PROMISED = "promised"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What a report says of a source that it does not name, in its own words.

    `number` is how many (`None`: more than two, not said how many), `nationality` an
    adjective (مصري), `office` what they are or serve (أمني، في وزارة الداخلية), `party` whose
    side, `reason` why they go unnamed (طلب عدم نشر اسمه). Never who they might be.
    """

    number: int | None = None
    nationality: str | None = None
    office: str | None = None
    party: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement laid at someone's door: PARC source, cue and content.

    `speaker` is the canonical name where the source is named; `told` the outlet it was said
    to; `via` the agency or channel that carried it; `within` the id of the attribution whose
    content holds this one; `rule` the cue's row.

    `factuality` is how the source puts the content; `role` the office in which a person
    speaks; `unnamed` what is said of an anonymous source; `introduced` the phrase that a
    definite mention (المصدر، البيان) goes back to; `place` where it was said; `occasion` the
    words for what it was said at (خلال مؤتمر صحفي); `told_words` and `via_words` the words that
    tell `told` and `via`.
    """

    id: str
    source: Span | None
    cue: Span
    content: Span
    quote: QuoteType
    kind: SourceKind
    speaker: str | None
    told: str | None
    via: str | None
    within: str | None
    rule: str
    factuality: Factuality = Factuality.ASSERTED
    role: str | None = None
    unnamed: Unnamed | None = None
    introduced: Span | None = None
    place: str | None = None
    occasion: Span | None = None
    told_words: Span | None = None
    via_words: Span | None = None


class EventType(StrEnum):
    """PLOVER event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class DatedBy(StrEnum):
    """Where a date comes from: a time in the clause, in the sentence, in what was told before.

    `publication` is the report's own day: of a statement that nothing else dates, or of talks
    and rescue that the report says are going on. `review` is a person's correction.
    """

    CLAUSE = "clause"
    SENTENCE = "sentence"
    DISCOURSE = "discourse"
    PUBLICATION = "publication"
    REVIEW = "review"


class Status(StrEnum):
    """How the report puts the event; a plan stays a plan."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CALLED_FOR = "called_for"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Event:
    """An event mention: the span is its clause, `trigger` the words that name it.

    `date` is a TIMEX3 day, week, month or year; `attribution` the id of the statement that
    the event stands in; `rule` the trigger's row. `others` are the clauses elsewhere in the
    report that tell of it again. `dated_by` says where its date is from.
    """

    id: str
    span: Span
    trigger: Span
    type: EventType
    mode: str | None
    status: Status
    participants: tuple[str, ...]
    place: str | None
    date: str | None
    attribution: str | None
    rule: str
    others: tuple[Span, ...] = ()
    dated_by: DatedBy | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a value of a document's own data is from.

    `field` is one of title, outlet, byline, published, updated, via and url. `by` are the places
    that say so: parts of a page (`json-ld headline`, `meta og:title`, `h1`, `time`, `url`), `given`
    for what a table, feed or archive says of the report, `text` for its own lines. `against` are
    the places that say otherwise, each with what it says.
    """

    field: str
    value: str
    by: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report with its layers; `text` never changes after ingest.

    `published` is the report's own date (an ISO day) or `None`: not stated is not guessed.
    `lang` is an ISO 639-1 code, `None` where the text is too short to tell; only Arabic is
    analysed. `encoding` is how the bytes were read. `updated` is the day of the last change that
    is stated, `via` whose text it is that was passed on (a forwarded message), `stated` where
    each of these values is from.
    """

    id: str
    path: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    lang: str | None = None
    encoding: str = "utf-8"
    zones: tuple[Zone, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    updated: str | None = None
    via: str | None = None
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or analysed, and why, in a sentence with the remedy."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that a line rests on: a document's id, the range, and the text there."""

    document: str
    start: int
    end: int
    text: str


class OriginKind(StrEnum):
    """Whose word a line rests on: a named speaker, an unnamed one, an agency, an outlet."""

    SPEAKER = "speaker"
    UNNAMED = "unnamed"
    AGENCY = "agency"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Origin:
    """A mouth or text that a line rests on, and the ids of the reports that carry it."""

    name: str
    kind: OriginKind
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins a line has: at least `least`, at most `most`.

    Named speakers and credited agencies surely differ; an unnamed source or an outlet that
    credits nobody may be one of them. `alone` says that one outlet only repeats itself.
    """

    least: int
    most: int
    names: tuple[Origin, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, was planned, denied or demanded, whichever reports tell it.

    `date` is the most precise date its reports give, as a TIMEX3 value; `earliest` and
    `latest` the same as ISO days. `mentions` are `(document id, event id)`; `evidence` is the
    sentence of each, the best first; `statements` are `(document id, attribution id)` that it
    rests on; `dated_by` says where the date is from; `rules` are the triggers' rows. `review`
    is what people decided about it.
    """

    id: str
    type: EventType
    mode: str | None
    status: Status
    date: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    participants: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    statements: tuple[tuple[str, str], ...]
    origins: Origins | None = None
    dated_by: DatedBy | None = None
    rules: tuple[str, ...] = ()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure as one report gave it; `chain` runs from the outlet to the first mouth.

    `start` and `end` are its sentence's, `at` where the figure itself begins; `rule` is the
    row that decided the measure.
    """

    value: float
    low: float | None
    high: float | None
    bound: Bound
    document: str
    start: int
    end: int
    text: str
    published: str | None
    as_of: str | None
    chain: tuple[str, ...]
    at: int = -1
    rule: str = ""
    review: Review | None = None


class ConflictReason(StrEnum):
    """Why two figures of one series can't both hold."""

    SAME_DAY = "same_day"
    FELL = "fell"


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Two points of a series, by index, that can't both hold; `first` is the earlier.

    They are two figures for one moment, or a count that only rises is given lower later.
    """

    first: int
    second: int
    reason: ConflictReason


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """Two points of a series, by index: what an outlet itself calls wrong, and what is right."""

    wrong: int
    right: int


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """What was counted, whose and where, with its points in order of time.

    `event` is the id of the happening whose figures these are; `counted_by` names who gives
    them where neither event, population nor place tells the series from others;
    `cumulative` says that they count all so far, not one act; `since` is the ISO day they
    count from. No point overwrites another: what can't both hold stands in `conflicts`, what
    an outlet took back in `corrections`.
    """

    measure: Measure
    population: str | None
    place: str | None
    event: str | None
    counted_by: str | None
    points: tuple[FigurePoint, ...]
    cumulative: bool = False
    since: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[Correction, ...] = ()


class HopKind(StrEnum):
    """What one step of a statement's path is."""

    OUTLET = "outlet"
    VIA = "via"
    TOLD = "told"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a statement's path: who, as what, and the report's words for it."""

    name: str
    kind: HopKind
    words: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with the report it stands in, for reading on its own.

    `id` is the attribution's, unique within `document`. `date` is the day it was said where
    the report tells, and `dated_by` how; `chain` the path from the outlet to the speaker;
    `evidence` the sentences that hold cue and content. `hops` is the path with each step's
    words; `same_as` the first statement, `DOCUMENT/ID`, that says the same in another report.
    The rest is as in the attribution, its spans as words; `rule` is the cue's row.
    """

    id: str
    document: str
    date: str | None
    dated_by: DatedBy | None
    published: str | None
    outlet: str | None
    speaker: str | None
    source: str | None
    kind: SourceKind
    cue: str
    content: str
    quote: QuoteType
    told: str | None
    via: str | None
    within: str | None
    chain: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    hops: tuple[Hop, ...] = ()
    same_as: str | None = None
    factuality: Factuality = Factuality.ASSERTED
    role: str | None = None
    unnamed: Unnamed | None = None
    introduced: str | None = None
    place: str | None = None
    occasion: str | None = None
    rule: str = ""
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """Who is quoted, how often, in how many reports, and through whom."""

    name: str
    kind: SourceKind
    statements: int
    documents: int
    outlets: tuple[str, ...]
    via: tuple[str, ...]
    told: tuple[str, ...]


class Grade(StrEnum):
    """How much of a report is another's text (METER; a report not derived is in no group)."""

    WHOLLY = "wholly"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class CopyMember:
    """A report of a group of copies; `share` of its words, 0 to 1, stand in the others."""

    document: str
    outlet: str | None
    published: str | None
    grade: Grade
    share: float


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports that carry one text; a report that joins two texts stands in two groups.

    `origin` is the agency that the reports credit it to, `None` where none says. Each of
    `passages` is one piece of the text as each of several members gives it, the longest first.
    """

    members: tuple[CopyMember, ...]
    origin: str | None
    passages: tuple[tuple[Evidence, ...], ...]


class DisagreementKind(StrEnum):
    """What two accounts differ in."""

    FIGURE = "figure"
    DENIAL = "denial"
    ATTRIBUTION = "attribution"
    DATE = "date"
    CAUSE = "cause"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts that can't both hold, or of which one denies the other.

    Each of `sides` is what one account says, sentence by sentence, the earliest first;
    `happening` is the id of the one that most of these sentences tell of, `None` where none does.
    """

    kind: DisagreementKind
    sides: tuple[tuple[Evidence, ...], ...]
    happening: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that tell of one story: their ids, who and where it is about."""

    id: str
    documents: tuple[str, ...]
    names: tuple[str, ...]
    earliest: str | None
    latest: str | None


class EnglishFrom(StrEnum):
    """Where an English form is from; a transliteration tells letters, not what others write."""

    LEXICON = "lexicon"
    USER = "user"
    TRANSLITERATION = "transliteration"


class NameReason(StrEnum):
    """Why two names are one.

    `listed`: spellings of one row of the lists; `user`: of the user's list; `state_body`: a
    body that every state has, of the same state; `proclitic`: one has a conjunction or
    preposition before it; `kind_noun`: one has the noun of its kind
    before it; `acronym`: introduced in brackets; `spelling`: foreign sounds spelled in two ways;
    `middle`: a person's middle names left out; `short_in_report`, `short_in_case`: a short form of
    the only long one there; `main_state`: meant of the state that the report is chiefly about;
    `capital`: a capital that acts for its state; `decision`: a reviewer's.
    """

    LISTED = "listed"
    USER = "user"
    STATE_BODY = "state_body"
    PROCLITIC = "proclitic"
    KIND_NOUN = "kind_noun"
    ACRONYM = "acronym"
    SPELLING = "spelling"
    MIDDLE = "middle"
    SHORT_IN_REPORT = "short_in_report"
    SHORT_IN_CASE = "short_in_case"
    MAIN_STATE = "main_state"
    CAPITAL = "capital"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, order=True)
class NameJoin:
    """One step that made two names one: `name` was taken for `other`, and why.

    `documents` are the ids of the reports that it holds in; empty where it holds in all.
    """

    name: str
    other: str
    reason: NameReason
    documents: tuple[str, ...] = ()


class NameAction(StrEnum):
    """What a reviewer decides of two names."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, order=True)
class NameDecision:
    """A reviewer's word that two names are one, or are not, in one report or in all.

    `name` and `other` are names as an entity's variants have them; the latest decision on
    two names holds.
    """

    action: NameAction
    name: str
    other: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which reports write a name: how many mentions, in how many reports."""

    name: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A title that reports give a person, with the days of the first and last that do."""

    role: str
    mentions: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body or place across reports.

    `name` is the one to show, `variants` all that reports write, the most used first; `joins`
    say why they are one. `type` is what a list says of its kind (`news agency`). `documents`
    are the ids of the reports that name it.
    """

    id: str
    kind: Label
    name: str
    english: str
    english_from: EnglishFrom
    type: str | None
    mentions: int
    documents: tuple[str, ...]
    variants: tuple[Variant, ...]
    roles: tuple[RoleHeld, ...] = ()
    joins: tuple[NameJoin, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnName:
    """A row of a user's list of names: the name to show, its kind, English form, variants."""

    name: str
    kind: Label
    english: str | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What linking makes of a case's reports; the same reports give the same links."""

    happenings: tuple[Happening, ...]
    series: tuple[FigureSeries, ...]
    statements: tuple[Statement, ...]
    sources: tuple[SourceProfile, ...]
    copies: tuple[CopyGroup, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    stories: tuple[Story, ...] = ()
    entities: tuple[Entity, ...] = ()
