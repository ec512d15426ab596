"""Musnad: Arabic news reports in, a sourced chronology out.

>>> doc = annotate("قال الوزير إن الوفد غادر.")
>>> doc.lang
'ar'

The engines for times, figures and numbers work alone: `times.parse`, `quantities.parse`,
`numbers.parse`.

>>> [n.value for n in numbers.parse("مئة وخمسون ألفا")]
[150000.0]
"""

from musnad.annotate import numbers, quantities, times
from musnad.api import Case, open_case
from musnad.model import Document, Failure
from musnad.run.local import Summary, annotate, annotate_files, build
from musnad.version import VERSION

__version__ = VERSION

# `annotate` the function stands before `musnad.annotate` the package, whose modules are reached
# by `from musnad.annotate import times`.
__all__ = [
    "Case",
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
    "times",
]
