"""title, outlet, byline and publication date, as the page states them."""

from musnad.model import Document


def annotate(doc: Document) -> Document:
    """Return the document with this layer."""
    return doc
