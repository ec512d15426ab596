"""A file in, a document out: bytes decoded, language told, nothing else decided."""

import hashlib
from pathlib import Path

from musnad.model import Document


def read(path: Path) -> Document:
    """Return one text file as a document without layers."""
    data = path.read_bytes()
    digest = hashlib.sha256(path.name.encode() + b"\0" + data).hexdigest()[:8]
    return Document(id=f"{path.stem}.{digest}", path=str(path), text=data.decode(), lang="ar")
