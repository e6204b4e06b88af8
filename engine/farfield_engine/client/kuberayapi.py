"""The API server of Kubernetes, as far as Farfield needs it. Used in the helper process only."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import ssl
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from farfield_engine.client.route import DialError
from farfield_engine.version import VERSION

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0

HEARTBEAT = 20.0
"""Seconds between pings: what is in between (load balancers) ends connections on which nothing happens."""

ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""In a pod: what the API server knows it by."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a user must be allowed to do in the namespace."""

    group: str
    resource: str
    verbs: tuple[str, ...]

    def __str__(self) -> str:
        """The rule as it stands in a Role."""
        verbs = ", ".join(f'"{verb}"' for verb in self.verbs)
        return f'{{apiGroups: ["{self.group}"], resources: ["{self.resource}"], verbs: [{verbs}]}}'


CLUSTER = Permission("ray.io", "rayclusters", ("get",))
PODS = Permission("", "pods", ("list",))
# A websocket is asked for by GET, which older servers take for 'get', newer ones for 'create' as well.
EXEC = Permission("", "pods/exec", ("create", "get"))
FORWARD = Permission("", "pods/portforward", ("create", "get"))
PERMISSIONS = (CLUSTER, PODS, EXEC, FORWARD)
"""All that is asked of the API server; `docs/kuberay.md` has them as a manifest."""

_BASES = {"": "/api/v1", "ray.io": "/apis/ray.io/v1"}


class ApiError(DialError):
    """The API server says no; `status` is what it answers by HTTP, `body` what it says."""

    def __init__(self, message: str, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class ApiServer:
    """One namespace of a Kubernetes cluster, as this user."""

    def __init__(self, namespace: str, context: str = "") -> None:
        """context: of the kubeconfig; empty for the one that is current there."""
        self.namespace = namespace
        self._context = context
        self._configuration: Any = None
        self._session: aiohttp.ClientSession | None = None
        self._complaints = _Complaints()

    @property
    def name(self) -> str:
        """For people."""
        host = self._configuration.host if self._configuration is not None else "of Kubernetes"
        return f"the API server {host}" + (f" (context '{self._context}')" if self._context else "")

    async def sign_in(self) -> None:
        """Read the kubeconfig, or what a pod is given, as it is now. Raises DialError."""
        self._configuration = await asyncio.to_thread(_configured, self._context, self._complaints)
        session, self._session = self._session, None
        if session is not None:
            await session.close()
        context = _tls(self._configuration)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, limit=0),
            timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS, sock_connect=CONNECT_SECONDS),
            headers={"User-Agent": f"farfield/{VERSION}"},
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, what: Permission, name: str = "", **asked: str) -> dict[str, Any]:
        """An object, or a list of them. Raises DialError, and ApiError where the server refuses."""
        path = f"{what.resource}/{name}" if name else what.resource

        async def ask(session: aiohttp.ClientSession, options: dict[str, Any]) -> dict[str, Any]:
            async with session.get(self._url(what, path), params=asked, **options) as answer:
                text = await answer.text()
                if answer.status != 200:
                    raise self._refused(what, answer.status, text)
                found: dict[str, Any] = json.loads(text)
                return found

        given: dict[str, Any] = await self._signed_in(ask)
        return given

    async def open(
        self, what: Permission, pod: str, asked: Sequence[tuple[str, str]], protocols: Sequence[str]
    ) -> aiohttp.ClientWebSocketResponse:
        """A websocket to a subresource of a pod. Raises DialError, and ApiError where the server refuses."""
        resource, _, subresource = what.resource.partition("/")

        async def ask(
            session: aiohttp.ClientSession, options: dict[str, Any]
        ) -> aiohttp.ClientWebSocketResponse:
            try:
                socket: aiohttp.ClientWebSocketResponse = await session.ws_connect(
                    self._url(what, f"{resource}/{pod}/{subresource}"),
                    params=list(asked), protocols=protocols, heartbeat=HEARTBEAT, max_msg_size=0, **options,
                )  # fmt: skip
                return socket
            except aiohttp.WSServerHandshakeError as error:
                # What it says in words does not come through.
                raise self._refused(what, error.status, "", pod) from error

        given: aiohttp.ClientWebSocketResponse = await self._signed_in(ask)
        return given

    def _url(self, what: Permission, path: str) -> str:
        return f"{self._configuration.host}{_BASES[what.group]}/namespaces/{self.namespace}/{path}"

    async def _signed_in(self, ask: Any) -> Any:
        """Ask as this user; once more when what it knows us by was too old."""
        for attempt in range(2):
            if self._session is None:
                await self.sign_in()
            assert self._session is not None
            try:
                return await ask(self._session, await asyncio.to_thread(_options, self._configuration))
            except ApiError as error:
                if error.status != 401 or attempt:
                    raise
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                raise self._unreachable(error) from error
            await self.sign_in()
        raise AssertionError("the second attempt returns or raises")

    # --- what it says -------------------------------------------------------

    def _refused(self, what: Permission, status: int, text: str, pod: str = "") -> ApiError:
        try:
            body = json.loads(text)
            said = str(body["message"])
        except (ValueError, KeyError, TypeError):
            body, said = {}, ""
        about = f"{what.resource} of '{pod}'" if pod else what.resource
        match status:
            case 401:
                plugin = f" (it was said: {self._complaints.last})" if self._complaints.last else ""
                message = (
                    f"{self.name} does not know who you are (401){plugin}; log in to the cluster anew, "
                    f"until 'kubectl get pods -n {self.namespace}' is answered"
                )
            case 403:
                message = (
                    f"{self.name} does not let you use {about} in namespace '{self.namespace}' (403"
                    f"{': ' + said if said else ''}); ask for a Role there with the rule {what}; "
                    "docs/kuberay.md has all of them as a manifest"
                )
            case _:
                message = f"{self.name} answers {status} when asked for {about}{': ' + said if said else ''}"
        return ApiError(message, status, body if isinstance(body, dict) else {})

    def _unreachable(self, error: Exception) -> DialError:
        match error:
            case aiohttp.ClientConnectorCertificateError():
                return DialError(
                    f"the certificate of {self.name} is not the one that the kubeconfig trusts "
                    f"({error.certificate_error}); fetch the kubeconfig anew"
                )
            case aiohttp.ClientConnectorDNSError():
                return DialError(f"the name of {self.name} is not known here: is a VPN needed?")
            case aiohttp.ServerTimeoutError() | TimeoutError():
                return DialError(f"{self.name} does not answer: it is off, or out of reach from here")
            case aiohttp.ClientConnectorError():
                return DialError(f"{self.name} can't be reached: {error.os_error.strerror or error}")
        return DialError(f"{self.name} can't be reached: {str(error) or type(error).__name__}")


class _Complaints(logging.Handler):
    """Keeps what the kubernetes package says of credentials that it can't have, which it goes on without."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.getMessage().strip().partition("\n")[0]


# --- the kubeconfig ---------------------------------------------------------


def _configured(context: str, complaints: _Complaints) -> Any:
    """A `kubernetes.client.Configuration`. Blocks: a plugin may be run. Raises DialError."""
    try:
        from kubernetes import client, config
    except ImportError as error:
        raise DialError(f"the package kubernetes can't be imported here: {error}") from error
    complaints.last = ""
    configuration = client.Configuration()
    named = os.environ.get("KUBECONFIG", "")
    # As kubectl does: of several files, those that are there.
    files = [path for path in named.split(os.pathsep) if path] or [os.path.expanduser("~/.kube/config")]
    there = [path for path in files if os.path.exists(path)]
    try:
        if there:
            config.load_kube_config(
                os.pathsep.join(there), context=context or None, client_configuration=configuration
            )
        elif _is_in_pod() and not named and not context:
            config.load_incluster_config(client_configuration=configuration)
        else:
            what = (
                f"KUBECONFIG names '{named}', and no such file is there"
                if named
                else "there is no " + files[0]
            )
            raise DialError(
                f"no kubeconfig: {what}; get one for your cluster, so that 'kubectl get pods' works, "
                "or name it by KUBECONFIG"
            )
    except DialError:
        raise
    except Exception as error:
        # Of the package itself, of the YAML that it reads, of what it asks for credentials.
        raise DialError(_unusable(error, there, context)) from error
    return configuration


def _is_in_pod() -> bool:
    return bool(os.environ.get("KUBERNETES_SERVICE_HOST")) and (ACCOUNT / "token").exists()


def _unusable(error: Exception, files: list[str], context: str) -> str:
    where = " and ".join(f"'{path}'" for path in files) or f"'{ACCOUNT}'"
    if context and f"name {context} " in f"{error} ":
        return (
            f"the kubeconfig {where} has no context '{context}'; 'kubectl config get-contexts' lists those "
            "that it has"
        )
    said = " ".join(str(error).split()) or type(error).__name__
    return f"the kubeconfig {where} can't be used: {said}"


def _tls(configuration: Any) -> ssl.SSLContext:
    """Raises DialError."""
    try:
        context = ssl.create_default_context(cafile=configuration.ssl_ca_cert or None)
        # From Python 3.13 on; the authorities of many clusters are not made so strictly.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        if configuration.cert_file:
            context.load_cert_chain(configuration.cert_file, configuration.key_file)
    except (OSError, ssl.SSLError) as error:
        raise DialError(f"a certificate that the kubeconfig names can't be used: {error}") from error
    if not configuration.verify_ssl:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _options(configuration: Any) -> dict[str, Any]:
    """What each request is sent with. Blocks: credentials that are too old are fetched anew."""
    headers = {
        setting["key"]: setting["value"]
        for setting in configuration.auth_settings().values()
        if setting["in"] == "header" and setting["value"]
    }
    options: dict[str, Any] = {"headers": headers}
    if configuration.tls_server_name:
        options["server_hostname"] = configuration.tls_server_name
    parts = urlsplit(configuration.host)
    proxy = configuration.proxy or urllib.request.getproxies().get(parts.scheme)
    if proxy and (configuration.proxy or not urllib.request.proxy_bypass(parts.hostname or "")):
        options["proxy"] = proxy
    return options
