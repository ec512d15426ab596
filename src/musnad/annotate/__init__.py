"""Each module adds one layer to a document and leaves the others as they are."""
