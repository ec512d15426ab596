"""The case file: schema and store; alone speaks SQL."""
