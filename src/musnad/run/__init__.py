"""How many documents go through the same pipeline on one machine."""
