"""The parts that find disagreements, one file a question: who, why, when, how many, whether."""
