"""Digits as newspapers separate them: thousands, decimals, and what is neither."""

import regex

_DIGITS = regex.compile(r"\d+(?:[.,٫٬]\d+)*")
_MARK = regex.compile(r"\D")
_GROUPED = regex.compile(r"\d{1,3}(?:([.,٬])\d{3})(?:\1\d{3})*(?:([.,٫])\d+)?")


def digits(form: str, *, scaled: bool = False) -> float | None:
    """Read a folded digit token; None for dates, scores and other compounds of digits.

    Groups of three are thousands, whatever separates them, unless a scale word follows
    (`3.125 مليار`).

    >>> digits("56.500"), digits("2.3"), digits("1,234,567"), digits("3.125", scaled=True)
    (56500.0, 2.3, 1234567.0, 3.125)
    """
    if not _DIGITS.fullmatch(form):
        return None
    grouped = _GROUPED.fullmatch(form)
    if grouped and not form.startswith("0") and not (scaled and form.count(grouped[1]) == 1):
        whole, mark, rest = form, grouped[2], ""
        if mark:
            whole, _, rest = form.rpartition(mark)
        return float(_MARK.sub("", whole) + ("." + rest if rest else ""))
    marks = _MARK.findall(form)
    if len(marks) > 1:
        return None
    return float(_MARK.sub(".", form))
