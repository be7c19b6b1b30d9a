"""The dashboard: a static export of Next.js, served as if it had been made for each address.

    /chargers/0193...               ->  chargers/_.html                   the shell of a dynamic segment
    /chargers/0193.../messages.txt  ->  chargers/_/messages.txt           its data, for navigation in the browser
    /chargers/0193.../__next.x.txt  ->  chargers/_/__next.x.txt
    /nothing/here                   ->  404.html, with status 404

The build lays a Brotli and a gzip form beside each text file; who accepts one is answered with it.

What can be asked for is read at start. Nothing else is, so no path leads out of the folder.
"""

import base64
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from functools import cached_property
from gzip import compress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, Union
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from csms.errors import NotFound
from csms.said import said

EXPORT = Path(__file__).parents[3] / "frontend" / "out"
SHELL = "_"
DOORS = ("/api/", "/auth/v1/", "/files/", "/ocpp/")
"""Addresses that are never a page."""

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
SMALL = 1024  # bytes below which compression gains nothing
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What a file may be sent as, the smallest first, and how the form beside it ends."""

MISSING = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>CSMS</title>
<h1>The dashboard is not built</h1><p><code>make run</code> builds it. The API is at <a href="/docs">/docs</a>.
"""

Folder: TypeAlias = dict[str, Union["File", "Folder"]]

NOTHING: Mapping[str, bytes] = MappingProxyType({})

_NEVER = re.compile(r"q=0(\.0*)?")
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


class Form(NamedTuple):
    """A file's bytes as they are sent."""

    content: bytes
    etag: str
    encoding: str | None = None


class File:
    """One file of the export, ready to be sent. `packed`: its compressed forms by their encoding."""

    def __init__(
        self, content: bytes, media_type: str, cache: str = REVALIDATE, packed: Mapping[str, bytes] = NOTHING
    ) -> None:
        self.content = content
        self.media_type = media_type
        self.cache = cache
        self.compressible = len(content) >= SMALL and media_type.startswith(COMPRESSIBLE)
        self._packed = packed
        self._hash = hashlib.sha256(content).hexdigest()[:32]

    def form(self, accepted: str) -> Form:
        """The smallest that can be read by who accepts this."""
        for encoding in ENCODINGS if self.compressible else ():
            content = self._gzipped if encoding == "gzip" else self._packed.get(encoding)
            if content and _accepts(accepted, encoding):
                return Form(content, f'W/"{self._hash}-{encoding}"', encoding)
        return Form(self.content, f'W/"{self._hash}"')

    @cached_property
    def _gzipped(self) -> bytes:
        return self._packed.get("gzip") or compress(self.content, mtime=0)


class Dashboard:
    """ASGI application over the files of an export. `otherwise` takes what is not HTTP."""

    def __init__(self, root: Folder, policy: str, otherwise: ASGIApp) -> None:
        self._root = root
        self._policy = policy
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.respond(Request(scope))(scope, receive, send)
        else:
            await self._otherwise(scope, receive, send)

    def respond(self, request: Request) -> Response:
        """Raises NotFound under the doors that are for programs."""
        path: str = request.scope["path"]
        if path.startswith(DOORS):
            raise NotFound(said("There is nothing at this address."))
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        if file := find(self._root, path):
            return self._answer(file, request, 200)
        not_found = find(self._root, "/404")
        return self._answer(not_found, request, 404) if not_found else Response("Not found", 404)

    def _answer(self, file: File, request: Request, status: int) -> Response:
        form = file.form(request.headers.get("accept-encoding", ""))
        headers = {"ETag": form.etag, "Cache-Control": file.cache}
        if file.compressible:
            headers["Vary"] = "Accept-Encoding"
        if file.media_type.startswith("text/html"):
            headers["Content-Security-Policy"] = self._policy
        if status == 200 and form.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if form.encoding:
            headers["Content-Encoding"] = form.encoding
        return Response(form.content, status, headers, file.media_type)


def load(folder: Path | None, otherwise: ASGIApp, supabase_url: str = "") -> Dashboard:
    """Reads an export. Without one, the page says how to build it. `supabase_url`: where scripts may talk to, too."""
    root = _read(folder or EXPORT)
    if "index.html" not in root:
        root = {"index.html": File(MISSING, "text/html; charset=utf-8")}
    return Dashboard(root, policy(root, supabase_url), otherwise)


def _read(folder: Path, below: str = "") -> Folder:
    entries: Folder = {}
    paths = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    for path in paths.values():
        name = f"{below}/{path.name}"
        if path.is_dir():
            entries[path.name] = _read(path, name)
        elif not (path.suffix in ENCODINGS.values() and path.stem in paths):
            entries[path.name] = _file(path, name)
    return entries


def _file(path: Path, name: str) -> File:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # Names under _next/static have the hash of their content in them.
    cache = IMMUTABLE if name.startswith("/_next/static/") else REVALIDATE
    beside = {encoding: path.with_name(path.name + ending) for encoding, ending in ENCODINGS.items()}
    packed = {encoding: form.read_bytes() for encoding, form in beside.items() if form.is_file()}
    return File(path.read_bytes(), media_type, cache, packed)


def _accepts(header: str, encoding: str) -> bool:
    """Whether an Accept-Encoding names it, and not only to refuse it (`br;q=0`)."""
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name == encoding:
            return not any(_NEVER.fullmatch(parameter) for parameter in parameters)
    return False


def find(root: Folder, path: str) -> File | None:
    """The file that answers an address, a shell where no page was made for it."""
    if path == "/":
        return _last(root, "index.html")
    *folders, name = path.removeprefix("/").split("/")
    here: Folder = root
    for step in folders:
        below = here.get(step, here.get(SHELL))
        if not isinstance(below, dict):
            return None
        here = below
    return _last(here, name) or _last(here, f"{name}.html")


def _last(folder: Folder, name: str) -> File | None:
    """A file by its name, or the shell with the same ending: 0193....txt -> _.txt."""
    stem, _, ending = name.rpartition(".")
    found = folder.get(name, folder.get(f"{SHELL}.{ending}") if stem and ending in ("html", "txt") else None)
    return found if isinstance(found, File) else None


def policy(root: Folder, supabase_url: str = "") -> str:
    """What pages may do (S15): run the scripts of this build and no other; talk to us and nobody else."""
    hashes = sorted({_hash(script) for page in _pages(root) for script in _INLINE_SCRIPT.findall(page)})
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in hashes)])
    talks_to = " ".join(["'self'", *_origins(supabase_url)])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src {talks_to}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _pages(folder: Folder) -> list[bytes]:
    pages = []
    for entry in folder.values():
        if isinstance(entry, dict):
            pages += _pages(entry)
        elif entry.media_type.startswith("text/html"):
            pages.append(entry.content)
    return pages


def _hash(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()


def _origins(url: str) -> list[str]:
    """The origin of an address, and the one of its sockets."""
    if not url:
        return []
    parts = urlsplit(url)
    return [
        f"{parts.scheme}://{parts.netloc}",
        f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}",
    ]
