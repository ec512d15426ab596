"""Sentences as vectors, so that a question finds what answers it in other words or letters."""
