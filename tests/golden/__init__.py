"""Whole stories with what a reader expects of them."""
