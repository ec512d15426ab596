"""Stands for PyICU where followthemoney asks for it, to spell names in Latin letters.

No test looks at such spellings, and PyICU has to be compiled.
"""

import sys
from importlib import import_module
from types import ModuleType


class Transliterator:
    """Leaves every text as it is."""

    @classmethod
    def createInstance(cls, *_: str) -> "Transliterator":  # noqa: N802 - ICU's name
        return cls()

    def transliterate(self, text: str) -> str:
        return text


def stand_in() -> None:
    """Let `import icu` find this, where there is no PyICU."""
    try:
        import_module("icu")
    except ModuleNotFoundError:
        module = ModuleType("icu")
        module.Transliterator = Transliterator  # type: ignore[attr-defined]
        sys.modules["icu"] = module
