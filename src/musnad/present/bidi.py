"""Arabic and English on one line: text set apart so that neither shuffles the other."""

import re

FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and pop directional isolate (Unicode Bidirectional Algorithm)."""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def isolate(text: str) -> str:
    r"""Return the text in an isolate of its own, made visible as `visible` does.

    >>> ascii(isolate("CUE"))
    "'\\u2068CUE\\u2069'"
    """
    return f"{FSI}{visible(text)}{PDI}"


def marked(text: str, rtl: bool) -> str:
    r"""Return the text with a mark of its line's direction where an isolate begins or ends.

    For programs that know no isolates: between two Arabic names an arrow keeps its direction.

    >>> ascii(marked(isolate("A") + " < ", rtl=True))
    "'\\u200fA\\u200f < '"
    """
    return text.translate(dict.fromkeys(map(ord, FSI + PDI), "\u200f" if rtl else "\u200e"))


def visible(text: str) -> str:
    r"""Return the text with the characters that steer a terminal or its direction shown by code.

    >>> visible("a\x1b[31mb\u202ec")
    'a<U+001B>[31mb<U+202E>c'
    """
    return _UNSAFE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
