"""What many documents say together: one happening, one series, one source."""
