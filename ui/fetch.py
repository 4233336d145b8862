"""A web address -> a stored file: for administrators, and only where the settings allow this program to ask others.

In: an http(s) address. Out: a path beside the uploads, named after the address. Neither name nor content is trusted;
nothing of this computer or its link is asked for, also where a redirect or a changed name leads there.
"""

import ipaddress
import re
import socket
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import httpx

from corpus.errors import AddressUnreadable, FetchingOff
from corpus.settings import Settings
from ingest.load import KNOWN_FORMATS
from ui.uploads import store

_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(30.0)
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip


def is_address(text: str) -> bool:
    """Whether `text` asks for a page of the web, not for a file of this computer."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


async def fetch(settings: Settings, address: str) -> Path:
    """Store what `address` gives. Raises FetchingOff, AddressUnreadable, and what uploads.store raises."""
    if not settings.fetch_addresses:
        raise FetchingOff(address=address[:200])
    try:
        # No proxy of the environment, no cookies, no credentials: what anybody would be given.
        async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
            url = httpx.URL(address)
            for _ in range(_REDIRECTS + 1):
                answer = await client.send(_request(client, url), stream=True)
                async with aclosing(answer):
                    if answer.has_redirect_location:
                        url = url.join(answer.headers["location"])
                        continue
                    answer.raise_for_status()
                    return await store(settings.home, _name(url, answer), _pieces(answer), settings.max_file_mb)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError) as error:
        raise AddressUnreadable(path=address[:200], detail=str(error)[:200] or type(error).__name__) from None
    raise AddressUnreadable(path=address[:200], detail=f"more than {_REDIRECTS} redirects")


def is_reachable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """An institution's own network may be asked; this computer, its link, and what is no host may not."""
    mapped = getattr(address, "ipv4_mapped", None) or address
    return not (
        mapped.is_loopback or mapped.is_link_local or mapped.is_multicast or mapped.is_unspecified or mapped.is_reserved
    )


def _request(client: httpx.AsyncClient, url: httpx.URL) -> httpx.Request:
    """A request to the host as it was looked up once: what was checked is what is asked. Raises ValueError."""
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise ValueError("not a plain http or https address")
    found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(map(is_reachable, addresses)):
        raise ValueError("it leads to this computer or its own link")
    asked = url.copy_with(host=str(addresses[0]))
    headers, name = {"Host": url.netloc.decode("ascii")}, {"sni_hostname": url.host}
    return client.build_request("GET", asked, headers=headers, extensions=name)


def _name(url: httpx.URL, answer: httpx.Response) -> str:
    last = url.path.rstrip("/").rpartition("/")[2]
    if Path(last).suffix.lower() in KNOWN_FORMATS:
        return last
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return f"{url.host} {last}{_SUFFIXES.get(kind, '.' + kind.rpartition('/')[2])}"


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    async for piece in answer.aiter_bytes():
        yield piece
