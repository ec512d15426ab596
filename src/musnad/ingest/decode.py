"""Bytes in, text and the name of its encoding out; what is no text is refused with the reason."""

import codecs
import re

from charset_normalizer import from_bytes

from musnad.errors import IngestError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"PK\x03\x04": "a zip or Office file; name a zip .zip, save the text of another as .txt",
    b"\xd0\xcf\x11\xe0": "an old Office file; save its text as .txt",
    b"\x1f\x8b": "a gzip file; unpack it first",
    b"\x89PNG": "an image; give its text as .txt",
    b"\xff\xd8\xff": "an image; give its text as .txt",
    b"GIF8": "an image; give its text as .txt",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""",
    re.IGNORECASE,
)
_ARABIC = {"windows-1256": "cp1256", "iso-8859-6": "iso8859-6"}
_COMMON = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|عن|مع|التي|الذي|بعد|هذا|هذه|كما)(?!\w)")
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_SAMPLE = 200_000


def decode(data: bytes, name: str, *, markup: bool = False) -> tuple[str, str]:
    """Return the text and how it was read; `markup` lets an HTML declaration have its say.

    A byte-order mark is read and not kept; line ends stay as they are. UTF-8 with a few bad
    bytes stays UTF-8, each bad byte sequence a U+FFFD, and the encoding's name tells how many.

    Raises:
        IngestError: for an empty or binary file, or one in no encoding that makes sense.

    >>> decode("قال الوزير".encode("cp1256"), "a.txt")[1]
    'windows-1256'
    """
    if not data.strip():
        raise IngestError(f"{name}: the file is empty; give a report with text in it")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _not_blank(*_replacing(data, encoding), name)
    _refuse_binary(data, name)
    try:
        return _not_blank(data.decode("utf-8"), "utf-8", name)
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _replacing(data, "utf-8")
    declared = _declared(data) if markup else None
    found = (declared and _try(data, declared)) or _arabic(data) or _other(data)
    if not found:
        raise IngestError(f"{name}: no known encoding reads it as text; save it as UTF-8")
    return found


def _not_blank(text: str, encoding: str, name: str) -> tuple[str, str]:
    if not text.strip():
        raise IngestError(f"{name}: the file holds only white space; give a report with text in it")
    return text, encoding


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise IngestError(f"{name}: not a text file but {what}")
    head = data[:8192]
    if b"\0" in head or len(_CONTROL.findall(head)) > len(head) // 50:
        raise IngestError(f"{name}: a binary file, not text; give .txt, .md, .html or .pdf")


def _replacing(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    noun = "byte" if bad == 1 else "bytes"
    return text, f"{encoding} ({bad} {noun} replaced)" if bad > 0 else encoding


def _mostly_utf8(data: bytes) -> bool:
    """Say whether most of the bytes beyond ASCII stand in well-formed sequences."""
    sample = data[:_SAMPLE]
    beyond = sum(b > 0x7F for b in sample)
    good = sum(len(m) for m in _UTF8_PAIR.findall(sample))
    return good >= 0.7 * beyond


def _declared(data: bytes) -> str | None:
    m = _DECLARED.search(data[:4096])
    return (m.group(1) or m.group(2)).decode("ascii").lower() if m else None


def _try(data: bytes, encoding: str) -> tuple[str, str] | None:
    if encoding in {"utf-8", "utf8"}:
        return None
    try:
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError):
        return None


def _arabic(data: bytes) -> tuple[str, str] | None:
    """Read as the Arabic code page that gives the more ordinary Arabic words, if any."""
    best: tuple[int, str, str] | None = None
    for name, codec in _ARABIC.items():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = sum("\u0621" <= c <= "\u064a" for c in text)
        beyond = sum(not c.isascii() for c in text)
        if letters * 2 < beyond:
            continue
        score = len(_COMMON.findall(text)) * 10 + text.count("ال")
        if score and (best is None or score > best[0]):
            best = (score, text, name)
    return best[1:] if best else None


def _other(data: bytes) -> tuple[str, str] | None:
    guess = from_bytes(data[:_SAMPLE]).best()
    return _try(data, guess.encoding) if guess else None
