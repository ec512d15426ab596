"""Events: what counts, what does not, and how its parts are read. All sentences are our own."""

import re

import pytest

from musnad import pipeline
from musnad.annotate import events
from musnad.model import (
    Attribution,
    DatedBy,
    Document,
    Event,
    EventType,
    Label,
    Mention,
    QuoteType,
    Sentence,
    SourceKind,
    Span,
    Status,
    Timex,
    TimexType,
    Zone,
    ZoneKind,
)
from musnad.text.sentences import annotate_zones

NAMES = {
    "حزب النخلة": Label.ORG,
    "جبهة الساحل": Label.ORG,
    "سالم الراوي": Label.PER,
    "هدى المرزوقي": Label.PER,
    "مرجانة": Label.LOC,
    "القاهرة": Label.LOC,
    "جنيف": Label.LOC,
}


def report(
    text: str,
    times: dict[str, str] | None = None,
    attributions: tuple[Attribution, ...] = (),
    title: str = "",
) -> Document:
    """A report whose names and times we lay by hand, published on 7 September 2025."""
    whole = f"{title}\n{text}" if title else text
    zones = [Zone(Span(0, len(title)), ZoneKind.TITLE)] if title else []
    zones.append(Zone(Span(len(whole) - len(text), len(whole)), ZoneKind.BODY))
    mentions = [
        Mention(Span(m.start(), m.end()), label, name)
        for name, label in NAMES.items()
        for m in re.finditer(name, whole)
    ]
    timexes = [
        Timex(Span(m.start(), m.end()), TimexType.DATE, value, value, value, "test")
        for word, value in (times or {}).items()
        for m in re.finditer(word, whole)
    ]
    return Document(
        id="t",
        path="t",
        text=whole,
        lang="ar",
        published="2025-09-07",
        zones=tuple(zones),
        sentences=annotate_zones(whole, zones),
        mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        timexes=tuple(sorted(timexes, key=lambda t: t.span)),
        attributions=attributions,
    )


def found(doc: Document) -> tuple[Event, ...]:
    return events.annotate(doc).events


def only(doc: Document) -> Event:
    (event,) = found(doc)
    return event


def said(text: str, source: str, cue: str, content: str) -> Attribution:
    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution(
        "a1",
        at(source),
        at(cue),
        at(content),
        QuoteType.INDIRECT,
        SourceKind.ORGANIZATION,
        source,
        None,
        None,
        None,
        "test",
    )


def test_a_meeting_has_both_sides_place_and_day() -> None:
    event = only(
        report("التقى وفد من حزب النخلة أمس هدى المرزوقي في القاهرة.", {"أمس": "2025-09-06"})
    )
    assert event.type is EventType.CONSULT
    assert event.participants == ("حزب النخلة", "هدى المرزوقي")
    assert (event.place, event.date, event.status) == ("القاهرة", "2025-09-06", Status.OCCURRED)


def test_the_span_is_the_clause_and_holds_the_trigger() -> None:
    doc = report("وصل سالم الراوي إلى القاهرة، فيما قصفت طائرات حربية مواقع قرب مرجانة.")
    for event in found(doc):
        assert event.span.covers(event.trigger)
    assert [e.span.of(doc.text)[:4] for e in found(doc)] == ["وصل ", "فيما"]


def test_every_member_of_a_delegation_takes_part() -> None:
    text = "التقى وفد برئاسة سالم الراوي وعضوية هدى المرزوقي قادة جبهة الساحل في جنيف."
    assert set(only(report(text)).participants) >= {"سالم الراوي", "هدى المرزوقي", "جبهة الساحل"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("سيلتقي سالم الراوي هدى المرزوقي في جنيف.", Status.PLANNED),
        ("التقى سالم الراوي هدى المرزوقي في جنيف.", Status.OCCURRED),
        ("يخوض حزب النخلة معارك مع جبهة الساحل قرب مرجانة.", Status.ONGOING),
        ("نفى سالم الراوي أن حزب النخلة وقع اتفاقا مع جبهة الساحل.", Status.DENIED),
        ("تعتزم جبهة الساحل أن توقع اتفاقا مع حزب النخلة.", Status.PLANNED),
        ("ما زال حزب النخلة يتفاوض مع جبهة الساحل.", Status.ONGOING),
    ],
)
def test_status_follows_tense_and_words(text: str, status: Status) -> None:
    assert {e.status for e in found(report(text))} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "يسعى سالم الراوي إلى لقاء هدى المرزوقي من أجل التوصل إلى اتفاق.",
        "لم يوقع حزب النخلة اتفاقا مع جبهة الساحل.",
        "إذا وقع حزب النخلة اتفاقا مع جبهة الساحل عادت العائلات.",
        "تعثرت جهود وقف القتال بين حزب النخلة وجبهة الساحل دون اتفاق.",
        "باع سالم الراوي داره لقاء مبلغ كبير.",
        "يرى محللون أن جهود حزب النخلة مهمة.",
        "قال محلل إن على حزب النخلة أن يقبل.",
    ],
)
def test_aims_conditions_negations_and_topics_are_no_events(text: str) -> None:
    assert found(report(text)) == ()


