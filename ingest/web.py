"""Single web pages by their address: fetched once, from public hosts only, within limits of time and size.

In: an http or https address. Out: bytes and the file ending that names their format. A name is resolved once and its
address connected to, at every redirect anew, so that no name can lead inside after it was checked (DNS rebinding).
"""

import ipaddress
import socket
import time
from contextlib import closing
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

import httpx

from corpus.errors import AddressRefused, FetchFailed, FileTooLarge, FormatUnknown
from ingest.readers.formats import READERS
from ingest.records import FetchLimits

MAX_REDIRECTS = 5
BYTES_PER_MB = 1_000_000
SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "application/epub+zip": ".epub", "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt", "application/rtf": ".rtf",
    "image/png": ".png", "image/jpeg": ".jpg", "image/tiff": ".tif",
}  # fmt: skip
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def fetch(url: str, limits: FetchLimits) -> tuple[bytes, str]:
    """(bytes, ending of a known format). Raises AddressRefused, FetchFailed, FileTooLarge, FormatUnknown."""
    until = time.monotonic() + limits.seconds
    at = url
    try:
        # No proxy of the environment: it would resolve the name again.
        with httpx.Client(trust_env=False, timeout=limits.seconds, follow_redirects=False) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with closing(client.send(_request(client, url, at, limits), stream=True)) as response:
                    if response.is_redirect:
                        at = urljoin(at, response.headers["location"])
                        continue
                    response.raise_for_status()
                    return _body(url, response, limits, until), _suffix(url, at, response)
    except httpx.HTTPStatusError as error:
        raise FetchFailed(path=url, detail=f"HTTP {error.response.status_code}") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise FetchFailed(path=url, detail=str(error)[:200] or type(error).__name__) from None
    raise FetchFailed(path=url, detail=f"more than {MAX_REDIRECTS} redirects")


def _request(client: httpx.Client, url: str, at: str, limits: FetchLimits) -> httpx.Request:
    """What to ask of which address; the name goes into the Host header and the TLS handshake."""
    parts = urlsplit(at)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise AddressRefused(path=url, address=f"{parts.scheme}://{host}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolved(url, host, port, limits)
    target = httpx.URL(at).copy_with(host=address, port=port, fragment=None)
    headers = {"Host": parts.netloc, "User-Agent": "Sanad/0.1", "Accept": "text/html,application/pdf,*/*;q=0.5"}
    return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})


def _resolved(url: str, host: str, port: int, limits: FetchLimits) -> str:
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    refused = [address for address in found if not limits.private and not is_public(address)]
    if refused or not found:
        raise AddressRefused(path=url, address=refused[0] if refused else host)
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is reached over the public network, an IPv4 address inside an IPv6 one included."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _body(url: str, response: httpx.Response, limits: FetchLimits, until: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():  # unpacked: a small reply can be a bomb
        content += chunk
        if len(content) > limits.max_mb * BYTES_PER_MB:
            raise FileTooLarge(path=url, size_mb=len(content) / BYTES_PER_MB, limit_mb=limits.max_mb)
        if time.monotonic() > until:
            raise FetchFailed(path=url, detail=f"took longer than the limit of {limits.seconds:g} s")
    charset = response.charset_encoding
    if charset and _kind(response).startswith("text/"):
        try:
            return bytes(content).decode(charset).encode()
        except (LookupError, UnicodeDecodeError):
            pass  # the reader finds out by the letters
    return bytes(content)


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _suffix(url: str, at: str, response: httpx.Response) -> str:
    named = PurePosixPath(urlsplit(at).path).suffix.lower()
    suffix = SUFFIXES.get(_kind(response)) or (named if named in READERS else "")
    if not suffix:
        raise FormatUnknown(path=url, suffix=_kind(response) or named, known=", ".join(READERS))
    return suffix
