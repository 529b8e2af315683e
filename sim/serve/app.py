"""The server of the page: it answers only this machine, and only who knows the token in its address."""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.errors import Faults
from sim.policy.seeds import region_text
from sim.scenario import schema
from sim.scenario.examples import starter
from sim.scenario.scalars import region_names
from sim.serve.editing import edited
from sim.serve.household import Bounds, checked
from sim.serve.line import Job, Line
from sim.serve.texts import TEXTS
from sim.serve.worker import page_file
from sim.version import __version__
from sim.words.language import LANGUAGES, Language, on_page, speaking

MOST_BYTES = 1_000_000  # of a request
_SECONDS = 10.0  # how long an answer waits for something new
_STUDIES, _OF_A_LIFE = ("run", "compare", "sweep"), ("life", "bills", "why")  # the kinds of jobs
_STATIC = Path(__file__).parent / "static"
_TYPES = {
    "index.html": "text/html", "page.css": "text/css", "page.js": "text/javascript", "form.js": "text/javascript",
    "editor.js": "text/javascript", "server.js": "text/javascript", "dom.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}  # fmt: skip
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",  # the address has the token
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
#: The page about a study runs nothing and reaches nothing; only its addresses lead out of it.
_OF_A_PAGE = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals"
}


@dataclass(frozen=True)
class Settings:
    """How the server was started."""

    results: Path
    bounds: Bounds
    lang: str
    workers: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def app(settings: Settings, line: Line | None = None) -> ASGIApp:
    """The server as an ASGI application, below `/TOKEN/`."""
    of_studies = line or Line(settings.workers)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await of_studies.open()
        yield
        await of_studies.close()

    below = f"/{settings.token}"
    server = _Server(settings, of_studies)
    routes = [
        Route(f"{below}/", server.static),
        Route(f"{below}/api/begin", server.begin),
        Route(f"{below}/api/check", server.check, methods=["POST"]),
        Route(f"{below}/api/edit", server.edit, methods=["POST"]),
        Route(f"{below}/api/jobs", server.add, methods=["POST"]),
        Route(f"{below}/api/jobs/{{id}}", server.job),
        Route(f"{below}/api/jobs/{{id}}/cancel", server.cancel, methods=["POST"]),
        Route(f"{below}/api/jobs/{{id}}/page", server.page),
        Route(f"{below}/{{file}}", server.static),
    ]
    starlette = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _refused})
    return _Guard(starlette, settings.token)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code)


class _Guard:
    """Lets in only requests to this machine by its own name, with the token, and of a bounded length."""

    def __init__(self, inside: ASGIApp, token: str):
        self.inside, self.token = inside, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inside(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *(one for one in more if one[0] not in own)]
            await send(message)

        refusal = self._refusal(scope["path"], headers)
        await (refusal or self.inside)(scope, receive, answer)

    def _refusal(self, path: str, headers: dict[str, str]) -> Response | None:
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if host not in ("127.0.0.1", "localhost"):  # another name that leads here is somebody else's page
            return PlainTextResponse("This server answers at 127.0.0.1 only.", 403)
        if not secrets.compare_digest([*path.split("/"), ""][1].encode(), self.token.encode()):
            return PlainTextResponse("The address that gongji serve printed has a token, which is missing here.", 403)
        return None


def _meanings(english: Any, chinese: Any) -> Iterator[tuple[str, str]]:
    """What one schema says in English, with what the same schema says there in Chinese."""
    if isinstance(english, list):
        for one, other in zip(english, chinese, strict=True):
            yield from _meanings(one, other)
    elif isinstance(english, dict):
        for key, value in english.items():
            if key == "description" and isinstance(value, str):
                yield value, chinese[key]
            else:
                yield from _meanings(value, chinese[key])


def _regions() -> dict[str, str]:
    """Every region with the name that a Chinese reader knows it by."""
    with speaking("zh"):
        return {region: region_text(region) for region in region_names()}


