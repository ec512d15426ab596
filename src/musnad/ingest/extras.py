"""Libraries that only some inputs need, each in an extra of its own."""

from importlib import import_module
from typing import Any, TypeAlias

from musnad.errors import UsageError

Module: TypeAlias = Any
"""A library that is loaded by name: its types are not known here."""


def load(module: str, extra: str, purpose: str) -> Module:
    """Return a module of a library, or say which extra installs it.

    Raises:
        UsageError: when it is not installed; `purpose` begins the message.
    """
    try:
        return import_module(module)
    except ImportError as e:
        raise UsageError(
            f"{purpose}: {module.partition('.')[0]} is missing; install it with: "
            f"pip install 'musnad[{extra}]'"
        ) from e
