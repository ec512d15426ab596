"""A small case of invented reports, and its links, as the listings read them."""

from musnad.link import link
from musnad.model import Document, EventType, Links, Measure, SourceKind, Status
from tests.link.build import Report

MEETING = "التقى وفد من حركة النجم وفد الاتحاد أمس في نورابا، حسب بيان للحركة."
LATE = "وفي أواخر أبريل الماضي أعلن سالم الرملي انسحاب وفده | من المحادثات."
DENIAL = "ونفى سالم الرملي لقاء الوفدين في تل الريح الأربعاء."
PLAN = "ومن المقرر أن يجتمع الوفدان قريبا."
TOLL = "=وقال مسعف إن 1200 جبلي قتلوا حتى الخميس."


def reports() -> tuple[Document, ...]:
    one = Report("r1", f"{MEETING}\n{LATE}", outlet="صحيفة الوادي")
    one.says("بيان للحركة", "حسب", MEETING[:46], "حركة النجم", kind=SourceKind.ORGANIZATION)
    one.says("سالم الرملي", "أعلن", "انسحاب وفده", "سالم الرملي")
    one.event("التقى وفد", ("حركة النجم", "الاتحاد"), "نورابا", "2031-05-09", attribution="a1")
    one.time("أواخر أبريل الماضي", "2031-04", "2031-04-21", "2031-04-30")
    one.event("انسحاب وفده", ("سالم الرملي",), None, "2031-04", type=EventType.RETREAT)
    two = Report("r2", f"{DENIAL}\n{PLAN}\n{TOLL}", published="2031-05-11", outlet=None)
    two.says("سالم الرملي", "نفى", "لقاء الوفدين في تل الريح الأربعاء", "سالم الرملي")
    two.event(
        "لقاء الوفدين",
        ("قطر", "الأمم المتحدة"),
        "تل الريح",
        "2031-05-07",
        status=Status.DENIED,
        attribution="a1",
    )
    two.event("يجتمع الوفدان", ("حركة النجم",), status=Status.PLANNED)
    two.says("مسعف", "وقال", "1200 جبلي قتلوا", kind=SourceKind.ANONYMOUS, told="إذاعة النجم")
    two.counts("1200 جبلي", 1200, Measure.KILLED, population="جبلي", as_of="2031-05-08")
    return one.done(), two.done()


def linked() -> tuple[Links, dict[str, Document]]:
    docs = {d.id: d for d in reports()}
    return link(docs.values()), docs
