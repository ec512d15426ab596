"""CoNLL-2002: a word and its label (IOB2) a line, a blank line after a sentence.

Source: Tjong Kim Sang (2002), https://aclanthology.org/W02-2024/. `-DOCSTART-` begins a report.
"""

from pathlib import Path

from musnad.present.exports.contents import Contents
from musnad.present.exports.spans import words


def write(contents: Contents, path: Path) -> None:
    """Write the names of every report's sentences."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for report in contents.reports():
            out.write("-DOCSTART- O\n\n")
            for sentence in report.sentences:
                lines = [f"{word} {tag}\n" for word, tag in words(report, sentence)]
                out.write("".join(lines) + "\n" if lines else "")
