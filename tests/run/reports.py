"""Files of invented reports for the runs to read."""

from pathlib import Path

_PARTS = ("غادر الوفد لولان", "عاد الوفد إلى نورابا", "بدأت جولة جديدة من المحادثات في لولان")
_WHO = ("مروان السهلي", "المتحدث باسم جبهة الوادي", "مصدر مطلع")


def write(folder: Path, count: int) -> list[Path]:
    """Write so many reports into a folder, each unlike the others, and return their paths."""
    folder.mkdir(exist_ok=True)
    paths = []
    for n in range(count):
        path = folder / f"report{n:03}.txt"
        what, who = _PARTS[n % len(_PARTS)], _WHO[n // 3 % len(_WHO)]
        day = f"{n % 28 + 1} مايو 2031"
        path.write_text(
            f"{what} للمرة {n}\n\n{day}\n\n{what} يوم الأحد {day}، وفق بيان.\n"
            f"وقال {who} إن {n + 10} شخصًا أصيبوا في نورابا منذ {n + 2} أيام.\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths
