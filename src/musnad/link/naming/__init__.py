"""How names are brought together: spellings, bodies of states, short forms, English forms."""
