"""who said what: PARC source, cue and content."""

from musnad.model import Document


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc
