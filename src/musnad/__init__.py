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

from musnad.api import Case, open_case
from musnad.model import Document, Failure
from musnad.plain import DateStyle, numbers, quantities, render_date, times
from musnad.run.local import Summary, annotate, annotate_files, build
from musnad.version import VERSION

__version__ = VERSION

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
