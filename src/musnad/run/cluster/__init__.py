"""The same pipeline past one machine: a Daft plan, on this machine or on a Ray cluster."""
