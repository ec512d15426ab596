"""Arabic text at the level of letters, words and sentences, with offsets kept."""
