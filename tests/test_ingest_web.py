"""Pages by their address: read from a local server where that is allowed, refused where an address leads inside."""

import gzip
import http.server
import socket
import threading

import pytest

from corpus.errors import AddressRefused, FetchFailed, FileTooLarge, FormatUnknown
from corpus.library import Library, Manifest
from ingest.clean import clean
from ingest.load import load_page
from ingest.pipeline import index
from ingest.records import FetchLimits
from ingest.web import fetch, is_public
from tests import made_files as made
from tests.fakes import FakeEmbedder
from tests.made_texts import REPORT

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
OWN = FetchLimits(seconds=5, max_mb=1, private=True)


@pytest.fixture
def site(socket_enabled):
    """A server on this computer; `site.pages` by path: (status, headers, body)."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = self.server.pages[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.pages = {}
    server.at = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def page(language, encoding="utf-8"):
    text = made.html_of(REPORT[language], language).replace("<meta charset=utf-8>", "")
    for lost, there in {"–": "-", "٬": ","}.items():
        text = text.replace(lost, there)
    digits = {ord(c): str(i) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩")} if encoding != "utf-8" else {}
    return text.translate(digits).encode(encoding, "xmlcharrefreplace")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
@LANGUAGES
def test_a_page(site, language, encoding):
    site.pages["/r"] = (200, {"Content-Type": f"text/html; charset={encoding}"}, page(language, encoding))
    done = clean(load_page(f"{site.at}/r", OWN))
    assert done.path == f"{site.at}/r"
    assert REPORT[language][1].text in done.text
    assert done.metadata.title == REPORT[language][0].text


@LANGUAGES
def test_a_page_is_indexed_under_its_address(site, tmp_path, language):
    site.pages["/r"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page(language))
    library = Library(tmp_path, Manifest("fake@1", "64", "1", "1"))
    embedder = FakeEmbedder()
    embedder.open_soon = lambda: None
    first = index([f"{site.at}/r"], library, embedder, 1, fetch=OWN)
    assert first.added == (f"{site.at}/r",)
    assert index([f"{site.at}/r"], library, embedder, 1, fetch=OWN).unchanged == first.added
    [info] = library.documents()
    assert info.path == f"{site.at}/r"
    site.pages["/r"] = (200, {"Content-Type": "text/plain; charset=utf-8"}, REPORT[language][1].text.encode())
    assert index([f"{site.at}/r"], library, embedder, 1, fetch=OWN).updated == first.added
    [failure] = index([f"{site.at}/r"], library, embedder, 1, language).failed
    assert "SANAD_FETCH_PRIVATE" in failure.reason
    assert len(library.documents()) == 1, "a page that fails keeps its old version"
    library.close()


def test_redirects_are_followed_and_checked_again(site, monkeypatch):
    text = {"Content-Type": "text/plain"}
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, text, b"there")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert fetch(f"{site.at}/a", OWN) == (b"there", ".txt")
    with pytest.raises(FetchFailed, match="redirects"):
        fetch(f"{site.at}/loop", OWN)
    with pytest.raises(AddressRefused):
        fetch(f"{site.at}/file", OWN)
    # A public name that leads inside by a redirect.
    resolved = socket.getaddrinfo
    names = {"public.example": "93.184.215.14"}
    monkeypatch.setattr("ingest.web.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: resolved(names.get(host, host), *a, **k))
    site.pages["/inside"] = (302, {"Location": "http://10.0.0.1/secret"}, b"")
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        fetch(f"{site.at}/inside", FetchLimits(seconds=5))


def test_limits(site):
    site.pages["/big"] = (200, {"Content-Type": "text/plain"}, b"x" * 1_500_000)
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.pages["/bomb"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, bomb)
    site.pages["/gone"] = (404, {}, b"")
    site.pages["/what"] = (200, {"Content-Type": "application/x-thing"}, b"x")
    for name, error in {"big": FileTooLarge, "bomb": FileTooLarge, "gone": FetchFailed, "what": FormatUnknown}.items():
        with pytest.raises(error) as told:
            fetch(f"{site.at}/{name}", OWN)
        for language in ("ar", "en"):
            assert f"{site.at}/{name}" in told.value.text(language)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/x", "http://169.254.169.254/latest", "http://0/",
     "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://user@93.184.215.14/", "http://2130706433/"],
)  # fmt: skip
def test_private_addresses_are_refused(socket_enabled, url):
    with pytest.raises(AddressRefused):
        fetch(url, FetchLimits(seconds=2))


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("192.168.0.1", False),
     ("100.64.0.1", False), ("224.0.0.1", False), ("fe80::1%eth0", False), ("2002:7f00:1::", False)],
)  # fmt: skip
def test_public_addresses(address, public):
    assert is_public(address) == public
