"""From a target as people write it to a gateway and the way there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from farfield_engine.client.kuberaytarget import parse_kuberay
from farfield_engine.client.local import ConnectionInfo, find_local, find_or_start_local
from farfield_engine.client.raytarget import cluster_of, gateway_options, is_ray
from farfield_engine.client.remembered import Remembered, resolve
from farfield_engine.client.route import DialError
from farfield_engine.client.target import parse_farfield, parse_ssh
from farfield_engine.client.tls import TlsRoute
from farfield_engine.errors import AttachError

if TYPE_CHECKING:
    from farfield_engine.client.kuberay import KubeRayRoute
    from farfield_engine.client.ssh import SshRoute

MOST_WORKERS = 512
TARGET_VARIABLE = "FARFIELD_TARGET"

Tell = Callable[[str], object]


def default_target() -> str:
    """What is meant where no target is named: FARFIELD_TARGET, else `local`. Raises AttachError."""
    target = os.environ.get(TARGET_VARIABLE, "").strip()
    if "#" in target:
        raise AttachError(
            f"{TARGET_VARIABLE} holds a token, which every program that is started would be handed; remember "
            "the token by 'farfield login', or put it into FARFIELD_TOKEN, and leave it out of the target"
        )
    return target or "local"


def is_local(target: str) -> bool:
    """Whether it is this user's gateway on this machine."""
    return target == "local" or workers_of(target) > 0


def is_here(target: str) -> bool:
    """Whether its gateway is a process of this user's on this machine, wherever its workers are."""
    return is_local(target) or is_ray(target)


def public_name(target: str) -> str:
    """The target without what is secret in it. Raises AttachError where it can't be understood."""
    return parse_farfield(target).str_without_token() if target.startswith("farfield://") else target


def workers_of(target: str) -> int:
    """How many workers a target asks for; 0: as many as the gateway has. Raises AttachError."""
    kind, _, count = target.partition(":")
    if kind == "local" and count.isdigit() and int(count) > 0:
        if int(count) > MOST_WORKERS:
            raise AttachError(f"'{target}' asks for more than {MOST_WORKERS} workers on one machine")
        return int(count)
    return 0


def reach(target: str, *, bootstrap: bool = False, tell: Tell = lambda text: None) -> ConnectionInfo:
    """The gateway that a target means, found or started. Raises AttachError.

    bootstrap: of ssh targets, bring Farfield there if it is missing. tell: is told of what takes long.
    """
    if is_local(target):
        return find_or_start_local()
    if is_ray(target):
        return _ray(target, tell)
    if target.startswith("farfield://"):
        return _farfield(target)
    if target.startswith("ssh://"):
        return _ssh(target, bootstrap, tell)
    if target.lower().startswith("kuberay"):
        return _kuberay(target, tell)
    raise AttachError(
        f"'{target}' is not a target; use 'local', 'local:N' for N workers (N at least 1), "
        "'farfield://HOST:PORT', 'ssh://HOST', 'ray', 'ray:HOST:PORT' or 'kuberay://NAMESPACE/CLUSTER'"
    )


def _ray(target: str, tell: Tell) -> ConnectionInfo:
    cluster = cluster_of(target)
    found = find_local(cluster)
    if found is not None:
        return found
    gateway_options(cluster)  # what is missing here is said at once
    tell(f"joining {cluster}" if ":" in cluster else "starting Ray on this machine, which takes some seconds")
    return find_or_start_local(cluster=cluster)


def _farfield(target: str) -> ConnectionInfo:
    parsed = resolve(parse_farfield(target))
    return ConnectionInfo(TlsRoute(parsed.host, parsed.port, parsed.token, parsed.certificate))


def remember(target: str) -> bool:
    """After an attachment with a token in the target: keep it, so that it need not be written again.

    Whether there was one. Raises AttachError where it can't be kept.
    """
    if not target.startswith("farfield://"):
        return False
    parsed = parse_farfield(target)
    if parsed.token:
        Remembered().remember(resolve(parsed))
    return bool(parsed.token)


def _ssh(target: str, bootstrap: bool, tell: Tell) -> ConnectionInfo:
    # Most never need it.
    from farfield_engine.client.ssh import SshRoute

    parsed = parse_ssh(target)
    return _found(SshRoute(parsed.user, parsed.host, parsed.port or None, bootstrap=bootstrap, tell=tell))


def _kuberay(target: str, tell: Tell) -> ConnectionInfo:
    from farfield_engine.client.kuberay import KubeRayRoute

    return _found(KubeRayRoute(parse_kuberay(target), tell))


def _found(route: SshRoute | KubeRayRoute) -> ConnectionInfo:
    """The gateway at the end of this route, once it is there. Raises AttachError."""
    try:
        route.find()
    except DialError as error:
        route.close()
        raise AttachError(str(error)) from error
    except BaseException:
        route.close()
        raise
    return ConnectionInfo(route)
