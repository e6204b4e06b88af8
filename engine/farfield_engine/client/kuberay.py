"""The way to a gateway in the head pod of a RayCluster: forwarded by Kubernetes, TLS within."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import importlib.util
import json
import os
import queue
import secrets
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from farfield_engine.access.dialling import client_context
from farfield_engine.access.fingerprints import fingerprint
from farfield_engine.client.asking import Answer, Asking
from farfield_engine.client.forwarded import ForwardedRoute
from farfield_engine.client.kuberayhelper import CONTROL, GATEWAY
from farfield_engine.client.kuberaytarget import KubeRayTarget
from farfield_engine.client.route import OPEN_SECONDS, DialError, P
from farfield_engine.client.sshcommand import last_line
from farfield_engine.client.sshprocess import SshProcess
from farfield_engine.errors import AttachError
from farfield_engine.objects.cleanup import ClaimedDirectory, remove_stale
from farfield_engine.places import private_dir, runtime_dir

ENGINE = "ray"
"""What a gateway that is started there runs cells on."""

HEAD_SECONDS = 300.0
"""How long a head pod is awaited by whoever attaches: an image may have to be pulled, a node added."""

AGAIN_SECONDS = 3.0
"""The same for one who was attached, who tries again anyway."""

HELPER_SECONDS = 20.0
"""How long the process beside us may take to start."""

LOOK_SECONDS = 0.02

_LONGEST_PATH = 107
_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Found:
    """The gateway as the helper has found it. The token is a secret."""

    pod: str
    fingerprint: str
    token: str = field(repr=False)


class KubeRayRoute(ForwardedRoute):
    """A Unix socket that leads to the gateway in the head pod, which is started there if need be.

    A process beside this one speaks to Kubernetes; it ends with the route, and with this process.
    """

    through = "the connection to the pod"

    def __init__(
        self, target: KubeRayTarget, tell: Callable[[str], object] = lambda text: None, engine: str = ""
    ) -> None:
        """tell: is told by `find` what is awaited. engine: of a gateway that is started."""
        super().__init__()
        self.target = target
        self._tell = tell
        self._engine = engine or ENGINE
        self._told: queue.SimpleQueue[str | None] | None = None
        """What `find` has not told yet, while it looks."""
        self._helper: _Helper | None = None
        self._found: _Found | None = None
        self._waits = HEAD_SECONDS

    @property
    def token(self) -> str:
        return "" if self._found is None else self._found.token

    @property
    def name(self) -> str:
        return str(self.target)

    @property
    def pod(self) -> str:
        """In which the gateway was found last."""
        return "" if self._found is None else self._found.pod

    def find(self) -> None:
        """Find or start the gateway there, for the calling thread, which can be interrupted.

        Raises DialError; what is open then is left to `close`.
        """
        check_package()
        told: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._told = told
        future = self._thread.start(self._be_ready())
        future.add_done_callback(lambda _: told.put(None))
        try:
            while (text := told.get()) is not None:
                self._tell(text)
            future.result()
        except BaseException:
            future.cancel()
            raise
        finally:
            self._told = None
            self._waits = AGAIN_SECONDS

    async def open(self, make: Callable[[], P]) -> P:
        await self._be_ready()
        return await self._open(make)

    async def _open(self, make: Callable[[], P]) -> P:
        path, found = self._way()
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                transport, protocol = await asyncio.get_running_loop().create_unix_connection(
                    make, path, ssl=client_context(pinned=True), server_hostname=found.pod
                )
        except (OSError, TimeoutError, ssl.SSLError) as error:
            self.renew()
            raise await self._failed(error) from error
        try:
            self._check(found, transport.get_extra_info("ssl_object"))
        except BaseException:
            transport.abort()
            raise
        return protocol

    def open_blocking(self, seconds: float = OPEN_SECONDS) -> socket.socket:
        self._be_ready_within(seconds)
        path, found = self._way()
        with contextlib.ExitStack() as undo:
            plain = undo.enter_context(socket.socket(socket.AF_UNIX))
            plain.settimeout(seconds)
            try:
                plain.connect(path)
                sock = undo.enter_context(
                    client_context(pinned=True).wrap_socket(plain, server_hostname=found.pod)
                )
            except (OSError, ssl.SSLError) as error:
                self.renew()
                raise self._thread.run(self._failed(error), seconds) from error
            self._check(found, sock)
            undo.pop_all()
        return sock

    async def _end(self) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            await helper.stop()

    def _way(self) -> tuple[str, _Found]:
        helper, found = self._helper, self._found
        if helper is None or found is None:
            raise self._was_closed()
        return helper.gateway, found

    def _check(self, found: _Found, connection: ssl.SSLObject | ssl.SSLSocket) -> None:
        """Raise DialError where what answers is not the gateway that was found."""
        given = fingerprint(connection.getpeercert(binary_form=True) or b"")
        if not hmac.compare_digest(given.encode(), found.fingerprint.encode()):
            self.renew()
            raise DialError(
                f"what answers in pod '{found.pod}' shows another certificate ({given}) than the gateway "
                f"there has ({found.fingerprint}), so the token was not sent"
            )

    async def _failed(self, error: Exception) -> DialError:
        """Why nothing is forwarded."""
        said = ""
        if self._helper is not None and not self._closed:
            with contextlib.suppress(DialError, OSError):
                said = str((await self._helper.ask({"why": True}, lambda text: None)).get("said", ""))
        reason = said or str(error) or f"it did not answer in {OPEN_SECONDS:g} s"
        return DialError(f"pod '{self.pod}' can't be reached: {reason}")

    # --- on the loop --------------------------------------------------------

    @property
    def _leads(self) -> bool:
        return self._found is not None and self._helper is not None and self._helper.alive

    async def _make_ready(self) -> None:
        helper = self._helper
        if helper is not None and not helper.alive:
            # It is to be found by who closes the route meanwhile.
            await helper.stop()
            self._helper = None
        elif helper is not None and self._found is not None and await self._still_leads():
            self._suspect = False
            return
        if self._helper is None:
            self._helper = await _Helper.start(self.target, self._engine)
        said = await self._helper.ask({"find": self._waits}, self._hear)
        self._found = _Found(said["pod"], said["fingerprint"], said["token"])
        if await self._ask() is not Answer.GIVEN:
            raise DialError(f"the gateway in pod '{self.pod}' does not answer what is forwarded to it")
        self._suspect = False

    def _hear(self, text: str) -> None:
        told = self._told
        if told is not None:
            told.put(text)

    async def _still_leads(self) -> bool:
        """Whether it was only the connection that has ended."""
        try:
            return await self._ask() is Answer.GIVEN
        except DialError:
            return False

    async def _ask(self) -> Answer:
        """Ask the gateway how it is. Raises DialError."""
        asking = await self._open(lambda: Asking(self.token))
        return await asking.ask()


class _Helper:
    """The process beside us. On the loop."""

    def __init__(self, directory: ClaimedDirectory, process: SshProcess) -> None:
        self._directory = directory
        self._process = process
        self.gateway = str(directory.path / GATEWAY)

    @classmethod
    async def start(cls, target: KubeRayTarget, engine: str) -> _Helper:
        """Raises DialError."""
        import farfield_launcher

        launcher = os.path.abspath(farfield_launcher.__file__)
        try:
            directory = _directory()
        except (OSError, AttachError) as error:
            raise DialError(str(error)) from error
        command = [sys.executable, "-P", launcher, "kuberay", str(directory.path)]
        command += ["--namespace", target.namespace, "--cluster", target.cluster, "--engine", engine]
        command += [f"--context={target.context}"] if target.context else []
        try:
            process = SshProcess(command, directory=str(directory.path))
        except BaseException:
            directory.remove()
            raise
        helper = cls(directory, process)
        try:
            await helper._begun()
        except BaseException:
            await helper.stop()
            raise
        return helper

    async def _begun(self) -> None:
        try:
            async with asyncio.timeout(HELPER_SECONDS):
                while not os.path.exists(self._directory.path / CONTROL):
                    if self._process.ended.is_set():
                        raise self._gone()
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise DialError(
                f"the process that speaks to Kubernetes was not there in {HELPER_SECONDS:g} s"
            ) from None

    @property
    def alive(self) -> bool:
        return not self._process.ended.is_set()

    async def ask(self, question: dict[str, Any], tell: Callable[[str], object]) -> dict[str, Any]:
        """Its answer; what it says before goes to `tell`. Raises DialError."""
        try:
            reader, writer = await asyncio.open_unix_connection(
                str(self._directory.path / CONTROL), limit=_LONGEST_LINE
            )
        except OSError as error:
            raise self._gone() from error
        try:
            writer.write(json.dumps(question).encode() + b"\n")
            while line := await reader.readline():
                said: dict[str, Any] = json.loads(line)
                if "tell" in said:
                    tell(said["tell"])
                elif "error" in said:
                    raise DialError(said["error"])
                else:
                    return said
            raise self._gone()
        finally:
            writer.close()

    def _gone(self) -> DialError:
        reason = last_line(self._process.errors)
        return DialError(f"the process that speaks to Kubernetes has ended{': ' + reason if reason else ''}")

    async def stop(self) -> None:
        """End it, and remove what it has here. May be called again."""
        await self._process.stop()
        with contextlib.suppress(FileNotFoundError):
            self._directory.remove()


def check_package() -> None:
    """Raise DialError where what speaks to Kubernetes is not installed."""
    for name in ("kubernetes", "aiohttp", "packaging"):
        if importlib.util.find_spec(name) is None:
            raise DialError(
                f"the package {name} is not installed here; 'pip install farfield[kuberay]' brings it, then "
                "restart the kernel",
                for_good=True,
            )


def _directory() -> ClaimedDirectory:
    """A directory of its own, for the sockets. Raises OSError, AttachError."""
    parent = private_dir(runtime_dir() / "kuberay")
    remove_stale(parent)
    path = parent / secrets.token_hex(4)
    if len(os.fsencode(path / GATEWAY)) > _LONGEST_PATH:
        raise AttachError(
            f"'{runtime_dir()}' is too long for a socket in it; set FARFIELD_RUNTIME_DIR to another directory"
        )
    return ClaimedDirectory(path)
