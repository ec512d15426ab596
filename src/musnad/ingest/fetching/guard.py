"""Connections to public addresses alone: what a name leads to is looked up once, and checked.

The connection goes to the very address that was checked, so that a name which answers otherwise
a moment later leads nowhere else. Each redirect opens its own connection and is checked again.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import TypeAlias

from musnad.errors import IngestError
from musnad.ingest.extras import Module, load

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Say whether an address is one of the public internet, also behind IPv6's ways to hold IPv4.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def resolve(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host, all of which are public unless private ones are allowed.

    Raises:
        IngestError: when there is none, or one is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        raise IngestError(f"the host {host} is not known; check the address") from e
    addresses = list(dict.fromkeys(str(where[0]).partition("%")[0] for *_, where in found))
    closed = [a for a in addresses if not is_public(ipaddress.ip_address(a))]
    if closed and not private:
        raise IngestError(
            f"{host} leads to {closed[0]}, which is no public address; if it is meant, allow it "
            "with --allow-private"
        )
    return addresses


def pool(*, private: bool, connected: Callable[[str], None]) -> Module:
    """Return connections that open to checked addresses; `connected` is told each.

    Raises:
        UsageError: when the library is not installed.
    """
    core = load("httpcore", "fetch", "to fetch a page")
    plain = core.SyncBackend()

    class Guarded(core.NetworkBackend):  # type: ignore[misc,name-defined]
        """A backend whose connections are checked."""

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[object] | None = None,
        ) -> Module:
            failed: Exception | None = None
            for address in resolve(host, port, private=private):
                try:
                    stream = plain.connect_tcp(
                        address, port, timeout, local_address, socket_options
                    )
                except (core.ConnectError, core.ConnectTimeout) as e:
                    failed = e
                    continue
                connected(address)
                return stream
            raise failed or core.ConnectError(host)

        def connect_unix_socket(self, *_: object, **__: object) -> Module:
            raise core.ConnectError("no local sockets")

        def sleep(self, seconds: float) -> None:
            plain.sleep(seconds)

    return core.ConnectionPool(network_backend=Guarded(), max_connections=4, keepalive_expiry=5.0)
