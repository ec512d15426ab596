"""Sentences that a page's furniture ends a report's own line with: `رابط الخبر بصحيفة …: …`."""

from musnad.annotate.page.lines import Line, rows_of

_LINKS = frozenset({"source.link"})


def is_link(sentence: str) -> bool:
    """Say whether a sentence only links to the report itself, its title repeated.

    >>> is_link("رابط الخبر بصحيفة النسيم: الوفد يغادر العاصمة"), is_link("رابط الخبر معطل.")
    (True, False)
    """
    if not sentence.startswith("رابط"):
        return False
    return any(row.id in _LINKS for row in rows_of(Line(0, len(sentence), sentence, gap=False)))
