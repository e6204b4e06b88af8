"""A Kubernetes API server with RayClusters, whose pods are directories of this machine.

What is asked to be executed in a container is executed, and what is to be forwarded to a port of a pod is
forwarded, if a process of that pod listens there. Who may do what is said by rules as a Role has them. It
speaks as the real one does, over TLS; `test_honest.py` has kubectl, and the forwarding of the kubernetes
package, which both know the real one, use it.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import json
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import yaml
from aiohttp import WSMsgType, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DEADLINE = 30.0
TOKEN = "kube-token-of-alice"
USER = "alice"
NAMESPACE = "team"

ANYTHING = [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]

_STDIN, _STDOUT, _STDERR, _STATUS = range(4)
_CLOSE = 255
_EXEC = ("v5.channel.k8s.io", "v4.channel.k8s.io")
_FORWARD = ("v4.channel.k8s.io",)


class FakeKubernetes:
    """One API server, which serves from `start` to `stop`."""

    def __init__(self, base: Path, make_pod: Callable[..., Any]) -> None:
        """base: for its certificate, and the kubeconfig."""
        self.base = base
        self._make_pod = make_pod
        self.rules: list[dict[str, list[str]]] = ANYTHING
        """What the user may do."""
        self.tokens = {TOKEN: USER}
        self.has_kuberay = True
        self.clusters: dict[str, dict[str, Any]] = {}
        self.pods: list[Any] = []
        self.seen: set[tuple[str, str, str]] = set()
        """Verb, API group and resource of all that was asked for."""
        self.urls: list[str] = []
        self.execs = 0
        self._sockets: set[web.WebSocketResponse] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-kubernetes")
        self._runner: web.AppRunner | None = None
        self.port = 0

    # --- what there is ------------------------------------------------------

    def add_cluster(self, name: str = "mine", **spec: Any) -> None:
        """A RayCluster, without pods."""
        self.clusters[name] = {
            "apiVersion": "ray.io/v1", "kind": "RayCluster",
            "metadata": {"name": name, "namespace": NAMESPACE, "uid": f"uid-of-{name}"},
            "spec": {"rayVersion": "2.60.0", **spec},
        }  # fmt: skip

    def add_head(self, cluster: str = "mine", **options: Any) -> Any:
        """A head pod, which runs."""
        pod = self._make_pod(self.base, cluster, **options)
        self.pods.append(pod)
        return pod

    def remove(self, pod: Any) -> None:
        """Delete the pod, with all that runs in it."""
        self.pods.remove(pod)
        pod.end()
        self.cut()

    def write_kubeconfig(self, token: str = TOKEN, port: int = 0) -> Path:
        """A kubeconfig with the context `there`. port: another one than that of this server."""
        authority = str(self.base / "kube.pem")
        content = {
            "apiVersion": "v1", "kind": "Config", "current-context": "there",
            "clusters": [{"name": "c", "cluster": {
                "server": f"https://127.0.0.1:{port or self.port}", "certificate-authority": authority}}],
            "users": [{"name": "u", "user": {"token": token}}],
            "contexts": [{"name": "there", "context": {"cluster": "c", "user": "u"}}],
        }  # fmt: skip
        path = self.base / "kubeconfig"
        path.write_text(yaml.safe_dump(content))
        path.chmod(0o600)
        return path

    # --- serving ------------------------------------------------------------

    def start(self) -> None:
        """Listen; again at the same port, after a `stop_serving`."""
        if not self._thread.is_alive():
            _write_certificate(self.base / "kube.pem")
            self._thread.start()
        self._run(self._serve())

    async def _serve(self) -> None:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.base / "kube.pem")
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=context, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    def stop_serving(self) -> None:
        """Answer nobody any more, and end all connections."""
        self.cut()
        if self._runner is not None:
            self._run(self._runner.cleanup())
            self._runner = None

    def stop(self) -> None:
        """End it, and all pods."""
        for pod in self.pods:
            pod.end()
        self.stop_serving()
        self._run(self._end_tasks())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(DEADLINE)
        self._loop.close()

    async def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    def cut(self) -> None:
        """End all connections to containers and ports, as a load balancer does."""

        async def close() -> None:
            for socket in list(self._sockets):
                if socket._req is not None and socket._req.transport is not None:
                    socket._req.transport.abort()

        self._run(close())

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(DEADLINE)

    # --- requests -----------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.urls.append(str(request.rel_url))
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or token not in self.tokens:
            return _status(401, "Unauthorized", "Unauthorized", {})
        parts = request.path.strip("/").split("/")
        if parts[:3] == ["api", "v1", "namespaces"] and len(parts) > 4 and parts[4] == "pods":
            return await self._pods(request, parts[3], parts[5:])
        if parts[:4] == ["apis", "ray.io", "v1", "namespaces"] and len(parts) > 5 and self.has_kuberay:
            return await self._rayclusters(request, parts[4], parts[6:])
        return self._discovery(request.path)

    def _discovery(self, path: str) -> web.StreamResponse:
        """What kubectl asks before it asks for anything."""
        pods = {
            "name": "pods",
            "singularName": "pod",
            "namespaced": True,
            "kind": "Pod",
            "verbs": ["get", "list"],
        }
        clusters = {**pods, "name": "rayclusters", "singularName": "raycluster", "kind": "RayCluster"}
        known: dict[str, dict[str, Any]] = {
            "/version": {"major": "1", "minor": "34", "gitVersion": "v1.34.0"},
            "/api": {"kind": "APIVersions", "versions": ["v1"]},
            "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [pods]},
            "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{
                "name": "ray.io", "versions": [{"groupVersion": "ray.io/v1", "version": "v1"}],
                "preferredVersion": {"groupVersion": "ray.io/v1", "version": "v1"}}]},
            "/apis/ray.io/v1": {
                "kind": "APIResourceList", "groupVersion": "ray.io/v1", "resources": [clusters]},
        }  # fmt: skip
        if path not in known:
            return web.Response(status=404, text="404 page not found\n")
        return web.json_response(known[path])

    def _denied(self, verb: str, group: str, resource: str, namespace: str) -> web.Response | None:
        self.seen.add((verb, group, resource))

        def fits(rule: dict[str, list[str]], kind: str, what: str) -> bool:
            return bool({what, "*"} & set(rule[kind]))

        if namespace == NAMESPACE and any(
            fits(rule, "apiGroups", group) and fits(rule, "resources", resource) and fits(rule, "verbs", verb)
            for rule in self.rules
        ):
            return None
        name = f"{resource}.{group}" if group else resource
        message = (
            f'{name} is forbidden: User "{USER}" cannot {verb} resource "{resource}" in API group "{group}" '
            f'in the namespace "{namespace}"'
        )
        return _status(403, "Forbidden", message, {"kind": resource})

    async def _rayclusters(self, request: web.Request, namespace: str, rest: list[str]) -> web.Response:
        verb = "get" if rest else "list"
        denied = self._denied(verb, "ray.io", "rayclusters", namespace)
        if denied is not None:
            return denied
        if not rest:
            items = list(self.clusters.values())
            return web.json_response({"kind": "RayClusterList", "apiVersion": "ray.io/v1", "items": items})
        if rest[0] not in self.clusters:
            details = {"name": rest[0], "group": "ray.io", "kind": "rayclusters"}
            return _status(404, "NotFound", f'rayclusters.ray.io "{rest[0]}" not found', details)
        return web.json_response(self.clusters[rest[0]])

    async def _pods(self, request: web.Request, namespace: str, rest: list[str]) -> web.StreamResponse:
        subresource = rest[1] if len(rest) > 1 else ""
        resource = f"pods/{subresource}" if subresource else "pods"
        # Newer servers want 'create' for a websocket as well.
        verbs = ["get", "create"] if subresource else ["get"] if rest else ["list"]
        for verb in verbs:
            denied = self._denied(verb, "", resource, namespace)
            if denied is not None:
                return denied
        if not rest:
            wanted = [pair.split("=") for pair in request.query.get("labelSelector", "").split(",") if pair]
            found = [pod for pod in self.pods if all(pod.labels.get(key) == value for key, value in wanted)]
            items = [pod.describe() for pod in found]
            return web.json_response({"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": items})
        pod = next((one for one in self.pods if one.name == rest[0]), None)
        if pod is None:
            return _status(404, "NotFound", f'pods "{rest[0]}" not found', {"name": rest[0], "kind": "pods"})
        if not subresource:
            return web.json_response(pod.describe())
        container = request.query.get("container", pod.container)
        if container != pod.container:
            return _status(400, "BadRequest", f"container {container} is not valid for pod {pod.name}", {})
        if subresource == "exec":
            if not pod.up:
                said = f'unable to upgrade connection: container not found ("{container}")'
                return _status(500, "InternalError", said, {})
            return await self._over_socket(request, _EXEC, lambda socket: self._exec(request, pod, socket))
        return await self._over_socket(request, _FORWARD, lambda socket: _forward(request, pod, socket))

    async def _over_socket(
        self,
        request: web.Request,
        protocols: tuple[str, ...],
        serve: Callable[[web.WebSocketResponse], Awaitable[None]],
    ) -> web.StreamResponse:
        socket = web.WebSocketResponse(protocols=protocols, max_msg_size=1 << 20, compress=False)
        if not socket.can_prepare(request) or socket.can_prepare(request).protocol is None:
            return _status(400, "BadRequest", "unable to upgrade: none of its protocols is known", {})
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            await serve(socket)
        except (ConnectionError, RuntimeError):
            pass  # whoever asked is gone
        finally:
            self._sockets.discard(socket)
            with contextlib.suppress(ConnectionError, RuntimeError):
                await socket.close()
        return socket

    async def _exec(self, request: web.Request, pod: Any, socket: web.WebSocketResponse) -> None:
        self.execs += 1
        command = request.query.getall("command")
        wants = {name for name in ("stdin", "stdout", "stderr") if request.query.get(name) in ("1", "true")}
        pipe, none = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=pod.home, env=pod.environment, start_new_session=True,
                stdin=pipe if "stdin" in wants else none,
                stdout=pipe if "stdout" in wants else none,
                stderr=pipe if "stderr" in wants else none,
            )  # fmt: skip
        except OSError as error:
            message = (
                "Internal error occurred: error executing command in container: failed to exec in container: "
                "OCI runtime exec failed: exec failed: unable to start container process: exec: "
                f'"{command[0]}": {error.strerror}: unknown'
            )
            said = {"status": "Failure", "message": message, "reason": "InternalError", "code": 500}
            await socket.send_bytes(bytes((_STATUS,)) + json.dumps(said).encode())
            return
        # As a container's, it lives on when whoever has asked for it is gone.
        given = asyncio.create_task(_give(socket, process))
        try:
            await asyncio.gather(
                _take(socket, _STDOUT, process.stdout), _take(socket, _STDERR, process.stderr)
            )
            code = await process.wait()
            await socket.send_bytes(bytes((_STATUS,)) + json.dumps(_ended(code)).encode())
        finally:
            given.cancel()


def _ended(code: int) -> dict[str, Any]:
    if not code:
        return {"metadata": {}, "status": "Success"}
    causes = [{"reason": "ExitCode", "message": str(code)}]
    message = f"command terminated with non-zero exit code: exit status {code}"
    return {
        "metadata": {}, "status": "Failure", "message": message, "reason": "NonZeroExitCode",
        "details": {"causes": causes},
    }  # fmt: skip


async def _give(socket: web.WebSocketResponse, process: asyncio.subprocess.Process) -> None:
    """What comes over the socket is what the process reads."""
    with contextlib.suppress(ConnectionError):
        async for message in socket:
            data = message.data if message.type == WSMsgType.BINARY else message.data.encode()
            if data[:2] == bytes((_CLOSE, _STDIN)):
                break
            if data[0] == _STDIN and process.stdin is not None:
                process.stdin.write(data[1:])
                await process.stdin.drain()
    if process.stdin is not None:
        process.stdin.close()


async def _take(socket: web.WebSocketResponse, channel: int, stream: asyncio.StreamReader | None) -> None:
    while stream is not None and (data := await stream.read(1 << 15)):
        await socket.send_bytes(bytes((channel,)) + data)


async def _forward(request: web.Request, pod: Any, socket: web.WebSocketResponse) -> None:
    port = int(request.query["ports"])
    for channel in (0, 1):
        await socket.send_bytes(bytes((channel,)) + port.to_bytes(2, "little"))
    if not pod.listens_at(port):
        said = f"failed to connect to localhost:{port} inside namespace, IPv4: connect: connection refused"
        await socket.send_bytes(b"\1" + said.encode())
        return
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    down = asyncio.create_task(_take(socket, 0, reader))
    down.add_done_callback(lambda _: asyncio.ensure_future(socket.close()))
    try:
        async for message in socket:
            if message.type == WSMsgType.BINARY and message.data[0] == 0:
                writer.write(message.data[1:])
                await writer.drain()
    finally:
        down.cancel()
        writer.close()


def _status(code: int, reason: str, message: str, details: dict[str, Any]) -> web.Response:
    content = {
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message,
        "reason": reason, "details": details, "code": code,
    }  # fmt: skip
    return web.json_response(content, status=code)


def _write_certificate(path: Path) -> None:
    """One that is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "fake kubernetes")])
    now = datetime.datetime.now(datetime.UTC)
    import ipaddress

    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
