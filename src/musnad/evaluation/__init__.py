"""Scores against gold annotations, layer by layer."""
