"""Finds the gateway in a head pod, or starts it there, with what it needs brought from here."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farfield_engine.client import kuberaypack
from farfield_engine.client.kuberayapi import ApiServer
from farfield_engine.client.kuberayexec import Ended, PodExec
from farfield_engine.client.kuberayhead import Head
from farfield_engine.client.route import DialError
from farfield_engine.client.sshcommand import last_line
from farfield_engine.client.sshremote import OLDEST, PYTHON_VARIABLE
from farfield_engine.version import VERSION

FACTS_SECONDS = 30.0
BRING_SECONDS = 300.0
PIP_SECONDS = 630.0
START_SECONDS = 90.0
"""How long a gateway may take to start: it joins Ray first."""

_NO_PYTHON = "farfield: no python"

# Whatever image it is: $1 names the Python, if the user does. What Python puts first on its path is the
# working directory, whose files are not to shadow the standard library.
_SHELL = f"""
for python in ${{1:-python3 python}}; do
    command -v "$python" >/dev/null 2>&1 && exec "$python" -c '
import sys
sys.path = [entry for entry in sys.path if entry]
exec(compile(sys.stdin.buffer.read(int(sys.stdin.buffer.readline())), "farfield", "exec"))'
done
echo '{_NO_PYTHON}' >&2
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """One that runs in the pod. The token is a secret."""

    port: int
    fingerprint: str
    token: str = field(repr=False)
    id: str
    """New with each start."""


async def find_gateway(server: ApiServer, head: Head, engine: str, tell: Callable[[str], object]) -> Gateway:
    """Find or start the gateway. Raises DialError.

    engine: of a gateway that is started. tell: is told of what takes long.
    """
    named = os.environ.get(PYTHON_VARIABLE, "")
    running = await PodExec.start(server, head, ["/bin/sh", "-c", _SHELL, "farfield", named])
    search = _Search(running, head, engine, tell, named)
    try:
        return await search.find()
    except Ended:
        raise search.failed() from None
    finally:
        await running.close()


class _Search:
    """One conversation with what runs in the container."""

    def __init__(
        self, running: PodExec, head: Head, engine: str, tell: Callable[[str], object], named: str
    ) -> None:
        self._running = running
        self._head = head
        self._engine = engine
        self._tell = tell
        self._named = named
        self._marker = f"farfield-{secrets.token_hex(8)}:"

    async def find(self) -> Gateway:
        needed = await asyncio.to_thread(kuberaypack.needed)
        script = Path(__file__).with_name("kuberayinpod.py").read_bytes()
        question = {"marker": self._marker, "distributions": ["farfield", *needed]}
        await self._say(script, json.dumps(question).encode())
        facts = await self._answer(FACTS_SECONDS, "Python there")
        self._check(facts)
        missing = [one for name, one in needed.items() if not one.fits(facts["versions"].get(name))]
        order = self._order(facts, missing)
        brought = await self._brought(order, facts, missing) if missing or _other_version(facts) else b""
        await self._say(json.dumps(order).encode(), *([brought] if brought else []))
        said = await self._answer(
            START_SECONDS + (PIP_SECONDS if order["pip"] else 0), "a gateway that starts there"
        )
        if said.get("version") != VERSION:
            raise DialError(
                f"{self._head} has Farfield {said.get('version')}, this is {VERSION}; install that one here"
            )
        return Gateway(said["port"], said["fingerprint"], said["token"], said["gateway"])

    def _check(self, facts: dict[str, Any]) -> None:
        version = tuple(facts["python"])
        if version < OLDEST:
            raise DialError(
                f"{self._head} has Python {_dotted(version)} ('{facts['executable']}'), which is too old "
                f"for Farfield; use an image of Ray with Python {_dotted(OLDEST)} or later, or name another "
                f"Python there by {PYTHON_VARIABLE}"
            )
        if self._engine == "ray" and not facts["ray"]:
            raise DialError(
                f"there is no Ray for '{facts['executable']}' in {self._head}; name the Python that Ray "
                f"is installed for by {PYTHON_VARIABLE}, or make Ray's container the first of the pod, as "
                "KubeRay wants it"
            )

    def _order(self, facts: dict[str, Any], missing: list[kuberaypack.Needed]) -> dict[str, Any]:
        """What is to be done there."""
        here = kuberaypack.platform_here()
        fits = (*facts["python"][:2], facts["platform"], facts["libc"]) == here
        # What is compiled for another Python or system than that is of no use there.
        by_pip = [] if fits else [one for one in missing if one.is_compiled]
        command = ["-m", "farfield_engine.cli", "gateway-info", "--marker", self._marker]
        command += ["--version", VERSION, "--serve", self._engine, "--ray-host", self._head.address]
        return {
            "directory": "",
            "content": False,
            "pip": [f"{one.name}=={one.version}" for one in by_pip],
            "command": command,
        }

    async def _brought(
        self, order: dict[str, Any], facts: dict[str, Any], missing: list[kuberaypack.Needed]
    ) -> bytes:
        """What is missing there; empty where somebody has brought it already."""
        by_pip = {text.partition("==")[0] for text in order["pip"]}
        brought = [one for one in missing if one.name not in by_pip]
        pack = await asyncio.to_thread(kuberaypack.Pack, brought, order["pip"])
        order["directory"] = pack.name
        if pack.name in facts["brought"]:
            order["pip"] = []
            return b""
        content = await asyncio.to_thread(pack.content)
        order["content"] = True
        self._tell(f"bringing Farfield to pod '{self._head.pod}': {len(content) / 1e6:.1f} MB")
        if by_pip:
            self._tell(f"installing what is compiled there by pip: {', '.join(sorted(by_pip))}")
        return content

    async def _say(self, *parts: bytes) -> None:
        try:
            async with asyncio.timeout(BRING_SECONDS):
                for part in parts:
                    await self._running.write(b"%d\n" % len(part))
                    await self._running.write(part)
        except TimeoutError:
            size = sum(map(len, parts)) / 1e6
            raise DialError(
                f"{size:.1f} MB could not be brought to {self._head} in {BRING_SECONDS:g} s"
            ) from None

    async def _answer(self, seconds: float, what: str) -> dict[str, Any]:
        try:
            async with asyncio.timeout(seconds):
                said: dict[str, Any] = json.loads(await self._running.answer(self._marker.encode()))
        except TimeoutError:
            raise DialError(f"{what} ({self._head}) did not answer in {seconds:g} s") from None
        except ValueError as error:
            raise DialError(f"what {self._head} answers is not what Farfield says there") from error
        if "pip" in said:
            raise DialError(
                f"{self._head} has another Python or system than this one, and what is compiled could not be "
                f"installed there by pip ({said['pip']}); use an image in which farfield {VERSION} is "
                "installed, or the Python of the image here"
            )
        if "error" in said:
            raise DialError(f"in {self._head}: {said['error']}")
        return said

    def failed(self) -> DialError:
        """Why it has ended without an answer. Once it has ended."""
        errors, ending = self._running.errors, self._running.ending
        if _NO_PYTHON in errors:
            if self._named:
                return DialError(
                    f"there is no Python '{self._named}' in {self._head}, which {PYTHON_VARIABLE} names"
                )
            return DialError(
                f"there is no Python in the PATH of {self._head}; use an image of Ray, or name its Python by "
                f"{PYTHON_VARIABLE}"
            )
        reason = last_line(errors) or ending or "the connection to it ended"
        return DialError(f"no gateway could be found or started in {self._head}: {reason}")


def _other_version(facts: dict[str, Any]) -> bool:
    return bool(facts["versions"].get("farfield") != VERSION)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