def test_a_future_day_makes_a_present_tense_a_plan() -> None:
    event = only(
        report(
            "يناقش حزب النخلة يوم الاثنين مع هدى المرزوقي ملف الحدود.", {"الاثنين": "2025-09-08"}
        )
    )
    assert (event.status, event.date) == (Status.PLANNED, "2025-09-08")


def test_a_day_that_is_not_stated_stays_open() -> None:
    assert only(report("التقى سالم الراوي هدى المرزوقي في جنيف.")).date is None


def test_a_date_says_where_it_is_from() -> None:
    inside = only(report("التقى سالم الراوي هدى المرزوقي اليوم في جنيف.", {"اليوم": "2025-09-07"}))
    assert (inside.date, inside.dated_by) == ("2025-09-07", DatedBy.CLAUSE)
    text = "أغلق الطريق اليوم، وهاجمت قوات جبهة الساحل مرجانة."
    beside = only(report(text, {"اليوم": "2025-09-07"}))
    assert (beside.date, beside.dated_by) == ("2025-09-07", DatedBy.SENTENCE)
    assert only(report("التقى سالم الراوي هدى المرزوقي في جنيف.")).dated_by is None


def test_the_saying_day_does_not_date_what_is_told() -> None:
    text = "قال حزب النخلة صباح اليوم إن سالم الراوي التقى هدى المرزوقي في جنيف."
    saying = said(text, "حزب النخلة", "قال", "سالم الراوي التقى هدى المرزوقي في جنيف")
    event = only(report(text, {"اليوم": "2025-09-07"}, (saying,)))
    assert event.date is None
    assert event.attribution == "a1"


def test_a_statement_is_dated_by_its_saying() -> None:
    text = "أدان حزب النخلة اليوم قتل المدنيين."
    saying = said(text, "حزب النخلة", "أدان", "قتل المدنيين")
    event = only(report(text, {"اليوم": "2025-09-07"}, (saying,)))
    assert (event.type, event.date) == (EventType.ACCUSE, "2025-09-07")
    assert event.participants[0] == "حزب النخلة"


def test_a_participle_carries_a_further_act_of_the_same_doer() -> None:
    events_ = found(report("دعا حزب النخلة إلى الحوار، متهما جبهة الساحل بعرقلته."))
    assert [(e.type, e.participants[0]) for e in events_] == [
        (EventType.REQUEST, "حزب النخلة"),
        (EventType.ACCUSE, "حزب النخلة"),
    ]


def test_a_verb_without_a_doer_continues_the_last_one() -> None:
    events_ = found(report("هاجمت قوات جبهة الساحل مرجانة، واعتقلت 26 شخصا."))
    assert events_[-1].type is EventType.COERCE
    assert "جبهة الساحل" in " ".join(events_[-1].participants)


def test_what_a_party_says_did_not_happen_is_denied() -> None:
    text = "قال حزب النخلة إن سالم الراوي لم يلتق هدى المرزوقي."
    saying = said(text, "حزب النخلة", "قال", "سالم الراوي لم يلتق هدى المرزوقي")
    assert only(report(text, None, (saying,))).status is Status.DENIED


def test_a_subjunctive_is_a_wish_unless_it_comes_after_before() -> None:
    assert found(report("يسر حزب النخلة أن يلتقي سالم الراوي هدى المرزوقي.")) == ()
    assert len(found(report("غابت الشمس قبل أن يلتقي سالم الراوي هدى المرزوقي."))) == 1


def test_later_sentences_that_recall_an_event_are_its_others() -> None:
    first = "هاجم مسلحون مركزا للشرطة في مرجانة."
    doc = report(f"{first} وقال السكان إن الهجوم استمر ساعة.")
    (other,) = only(doc).others
    assert "الهجوم استمر ساعة" in other.of(doc.text)


def test_a_name_of_no_list_acts_where_a_doer_stands() -> None:
    assert only(report("تعهدت سيلفارا تقديم مساعدات للنازحين.")).participants[0] == "سيلفارا"


def test_an_unnamed_source_makes_no_demand() -> None:
    text = "دعا مصدر مطلع إلى وقف القتال."
    assert found(report(text)) == ()


def test_one_event_told_twice_is_one_entry() -> None:
    text = "وصل سالم الراوي إلى القاهرة.\nوقال البيان إن سالم الراوي وصل أمس إلى القاهرة."
    event = only(report(text, {"أمس": "2025-09-06"}))
    assert (event.id, event.span.start, event.date) == ("e1", 0, "2025-09-06")


