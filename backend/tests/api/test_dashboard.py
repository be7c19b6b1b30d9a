"""The dashboard's files: shells for dynamic segments, real 404s, caching, compression, and what its pages may do."""

import base64
import gzip
import hashlib
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.routing import Router

from csms.api import dashboard
from csms.errors import NotFound
from tests.api.conftest import Api

INLINE = "self.__next_f.push([1])"
LONG = "x" * 5000
FILES = {
    "index.html": f"<html><script>{INLINE}</script><script src='/_next/static/a.js'></script>home</html>",
    "404.html": "<html>nothing here</html>",
    "chargers.html": "<html>list</html>",
    "chargers.txt": "list data",
    "chargers/new.html": "<html>new</html>",
    "chargers/_.html": f"<html>shell {LONG}<script nonce='x'>other()</script></html>",
    "chargers/_.txt": "shell data",
    "chargers/_/messages.html": "<html>messages</html>",
    "chargers/_/messages.txt": "messages data",
    "chargers/_/__next._tree.txt": "tree",
    "chargers/_/__next.chargers.$d$id.txt": "segment",
    "_next/static/chunks/a-0123.js": f"console.log('{LONG}')",
    "icon.svg": "<svg/>",
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        file = tmp_path / "out" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "out"


@pytest.fixture
def client(export: Path) -> httpx.AsyncClient:
    app = dashboard.load(export, Router().not_found)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/chargers", "chargers.html"),
        ("/chargers.txt", "chargers.txt"),
        ("/chargers/new", "chargers/new.html"),
        ("/chargers/0193-abc", "chargers/_.html"),
        ("/chargers/0193-abc.txt?_rsc=1", "chargers/_.txt"),
        ("/chargers/0193-abc/messages", "chargers/_/messages.html"),
        ("/chargers/0193-abc/messages.txt", "chargers/_/messages.txt"),
        ("/chargers/0193-abc/__next._tree.txt", "chargers/_/__next._tree.txt"),
        ("/chargers/0193-abc/__next.chargers.$d$id.txt", "chargers/_/__next.chargers.$d$id.txt"),
        ("/_next/static/chunks/a-0123.js", "_next/static/chunks/a-0123.js"),
    ],
)
async def test_an_address_has_its_page(client: httpx.AsyncClient, path: str, file: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.text) == (200, FILES[file])


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/chargers/",
        "/chargers/0193-abc/nothing",
        "/chargers/0193-abc/messages/more",
        "/index.html/x",
        "/_next/static/chunks/nothing.js",
        "/%2e%2e/secret.txt",
        "/chargers/%2e%2e/%2e%2e/secret",
        "//etc/passwd",
    ],
)
async def test_what_is_not_there_stays_a_404(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"http://test{path}")
    assert (answer.status_code, answer.text) == (404, FILES["404.html"])


async def test_hashed_names_are_kept_for_ever_pages_are_asked_for_again(client: httpx.AsyncClient) -> None:
    script = await client.get("/_next/static/chunks/a-0123.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    page = await client.get("/chargers")
    assert page.headers["cache-control"] == "no-cache"
    again = await client.get("/chargers", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_files_are_compressed_for_who_can_read_it(client: httpx.AsyncClient) -> None:
    packed = await client.get("/chargers/1", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/chargers/1", headers={"Accept-Encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.text) == ("gzip", plain.text)
    assert int(packed.headers["content-length"]) < len(gzip.compress(plain.content)) + 10
    assert "content-encoding" not in plain.headers


SCRIPT = "/_next/static/chunks/a-0123.js"


@pytest.fixture
def packed(export: Path) -> None:
    """As the build leaves it. The server cannot tell whether a form is what it says, so these say their names."""
    for ending, content in ((".br", b"brotli"), (".gz", gzip.compress(b"packed before"))):
        (export / f"{SCRIPT}{ending}".removeprefix("/")).write_bytes(content)


async def raw(client: httpx.AsyncClient, accepted: str, method: str = "GET", **more: str) -> httpx.Response:
    """An answer as it came: httpx unpacks whatever it can."""
    headers = {"Accept-Encoding": accepted, **more}
    async with client.stream(method, SCRIPT, headers=headers) as answer:
        answer.extensions["raw"] = b"".join([part async for part in answer.aiter_raw()])
        return answer


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("BR;q=0.5, gzip;q=1.0", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.000, br; q=0", None),
        ("gzip, deflate", "gzip"),
        ("vibrant", None),
        ("identity", None),
    ],
)
@pytest.mark.usefixtures("packed")
async def test_what_the_build_compressed_is_sent_to_who_can_read_it(
    export: Path, client: httpx.AsyncClient, accepted: str, encoding: str | None
) -> None:
    answer = await raw(client, accepted)
    ending = {"br": ".br", "gzip": ".gz", None: ""}[encoding]
    expected = (export / f"{SCRIPT}{ending}".removeprefix("/")).read_bytes()
    assert (answer.status_code, answer.headers.get("content-encoding")) == (200, encoding)
    assert answer.extensions["raw"] == expected
    assert answer.headers["content-length"] == str(len(expected))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("packed")
async def test_each_form_is_known_by_an_etag_of_its_own(client: httpx.AsyncClient) -> None:
    etags = [(await raw(client, accepted)).headers["etag"] for accepted in ("br", "gzip", "identity")]
    assert len(set(etags)) == 3
    for etag in etags:
        answer = await raw(client, "br", **{"If-None-Match": etag})
        assert answer.status_code == (304 if etag == etags[0] else 200)
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("packed")
async def test_a_head_names_the_form_that_a_get_would_bring(client: httpx.AsyncClient) -> None:
    head, get = await raw(client, "br", "HEAD"), await raw(client, "br")
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.usefixtures("packed")
async def test_a_range_is_answered_with_the_whole(client: httpx.AsyncClient) -> None:
    answer = await raw(client, "br", Range="bytes=0-1")
    assert (answer.status_code, answer.extensions["raw"]) == (200, b"brotli")
    assert "accept-ranges" not in answer.headers


@pytest.mark.usefixtures("packed")
async def test_compressed_forms_have_no_address(client: httpx.AsyncClient) -> None:
    for ending in (".br", ".gz"):
        assert (await client.get(SCRIPT + ending)).status_code == 404


async def test_only_this_build_s_scripts_run(client: httpx.AsyncClient) -> None:
    """S15: every inline script by its hash, nothing else inline, no other origin."""
    policy = (await client.get("/")).headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for script in (INLINE, "other()"):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in directives["script-src"]
    assert "unsafe" not in directives["script-src"]
    assert (directives["default-src"], directives["connect-src"]) == ("'none'", "'self'")
    assert directives["frame-ancestors"] == "'none'"


def test_supabase_may_be_talked_to_when_it_is_used(export: Path) -> None:
    made = dashboard.load(export, Router().not_found, "https://abc.supabase.co")
    assert "connect-src 'self' https://abc.supabase.co wss://abc.supabase.co;" in made._policy


@pytest.mark.parametrize("path", ["/api/nothing", "/auth/v1/nothing", "/ocpp/CP-1"])
def test_programs_get_no_page(export: Path, path: str) -> None:
    made = dashboard.load(export, Router().not_found)
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    with pytest.raises(NotFound):
        made.respond(Request(scope))


async def test_pages_are_only_read(client: httpx.AsyncClient) -> None:
    answer = await client.post("/chargers")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_without_an_export_the_page_says_how_to_build_it(api: Api) -> None:
    answer = await api.get("/")
    assert answer.status_code == 200
    assert "make run" in answer.text
    assert (await api.get("/chargers")).status_code == 404
