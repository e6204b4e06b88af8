"""The REST interface of Farfield's pages, below `farfield/api/`.

Jupyter decides who may ask: each method needs its login, its authorizer's consent to the resource "farfield"
and, for what changes something, its XSRF cookie. No answer holds a gateway's token.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from farfield_engine.client.states import cluster_state, log_page
from farfield_engine.client.visitor import NotAdmittedError
from farfield_engine.errors import AttachError, ConnectionLostError, FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_jupyter.server.clusters import Cluster, Clusters, DownError, TargetError
from farfield_jupyter.server.lane import SilentError

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

T = TypeVar("T")

MOST_LINES = 10_000
"""Lines of a log in one answer."""

LINES = 1000
"""The same where nothing is said."""

MOST_JOBS = 1000
MOST_WORKERS = 10_000
MOST_FAILURES = 1000
MOST_ITEMS = 100_000

_LONGEST = 4000
_LARGEST = 2**32 - 1


class BadRequest(Exception):
    """What was asked can't be understood; the message says what is wrong with it."""


class FarfieldHandler(APIHandler):
    """What all have in common: the clusters, and errors as `{message}`."""

    auth_resource = "farfield"
    _track_activity = False  # pages ask all the time: nobody need be there

    def initialize(self, clusters: Clusters) -> None:
        self.clusters = clusters

    def answer(self, content: object) -> None:
        """Answer with JSON."""
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(content, allow_nan=False))

    async def serve(self, work: Callable[[], Any]) -> None:
        """Answer with what comes of it, or with why not: without a line in the log for each poll."""
        try:
            content = await work()
        except BadRequest as error:
            self._refuse(400, str(error))
        except KeyError as error:
            self._refuse(404, str(error.args[0]))
        except FarfieldError as error:
            self._refuse(_status_of(error), _with_next_step(error))
        else:
            self.answer(content)

    def _refuse(self, status: int, message: str) -> None:
        self.set_status(status)
        self.answer({"message": message})

    def cluster(self, id: str) -> Cluster:
        """The cluster of this id. Raises KeyError."""
        found = self.clusters.get(id)
        if found is None:
            raise KeyError(f"there is no cluster '{_cut(id)}' here: it was detached, or the server is new")
        return found

    def number(self, name: str, default: int = 0, most: int = _LARGEST) -> int:
        """A whole number of the query. Raises BadRequest."""
        return _number(name, self.get_query_argument(name, str(default)), most)

    def content(self) -> dict[str, Any]:
        """The body, which is a JSON object or nothing. Raises BadRequest."""
        try:
            content = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            raise BadRequest("the body is not JSON") from None
        if not isinstance(content, dict):
            raise BadRequest("the body is no JSON object")
        return content


class ClustersHandler(FarfieldHandler):
    """The list of clusters."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        async def work() -> object:
            return [dataclasses.asdict(entry) for entry in await self.clusters.entries()]

        await self.serve(work)

    @web.authenticated
    @authorized
    async def post(self) -> None:
        async def work() -> object:
            target = self.content().get("target")
            if not isinstance(target, str) or not 0 < len(target) <= _LONGEST:
                raise BadRequest("'target' is missing: what to attach to, as text")
            return dataclasses.asdict(await self.clusters.attach(target))

        await self.serve(work)


class ClusterHandler(FarfieldHandler):
    """One cluster: its nodes, GPUs and workers."""

    @web.authenticated
    @authorized
    async def get(self, id: str) -> None:
        async def work() -> object:
            cluster = self.cluster(id)
            first, limit = self.number("from"), self.number("limit", most=MOST_WORKERS)
            status = await cluster.ask(
                lambda visitor: visitor.status(usage=True, workers_from=first, workers_limit=limit)
            )
            return cluster_state(status, cluster.target, cluster.name)

        await self.serve(work)

    @web.authenticated
    @authorized
    async def delete(self, id: str) -> None:
        async def work() -> object:
            if not await self.clusters.forget(id):
                self.cluster(id)  # raises
            return {}

        await self.serve(work)


class JobsHandler(FarfieldHandler):
    """A cluster's jobs, the newest ones."""

    @web.authenticated
    @authorized
    async def get(self, id: str) -> None:
        async def work() -> object:
            cluster = self.cluster(id)
            limit = self.number("limit", 100, MOST_JOBS)
            before = self.number("before")
            reply = await cluster.ask(lambda visitor: visitor.jobs_page(limit or MOST_JOBS, before))
            return {"jobs": [cluster.paces.line(job) for job in reply.jobs], "total": reply.total}

        await self.serve(work)


