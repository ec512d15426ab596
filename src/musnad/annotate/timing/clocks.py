"""The time on the clock that the words of a match give, in 24 hours."""

import re

from musnad.annotate.grammar import Match

_EVENING = frozenset({"AF", "EV", "NI"})


def time_of_day(m: Match) -> str | None:
    """Return the time as `hh:mm` or `hh`, in 24 hours where the words tell which half."""
    lexeme = m.group("clock")
    if not lexeme:
        return None
    digits = re.split("[:.,]", lexeme.form) if lexeme.form[0].isdigit() else []
    if "hhmm" in lexeme.classes:
        digits = [lexeme.form[:2], lexeme.form[2:]]
    hour = int(digits[0]) if digits else int(lexeme.number or 0)
    minute = int(digits[1]) if len(digits) > 1 else None
    before = _minutes(m, "less", "lessminutes")
    minute = _minutes(m, "half", "minutes") or minute
    if before:
        hour, minute = (hour - 1) % 12 or 12, 60 - before
    later = m.group("laterpart")
    part = m.value("part") or m.value("part_adverb") or (later and later.classes["part_adverb"])
    late = _meridiem(m) == "pm" or part in _EVENING or (part == "MI" and hour < 10)
    if late and hour < 12 and not (part == "NI" and hour < 6):
        hour += 12
    elif hour == 12 and (_meridiem(m) == "am" or part == "NI"):
        hour = 0
    if hour > 24:
        return None
    return f"{hour:02}" + (f":{minute:02}" if minute is not None else "")


def _minutes(m: Match, part: str, count: str) -> int | None:
    """Return the minutes of `والنصف`, `وعشر دقائق`, or of what `إلا` takes off."""
    of_hour, word = m.group(part), m.group(count)
    if of_hour:
        return round(60 * float(of_hour.classes["half"]))
    return int(word.number) if word and word.number else None


def _meridiem(m: Match) -> str | None:
    later = m.group("latermeridiem")
    return m.value("meridiem") or (later.classes["meridiem"] if later else None)
