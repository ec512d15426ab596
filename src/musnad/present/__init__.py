"""What a person sees, without the web: tables, JSON, CSV, Markdown."""
