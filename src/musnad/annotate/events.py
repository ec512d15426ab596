"""PLOVER events with status, participants, place and date."""

from musnad.model import Document


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc
