"""JSON Lines: one object an entry, as `chronology --format json` has them."""

from pathlib import Path

import msgspec

from musnad.present.chronology import chronology
from musnad.present.exports.contents import Contents


def write(contents: Contents, path: Path) -> None:
    """Write one line of JSON an entry."""
    with path.open("wb") as out:
        for item in chronology(contents.entries, contents.lang).items:
            out.write(msgspec.json.encode(item) + b"\n")
