"""Telegram Desktop's export as JSON: a channel's messages, a report each.

The channel is the outlet, the message's link its address, so that another export of the same
channel finds what is held already, and an edited message is a new version of the one held before.
A forwarded message's first author is its `via`. Service messages and messages without words are
passed over.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from musnad.ingest.given import Given, Row, sealed
from musnad.ingest.pages.stated import day
from musnad.model import Failure

EXPORT = "result.json"
"""What Telegram Desktop calls the file."""

LARGEST = 2 * 1024**3
_CHANNELS = frozenset({"public_channel", "private_channel"})
_GROUPS = frozenset({"public_supergroup", "private_supergroup"})
_HEAD = 2000
_TELLING = re.compile(rb'"(?:messages|chats|about)"\s*:')


class Part(msgspec.Struct):
    """A marked piece of a message's text."""

    text: str = ""


class Message(msgspec.Struct):
    """A message, of its many fields those that matter here; times are the exporter's local ones."""

    id: int
    type: str = "message"
    date: str = ""
    edited: str | None = None
    sender: str | None = msgspec.field(default=None, name="from")
    author: str | None = None
    forwarded_from: str | None = None
    text: str | list[str | Part] = ""


class Chat(msgspec.Struct):
    """A channel, group or talk."""

    name: str | None = None
    type: str = ""
    id: int = 0
    messages: list[msgspec.Raw] = msgspec.field(default_factory=list)


class Chats(msgspec.Struct):
    """The chats of a whole account."""

    chats: list[Chat] = msgspec.field(default_factory=list, name="list")


class Export(Chat):
    """The file: one chat, or all of an account."""

    chats: Chats | None = None


def looks_like_an_export(path: Path) -> bool:
    """Say whether a JSON file begins as Telegram's do."""
    with path.open("rb") as file:
        return bool(_TELLING.search(file.read(_HEAD)))


def rows(path: Path) -> Iterator[Row | Failure]:
    """Yield the messages of an export that hold words, and what can't be read."""
    if path.stat().st_size > LARGEST:
        yield Failure(str(path), "over the limit of 2 GB; export a shorter time")
        return
    try:
        export = msgspec.json.decode(path.read_bytes(), type=Export)
    except (msgspec.DecodeError, ValueError, OSError) as e:
        yield Failure(str(path), f"no export of Telegram Desktop ({e}); export the chat as JSON")
        return
    chats = [export, *(export.chats.chats if export.chats else ())]
    if not any(chat.messages for chat in chats):
        reason = "holds no messages; export the chat of Telegram Desktop as JSON"
        yield Failure(str(path), reason)
    for chat in chats:
        for number, raw in enumerate(chat.messages, 1):
            yield from _message(raw, chat, f"{path}#{chat.name or chat.id}/{number}")


def _message(raw: msgspec.Raw, chat: Chat, place: str) -> Iterator[Row | Failure]:
    try:
        message = msgspec.json.decode(raw, type=Message)
    except msgspec.DecodeError as e:
        yield Failure(place, f"a message that can't be read ({e}); export the chat again")
        return
    pieces = [message.text] if isinstance(message.text, str) else message.text
    text = "".join(p if isinstance(p, str) else p.text for p in pieces)
    if message.type != "message" or not text.strip():
        return
    channel = chat.type in _CHANNELS
    linked = chat.id and (channel or chat.type in _GROUPS)
    address = f"https://t.me/c/{chat.id}/{message.id}" if linked else None
    given = Given(
        outlet=chat.name,
        byline=message.author if channel else message.sender,
        published=day(message.date),
        updated=day(message.edited),
        via=message.forwarded_from,
        url=address,
    )
    yield Row(address or place, sealed(given, text.encode("utf-8", "surrogatepass")))
