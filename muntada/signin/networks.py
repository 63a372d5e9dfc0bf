"""Which network a request comes from: what attempts are counted by, and what a session's list shows."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network


def address_of(meta: Mapping[str, str], proxies: int = 0) -> str:
    """The visitor's address: the connection's own, or what the outermost of our own `proxies` saw.

    Only as many entries of X-Forwarded-For count as we have proxies of our own, from its end: the rest is what the
    visitor says.
    """
    seen = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies > 0 and len(seen) >= proxies:
        return seen[-proxies]
    return meta.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """The network that one subscriber has: `192.0.2.0/24`, `2001:db8:0:ab00::/56`; empty for what is no address."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{known}/{24 if known.version == 4 else 56}", strict=False))
