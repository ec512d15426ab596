"""Musnad: Arabic news reports in, a sourced chronology out.

>>> doc = annotate("قال الوزير إن الوفد غادر.")
>>> doc.lang
'ar'

The engines for times, figures and numbers work alone, on any Arabic text.

>>> [t.value for t in times("غادر الوفد أمس", "2025-09-07")]
['2025-09-06']
>>> [n.value for n in numbers("مئة وخمسون ألفا")]
[150000.0]
"""

from importlib import import_module
from typing import TYPE_CHECKING

from musnad.model import Document, Failure
from musnad.plain import DateStyle, numbers, quantities, render_date, times
from musnad.run.one import annotate
from musnad.version import VERSION

if TYPE_CHECKING:
    from musnad.api import Case, open_case
    from musnad.run.local import Summary, annotate_files, build

__version__ = VERSION

_LATER = {
    "Case": "musnad.api",
    "open_case": "musnad.api",
    "Summary": "musnad.run.local",
    "annotate_files": "musnad.run.local",
    "build": "musnad.run.local",
}
"""What loads when it is first asked for: the database library alone loads longer than the rest."""

# `annotate` the function stands before `musnad.annotate` the package, whose modules are reached
# by `from musnad.annotate import times`.
__all__ = [
    "Case",
    "DateStyle",
    "Document",
    "Failure",
    "Summary",
    "__version__",
    "annotate",
    "annotate_files",
    "build",
    "numbers",
    "open_case",
    "quantities",
    "render_date",
    "times",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
