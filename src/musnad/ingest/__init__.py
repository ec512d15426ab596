"""Files and pages in, documents out."""
