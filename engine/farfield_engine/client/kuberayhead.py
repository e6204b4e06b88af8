"""Finds the head pod of a RayCluster, and says what keeps it from running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from farfield_engine.client.kuberayapi import CLUSTER, PODS, ApiError, ApiServer
from farfield_engine.client.route import DialError

LOOK_SECONDS = 1.0
"""How often it is looked."""

STUCK_SECONDS = 15.0
"""What does not pass by itself is awaited for so long only."""

# A registry may be slow, and a node may be added; a wrong name stays wrong.
_STUCK = frozenset(
    ("CrashLoopBackOff", "CreateContainerConfigError", "ErrImageNeverPull", "ErrImagePull",
     "ImagePullBackOff", "InvalidImageName")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The container in which Ray's head runs."""

    pod: str
    container: str
    address: str
    """Of the pod, in the network of the cluster."""

    def __str__(self) -> str:
        return f"container '{self.container}' of pod '{self.pod}'"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Why there is no head yet."""

    why: str
    stuck: bool = False


async def await_head(server: ApiServer, cluster: str, seconds: float, tell: Callable[[str], object]) -> Head:
    """The head, once its container runs and is ready. Raises DialError after so many seconds.

    tell: is told what is waited for, each time that this changes.
    """
    await check_cluster(server, cluster)
    loop = asyncio.get_running_loop()
    began = loop.time()
    stuck_since: float | None = None
    told = ""
    while True:
        found = await _look(server, cluster)
        if isinstance(found, Head):
            return found
        now = loop.time()
        stuck_since = (stuck_since or now) if found.stuck else None
        late = now - began + LOOK_SECONDS > seconds
        if late or (stuck_since is not None and now - stuck_since > STUCK_SECONDS):
            raise DialError(
                f"the RayCluster '{cluster}' has no head pod that is ready, after {now - began:.0f} s: "
                f"{found.why}; see 'kubectl describe pods -n {server.namespace} "
                f"-l ray.io/cluster={cluster},ray.io/node-type=head'"
            )
        if found.why != told:
            told = found.why
            tell(f"waiting for the head pod of '{cluster}': {found.why}")
        await asyncio.sleep(LOOK_SECONDS)


async def check_cluster(server: ApiServer, cluster: str) -> None:
    """Raise DialError where there is no such RayCluster, or it is not to run."""
    try:
        found = await server.get(CLUSTER, cluster)
    except ApiError as error:
        if error.status != 404:
            raise
        if not error.body.get("details", {}).get("name"):
            raise DialError(
                f"{server.name} knows no RayClusters (404): KubeRay 1.0 or later is not installed there, or "
                "this is another cluster than you mean; 'kubectl config current-context' names it"
            ) from error
        raise DialError(
            f"there is no RayCluster '{cluster}' in namespace '{server.namespace}', or no such namespace "
            "(404); 'kubectl get rayclusters -A' lists them"
        ) from error
    if found["metadata"].get("deletionTimestamp"):
        raise DialError(f"the RayCluster '{cluster}' is being deleted")
    if found.get("spec", {}).get("suspend"):
        raise DialError(
            f"the RayCluster '{cluster}' is suspended: it has no pods until its 'spec.suspend' is false"
        )


async def _look(server: ApiServer, cluster: str) -> Head | _Waiting:
    selector = f"ray.io/cluster={cluster},ray.io/node-type=head"
    pods = (await server.get(PODS, labelSelector=selector))["items"]
    # One that is being deleted still runs, beside the one that takes its place.
    pods = [pod for pod in pods if not pod["metadata"].get("deletionTimestamp")]
    if not pods:
        return _Waiting("KubeRay has not made it yet")
    return _state(max(pods, key=lambda pod: str(pod["metadata"].get("creationTimestamp", ""))))


def _state(pod: Mapping[str, Any]) -> Head | _Waiting:
    name, status = pod["metadata"]["name"], pod.get("status", {})
    # KubeRay runs Ray in the first; others may stand beside it.
    container = pod["spec"]["containers"][0]["name"]
    found: Mapping[str, Any] = next(
        (one for one in status.get("containerStatuses", ()) if one["name"] == container), {}
    )
    state = found.get("state", {})
    if "running" in state and found.get("ready"):
        return Head(name, container, str(status.get("podIP", "")))
    phase = status.get("phase", "Pending")
    if phase in ("Failed", "Succeeded"):
        return _Waiting(_said(f"pod '{name}' has ended ({phase})", status))
    if "running" in state:
        return _Waiting(f"{phase}: its container runs, and is not ready yet")
    if "terminated" in state:
        ended = state["terminated"]
        return _Waiting(_said(f"its container has ended with exit code {ended.get('exitCode')}", ended))
    for one in (*status.get("initContainerStatuses", ()), found):
        waiting = one.get("state", {}).get("waiting", {})
        if waiting.get("reason") not in (None, "PodInitializing"):
            return _Waiting(_said(f"{phase}", waiting), waiting["reason"] in _STUCK)
    for condition in status.get("conditions", ()):
        if condition.get("type") == "PodScheduled" and condition.get("status") == "False":
            return _Waiting(_said(f"{phase}, it is on no node yet", condition))
    return _Waiting(str(phase))


def _said(what: str, by: Mapping[str, Any]) -> str:
    """With the reason and the message that Kubernetes gives."""
    parts = [str(by[key]) for key in ("reason", "message") if by.get(key)]
    return ": ".join([what, *parts])
