"""A worker as an actor of Ray: the runtime on the main thread of Ray's own worker process."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import ray

from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import inputs
from farfield_engine.worker.ray.guide import KeeperGuide
from farfield_engine.worker.ray.hidden import hide_ray
from farfield_engine.worker.ray.host import Host, HostLink
from farfield_engine.worker.ray.objects import RayObjects

if TYPE_CHECKING:
    from farfield_engine.worker.standalone import Traces

ADOPTION_SECONDS = 0.1
"""How long a worker waits for its node's agent. A new one comes later: what dies before has no last words."""


END_SECONDS = 3.0
"""How long a worker's process may take to end once there is no more for it to do."""


class FarfieldWorker:
    """Detached and named. Its one call ends when the worker does."""

    def __init__(self, name: str, keeper: str) -> None:
        """name: the worker's. keeper: the name of the actor that knows where its gateway is."""
        self._name = name
        self._keeper = keeper

    def run(self) -> None:
        """Be a worker, until the gateway says that there is no more to do."""
        # Not where the class is only named: it loads IPython, which everybody who attaches would wait for.
        from farfield_engine.worker.standalone import run

        inputs.open_far = RayObjects
        hide_ray()
        # Ray blocks it: nothing that runs here could be interrupted.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        context = ray.get_runtime_context()
        address = ray.util.get_node_ip_address()
        meeting = _free_port(address)
        hello = pb.WorkerHello(
            worker=self._name,
            node=context.get_node_id(),
            address=address,
            meeting_port=meeting.getsockname()[1],
        )
        host = Host(self._name, self._keeper)
        host.open()
        link = HostLink(hello, KeeperGuide(self._name, self._keeper), host)
        run(link, self._be_adopted, host.close)
        threading.Thread(target=_end_anyway, name="farfield-end", daemon=True).start()
        ray.actor.exit_actor()

    def _be_adopted(self, traces: Traces) -> None:
        """Have the node's agent open what tells of this process when it is dead."""
        from farfield_engine.worker.ray.agent import agent_on

        key = self._keeper.partition(":")[2]
        with contextlib.suppress(Exception):  # whatever is wrong with the agent: work goes on
            agent: Any = agent_on(key, ray.get_runtime_context().get_node_id())
            adopted = agent.adopt.remote(self._name, os.getpid(), list(traces.pipes), traces.page)
            ray.wait([adopted], timeout=ADOPTION_SECONDS)


def _end_anyway() -> None:
    """Threads that user code has left behind may never end, and Python waits for them."""
    time.sleep(END_SECONDS)
    os._exit(0)


def _free_port(address: str) -> socket.socket:
    """A port that the system gives to nobody but who asks for this very one: it is never listened at."""
    holder = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind((address, 0))
    return holder
