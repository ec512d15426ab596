"""The parts that read a statement: cues, frames, noun phrases, contents, speakers."""
