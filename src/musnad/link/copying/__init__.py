"""The parts that find shared text: words, sketches, alignment, credits."""
