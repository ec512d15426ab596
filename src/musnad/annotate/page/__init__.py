"""What a page says of itself: its lines, header, credits, and the outlet's own name."""
