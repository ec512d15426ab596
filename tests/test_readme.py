"""What the README shows is what comes out."""

import json
import re
from pathlib import Path

from musnad import jsonl
from musnad.model import Document
from musnad.run import one

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_sentence_gives_the_statement_shown() -> None:
    sentence = README.split("> ", 1)[1].split("\n", 1)[0]
    block = re.search(r"```json\n(.*?)```", README, re.S)
    assert block
    shown = json.loads(block.group(1))
    found = one.annotate(sentence.encode())
    assert isinstance(found, Document)
    (statement,) = json.loads(jsonl.encode(found))["attributions"]
    for field, value in shown.items():
        got = statement[field]
        assert (got["text"] if isinstance(value, dict) else got) == (
            value["text"] if isinstance(value, dict) else value
        )


def test_the_statement_stands_before_line_30() -> None:
    assert '"content"' in "\n".join(README.splitlines()[:29])
