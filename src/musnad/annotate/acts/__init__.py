"""The parts that read an event: triggers, status, actors, arguments, dates, merging."""
