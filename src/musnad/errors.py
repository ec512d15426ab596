"""Every error Musnad raises on purpose, with `MusnadError` at the root.

A message names the input, the place in it, and the remedy, in one line.
"""


class MusnadError(Exception):
    """The root: catch this to catch everything Musnad raises on purpose."""


class UsageError(MusnadError):
    """The command or call was used wrongly (exit code 2)."""


class IngestError(MusnadError):
    """One input can't be read as a report; the run goes on with the others."""


class LexiconError(MusnadError):
    """A row of a rule table is malformed."""


class CaseError(MusnadError):
    """A case can't be opened, read or written."""


class CaseWriteError(CaseError):
    """A case that was open can't be written on: the disk is full, or another run holds it."""


class PipelineError(MusnadError):
    """The steps are in an order in which one lacks what it needs."""


class GoldError(MusnadError):
    """A gold file is malformed, or quotes words that its text doesn't hold."""
