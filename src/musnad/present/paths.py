"""The path a piece of news came by, and the reports that carry it, as they are shown."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from musnad.link.dates import interval
from musnad.model import Document
from musnad.present.bidi import isolate
from musnad.present.dates import shown
from musnad.present.glosses import named
from musnad.present.labels import Lang, phrase

_STEP = {Lang.EN: " → ", Lang.AR: " ← "}


def path(chain: Iterable[str], lang: Lang) -> str:
    """Return a chain from the outlet to the first mouth, in reading order.

    >>> path(("وكالة", "مصدر"), Lang.EN).replace(chr(0x2068), "").replace(chr(0x2069), "")
    'وكالة → مصدر'
    """
    return _STEP[lang].join(isolate(named(link, lang)) for link in chain)


def paths(chains: Iterable[tuple[str, ...]], lang: Lang) -> str:
    """Return the distinct chains, each once, in order."""
    return "; ".join(path(chain, lang) for chain in dict.fromkeys(chains) if chain)


def carried_by(reports: Iterable[Document], lang: Lang) -> str:
    """Return the outlets of reports with their dates; one outlet's same-day reports together."""
    counts: Counter[tuple[str, str | None]] = Counter(
        (r.outlet or _unnamed(r, lang), r.published) for r in reports
    )
    return "; ".join(
        isolate(named(outlet, lang))
        + (f" ({day(published, lang)})" if published else "")
        + (f" ×{n}" if n > 1 else "")
        for (outlet, published), n in counts.items()
    )


def _unnamed(report: Document, lang: Lang) -> str:
    return f"{phrase('unknown_outlet', lang)}: {Path(report.path).name}"


def day(value: str | None, lang: Lang) -> str:
    """Return a date in words, isolated; nothing where there is none."""
    text = shown(value, interval(value), lang)
    return isolate(text) if text else ""


def names(values: Iterable[str], lang: Lang) -> str:
    """Return names, each isolated, with a comma of the language between them."""
    return ("، " if lang is Lang.AR else ", ").join(isolate(named(v, lang)) for v in values)