async def _body(request: Request) -> dict[str, Any]:
    """The mapping that a request brings; one that is too long is not read to its end."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MOST_BYTES:
            raise HTTPException(413, f"a request has at most {MOST_BYTES:,} bytes")
    try:
        found = json.loads(data)
    except ValueError:
        raise HTTPException(400, "the request is no JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "the request is no mapping")
    return found


def _given(body: dict[str, Any], name: str, kind: type) -> Any:
    if not isinstance(found := body.get(name), kind) or (kind is int and isinstance(found, bool)):
        raise HTTPException(400, f"{name} is missing or of another kind")
    return found


class _Server:
    def __init__(self, settings: Settings, line: Line):
        self.settings, self.line = settings, line

    async def static(self, request: Request) -> Response:
        """A file of the page itself; no other has a name here."""
        name = request.path_params.get("file", "index.html")
        if name not in _TYPES:
            raise HTTPException(404, "nothing is here")
        return FileResponse(_STATIC / name, media_type=_TYPES[name])

    async def begin(self, _: Request) -> Response:
        """What the page needs once: its texts, the schema of a scenario, a household to begin with."""
        bounds = self.settings.bounds
        texts = {lang: {key: on_page(text, lang) for key, text in TEXTS.items()} for lang in LANGUAGES}
        with speaking("en"):  # a page in either language finds the Chinese words in brackets
            described = schema()
        with speaking("zh"):
            meanings = {"en": {}, "zh": dict(_meanings(described, schema()))}
        households = {lang: starter(lang) for lang in LANGUAGES}
        return JSONResponse(
            {
                "version": __version__, "lang": self.settings.lang, "texts": texts, "schema": described,
                "meanings": meanings, "regions": _regions(), "households": households,
                "lives": bounds.lives, "years": bounds.years,
            }
        )  # fmt: skip

    async def check(self, request: Request) -> Response:
        body = await _body(request)
        text, lang = _given(body, "text", str), self._language(body)
        return JSONResponse(await run_in_threadpool(checked, text, self.settings.bounds, lang))

    async def edit(self, request: Request) -> Response:
        """The text with one value changed, checked."""
        body = await _body(request)
        text, path, value = _given(body, "text", str), _given(body, "path", list), body.get("value")
        bounds, lang = self.settings.bounds, self._language(body)

        def change() -> dict[str, Any]:
            try:
                return checked(edited(text, path, value), bounds, lang)
            except Faults:  # the text is no YAML, which the check says
                return checked(text, bounds, lang)
            except (LookupError, TypeError, AttributeError):
                raise HTTPException(400, "the path leads nowhere") from None

        return JSONResponse(await run_in_threadpool(change))

    async def add(self, request: Request) -> Response:
        """A job, if the household has no fault: a study, or one of its lives, or a question about that."""
        body = await _body(request)
        text, kind, lang = (_given(body, name, str) for name in ("text", "kind", "lang"))
        if lang not in LANGUAGES or kind not in (*_STUDIES, *_OF_A_LIFE):
            raise HTTPException(400, "no such kind of job, or language")
        found = await run_in_threadpool(checked, text, self.settings.bounds, lang, kind == "sweep")
        if found["faults"]:
            return JSONResponse(found)
        wanted = {"kind": kind, "text": text, "lang": lang, "bounds": asdict(self.settings.bounds)}
        name = _name(kind, text)
        if kind in _OF_A_LIFE:
            wanted |= {"life": _given(body, "life", int)}
            name = f"{name}-{wanted['life']}"
        if kind in (*_STUDIES, "life"):
            wanted |= {"name": name, "results": str(self.settings.results)}
        if kind == "why":
            wanted |= {name: _given(body, name, str) for name in ("who", "on")}
        return JSONResponse(self._shown(await self.line.add(wanted)))

    async def job(self, request: Request) -> Response:
        """How a job stands; with `after`, once it is newer than that."""
        job = self._job(request)
        after = request.query_params.get("after", "")
        if after.isdecimal():
            await job.after(int(after[:9]), _SECONDS)
        return JSONResponse(self._shown(job))

    async def cancel(self, request: Request) -> Response:
        job = self._job(request)
        await self.line.cancel(job)
        return JSONResponse(self._shown(job))

    async def page(self, request: Request) -> Response:
        """The page about a study, as `gongji report` writes it, or about a life."""
        job = self._job(request)
        if "page" not in job.answers:
            raise HTTPException(404, "this job has no page yet")
        file = page_file(self.settings.results, job.request["name"], job.request["lang"])
        if not file.is_file():
            raise HTTPException(404, "the file of the page is gone")
        return FileResponse(file, media_type="text/html", headers=_OF_A_PAGE)

    def _language(self, body: dict[str, Any]) -> Language:
        """The language in which faults are shown: that of the page."""
        wanted = body.get("lang", self.settings.lang)
        return "zh" if wanted == "zh" else "en"

    def _job(self, request: Request) -> Job:
        if found := self.line.jobs.get(request.path_params["id"]):
            return found
        raise HTTPException(404, "there is no such job; the server may have been started anew")

    def _shown(self, job: Job) -> dict[str, Any]:
        state = {"id": job.id, "state": job.state, "version": job.version, "is_ready": self.line.is_ready}
        return state | {"ahead": self.line.ahead(job)} | job.answers


def _name(kind: str, text: str) -> str:
    """The name of a study, which follows from what is simulated: the page names no file."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
