"""names of people, organisations and places."""

from musnad.model import Document


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc
