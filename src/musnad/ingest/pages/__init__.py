"""One page: its article, and what it says about it."""
