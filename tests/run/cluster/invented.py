"""As many short invented reports as a test wants: events told by several outlets, and copies."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

OUTLETS = ("شبكة النسيم", "وكالة السروة", "صحيفة المنارة الساحلية", "إذاعة وادي الزيتون")
PEOPLE = ("سليم الراوي", "سعاد المرجان", "وائل البحراني", "هالة نصر", "فراس الخيال", "رامز الطيب")
OFFICES = ("وزير الخارجية", "المتحدثة باسم البلدية", "رئيس الوفد", "محافظ الإقليم")
TOWNS = ("السهلية", "تل الغزلان", "مرسى الطيور", "وادي الزيتون", "جبل النور", "رأس الصنوبر")
DEEDS = (
    "قتل {n} أشخاص وأصيب {m} آخرون في قصف استهدف سوق {town} يوم {day}.",
    "التقى {office} {person} وفدا من {town} يوم {day} وبحث معه فتح المعابر.",
    "اعتقلت الشرطة {n} متظاهرين في {town} يوم {day} بعد احتجاجات على انقطاع المياه.",
    "وقع الطرفان في {town} يوم {day} اتفاقا يقضي بتبادل {m} محتجزا.",
    "دعا {office} {person} يوم {day} إلى وقف إطلاق النار في {town}.",
)
SAYINGS = (
    "وقال {office} {person} إن عدد النازحين من {town} بلغ {m} ألفا منذ مطلع الشهر.",
    "ونفى {person} أن تكون قواته قد دخلت {town}، مؤكدا التزامها الاتفاق الموقع قبل أسبوع.",
    "ونقلت وكالة السروة عن مصدر مطلع قوله إن المحادثات تستأنف في {town} خلال الأيام المقبلة.",
)


def reports(count: int, seed: int = 1) -> Iterator[str]:
    """Yield reports: a third are new, a third tell an event again, a third copy another's text."""
    random = Random(seed)  # noqa: S311
    told: list[tuple[str, str]] = []
    for number in range(count):
        day = date(2025, 1, 1) + timedelta(days=random.randrange(240))
        words = {
            "n": random.randrange(3, 10),
            "m": random.randrange(11, 90),
            "town": random.choice(TOWNS),
            "office": random.choice(OFFICES),
            "person": random.choice(PEOPLE),
            "day": f"{day.day}-{day.month}-{day.year}",
        }
        deed, saying = random.choice(DEEDS).format(**words), random.choice(SAYINGS).format(**words)
        way = random.randrange(3)
        if told and way == 1:
            deed = random.choice(told)[0]
        elif told and way == 2:
            deed, saying = random.choice(told)
        told.append((deed, saying))
        head = f"تطورات {words['town']} رقم {number}\n{random.choice(OUTLETS)}\n{day.isoformat()}"
        yield f"{head}\n\n{deed} {saying}\n"


def written(folder: Path, count: int) -> Path:
    """Write reports into a folder."""
    folder.mkdir(parents=True)
    for number, text in enumerate(reports(count)):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder
