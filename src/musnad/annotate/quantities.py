"""figures: counted things with value, bound and measure."""

from musnad.model import Document


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc
