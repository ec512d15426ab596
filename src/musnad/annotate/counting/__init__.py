"""The parts that read figures: digits, number words, measures and scopes."""