class JobHandler(FarfieldHandler):
    """One job in detail."""

    @web.authenticated
    @authorized
    async def get(self, id: str, job: str) -> None:
        async def work() -> object:
            cluster = self.cluster(id)
            request = pb.DescribeJobRequest(
                job=_job(job),
                failures_from=self.number("failuresFrom"),
                failures_limit=self.number("failuresLimit", most=MOST_FAILURES),
                workers_from=self.number("workersFrom"),
                workers_limit=self.number("workersLimit", most=MOST_WORKERS),
                bars=self.get_query_argument("bars", "") in ("true", "1"),
            )
            detail = await cluster.ask(lambda visitor: visitor.describe_job(request))
            return cluster.paces.line(detail.summary, detail)

        await self.serve(work)


class LogHandler(FarfieldHandler):
    """Lines of a job's log."""

    @web.authenticated
    @authorized
    async def get(self, id: str, job: str) -> None:
        async def work() -> object:
            cluster, name = self.cluster(id), _job(job)
            items = [_number("item", text, _LARGEST) for text in self.get_query_arguments("item")]
            search = self.get_query_argument("search", "", strip=False)
            last = self.number("last", LINES, MOST_LINES) or MOST_LINES
            page = await cluster.search(lambda visitor: visitor.log_page(name, items, search, last))
            return log_page(page.outputs, left_out=page.left_out_lines)

        await self.serve(work)


class CancelHandler(FarfieldHandler):
    """Stops a job."""

    @web.authenticated
    @authorized
    async def post(self, id: str, job: str) -> None:
        async def work() -> object:
            cluster, name = self.cluster(id), _job(job)
            return cluster.paces.line(await cluster.ask(lambda visitor: visitor.cancel(name)))

        await self.serve(work)


class RetryHandler(FarfieldHandler):
    """Runs what did not succeed of a job once more."""

    @web.authenticated
    @authorized
    async def post(self, id: str, job: str) -> None:
        async def work() -> object:
            cluster, name = self.cluster(id), _job(job)
            given = self.content().get("items") or []
            if not isinstance(given, list) or len(given) > MOST_ITEMS:
                raise BadRequest(f"'items' is a list of at most {MOST_ITEMS:,} numbers")
            items = [_number("items", text, _LARGEST) for text in given]
            return cluster.paces.line(await cluster.ask(lambda visitor: visitor.retry(name, items)))

        await self.serve(work)


class ContinueHandler(FarfieldHandler):
    """Ends a worker's wait for a debugger."""

    @web.authenticated
    @authorized
    async def post(self, id: str, worker: str) -> None:
        async def work() -> object:
            await self.cluster(id).ask(lambda visitor: visitor.continue_worker(_cut(worker)))
            return {}

        await self.serve(work)


def add_handlers(server: ServerApp) -> None:
    """Have the server answer below `farfield/api/`."""
    clusters = Clusters()
    root = url_path_join(server.web_app.settings["base_url"], "farfield/api/clusters")
    one = f"{root}/([^/]+)"
    job = f"{one}/jobs/([^/]+)"
    handlers: dict[str, type[FarfieldHandler]] = {
        root: ClustersHandler,
        one: ClusterHandler,
        f"{one}/jobs": JobsHandler,
        job: JobHandler,
        f"{job}/log": LogHandler,
        f"{job}/cancel": CancelHandler,
        f"{job}/retry": RetryHandler,
        f"{one}/workers/([^/]+)/continue": ContinueHandler,
    }
    rules: list[Any] = [(path, handler, {"clusters": clusters}) for path, handler in handlers.items()]
    server.web_app.add_handlers(".*$", rules)  # type: ignore[no-untyped-call]
    atexit.register(clusters.close)


def _job(name: str) -> str:
    """A job's number. Raises KeyError where it can't be one."""
    if not (name.isascii() and name.isdecimal() and len(name) <= 10):
        raise KeyError(f"there is no job '{_cut(name)}': jobs are called by their numbers")
    return name


def _number(name: str, given: object, most: int) -> int:
    """A whole number of a request, as text or as it is. Raises BadRequest."""
    text = str(given) if isinstance(given, int | str) and not isinstance(given, bool) else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= most):
        raise BadRequest(f"'{name}' must be a whole number from 0 to {most:,}, not '{_cut(str(given))}'")
    return int(text)


def _cut(text: str) -> str:
    """What somebody has sent, short enough to be shown."""
    return text if len(text) <= 100 else f"{text[:100]}…"


def _status_of(error: FarfieldError) -> int:
    match error:
        case TargetError():
            return 400
        case NotAdmittedError():
            return 403
        case DownError():
            return 503
        case SilentError():
            return 504
        case AttachError() | ConnectionLostError():
            return 502
    return 404 if str(error).startswith("there is no ") else 409


def _with_next_step(error: FarfieldError) -> str:
    """What went wrong, and what can be done where the error does not say it."""
    message = str(error)
    match error:
        case NotAdmittedError():
            return f"{message}; 'farfield login' in a terminal takes a new token"
        case SilentError():
            return f"{message}; it is asked again, and 'farfield doctor' in a terminal finds out more"
    return message