def test_a_title_yields_to_the_body() -> None:
    doc = report(
        "التقى سالم الراوي هدى المرزوقي في جنيف.", title="الراوي يلتقي المرزوقي: لقاء في جنيف"
    )
    assert only(doc).span.start > len("الراوي يلتقي المرزوقي: لقاء في جنيف")


def test_days_apart_keep_two_attacks_apart() -> None:
    text = "هاجم مسلحون مركزا للشرطة في مرجانة يوم السبت.\nوهاجم مسلحون بلدة قرب مرجانة يوم الأحد."
    days = {"السبت": "2025-09-06", "الأحد": "2025-09-07"}
    assert [e.date for e in found(report(text, days))] == ["2025-09-06", "2025-09-07"]


def test_the_adjective_of_a_state_names_the_state() -> None:
    assert "مصر" in only(report("التقى سالم الراوي مسؤولين مصريين في جنيف.")).participants


def test_the_movement_points_back_to_its_name() -> None:
    text = "تأسست جبهة الساحل قبل عقود.\nورفضت الجبهة والحركة توقيع الاتفاق."
    assert only(report(text)).participants[0] == "جبهة الساحل"


def test_a_sports_report_has_no_events() -> None:
    text = (
        "هاجم لاعب المنتخب مرمى الفريق في مباراة الدوري، وقال المدرب إن الملعب كان رطبا،"
        " والتقى سالم الراوي هدى المرزوقي بعد الشوط الأول من البطولة."
    )
    assert found(report(text)) == ()


def test_sentences_outside_the_report_are_left_alone() -> None:
    doc = Document(id="t", path="t", text="قصفت طائرات الجيش البلدة", lang="ar")
    assert events.annotate(doc).events == ()
    sentence = Sentence(Span(0, len(doc.text)), ZoneKind.BODY)
    whole = Document(id="t", path="t", text=doc.text, lang="ar", sentences=(sentence,))
    assert len(events.annotate(whole).events) == 1


def test_a_report_without_public_affairs_has_no_events() -> None:
    filler = "نضجت الثمار في البساتين وباع المزارعون محصولهم في السوق القديمة بأسعار طيبة. " * 6
    assert found(report(filler + "زار سالم الراوي القاهرة.")) == ()
    assert len(found(report("زار سالم الراوي القاهرة."))) == 1


def test_an_agency_that_reports_takes_no_part() -> None:
    text = "التقى سالم الراوي هدى المرزوقي في جنيف، بحسب وكالة رويترز."
    assert only(report(text)).participants == ("سالم الراوي", "هدى المرزوقي")


def test_a_further_act_in_the_same_breath_is_the_speakers() -> None:
    text = "قال حزب النخلة إن الحوار تقدم وحث الأطراف المحلية على التهدئة."
    saying = said(text, "حزب النخلة", "قال", "الحوار تقدم وحث الأطراف المحلية على التهدئة")
    event = only(report(text, None, (saying,)))
    assert (event.type, event.participants[0]) == (EventType.REQUEST, "حزب النخلة")


def pipeline_events(text: str) -> tuple[Event, ...]:
    """The events of a text as the whole pipeline reads it."""
    return pipeline.annotate(Document(id="t", path="t", text=text, lang="ar")).events


def test_a_time_inside_a_quotation_dates_nothing_outside_it() -> None:
    text = (
        "الوسطاء يعودون إلى المحادثات\n\n2025-09-07\n\n"
        "ورحب المبعوث سالم الراوي بالزيارة، واصفا إياها بأنها «أول نافذة تفتح منذ آذار».\n"
    )
    (welcome,) = (e for e in pipeline_events(text) if e.type is EventType.SUPPORT)
    assert (welcome.participants[0], welcome.date) == ("سالم الراوي", None)


def test_a_movement_named_in_words_no_list_knows_is_no_other_body() -> None:
    text = (
        "نشرت حركة فجر البحر تقريرها السنوي بعد أن زارت «ألوية الساحل» في المدينة أمس.\n"
        "ووافقت الحركة على الورقة مع ثلاث ملاحظات.\n"
    )
    agreed = [e for e in pipeline_events(text) if e.type is EventType.AGREE]
    assert agreed
    assert not any("ألوية الساحل" in e.participants for e in agreed)


def test_captives_are_no_party_to_the_agreement_about_them() -> None:
    text = "اتفق الجانبان أمس في القاهرة على تبادل الأسرى والمحتجزين.\n"
    agreed = [e for e in pipeline_events(text) if e.type is EventType.AGREE]
    assert agreed
    assert not {"الأسرى", "المحتجزين", "والمحتجزين"} & {p for e in agreed for p in e.participants}
