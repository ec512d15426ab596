"""Addresses in, the records of their pages out: politely, and never into a private network."""
