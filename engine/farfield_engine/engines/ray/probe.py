"""Looks at a Ray cluster before anybody joins it: what is wrong is said within seconds, where Ray takes 20.

Asked by Ray's own protocol (GCS, gRPC), without importing ray: whether somebody answers, whether it wants a
token, and which versions of Ray and Python it has.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import grpc

from farfield_engine.errors import AttachError

PROBE_SECONDS = 3.0
TOKEN_VARIABLE = "RAY_AUTH_TOKEN"
TOKEN_FILE_VARIABLE = "RAY_AUTH_TOKEN_PATH"
MODE_VARIABLE = "RAY_AUTH_MODE"

# InternalKVGet(key="CLUSTER_METADATA", namespace="cluster"), and where its reply has the value.
_METHOD = "/ray.rpc.InternalKVGcsService/InternalKVGet"
_REQUEST = b"\x0a\x10CLUSTER_METADATA\x12\x07cluster"


@dataclass(frozen=True, slots=True)
class RayCluster:
    """A cluster that can be joined."""

    address: str
    """HOST:PORT of its head's GCS."""
    environ: dict[str, str]
    """What a process that joins it needs in its environment. It names files, and holds no secret."""
    version: str
    owned: bool = False
    """A gateway of this user has started it."""


def probe(address: str, token_file: Path | None = None, *, kept: Path | None = None) -> RayCluster:
    """The cluster at this address, which a process of this Python can join.

    token_file: the one to use; None: those that Ray itself would look at. kept: a file (0600) that a token of
    the environment's is written to, as no secret is handed on in an environment. Raises AttachError, which
    says what is wrong and what to do.
    """
    tokens = [("", None)] if token_file is None else []
    refused = 0
    for token, file in (*tokens, *_tokens(token_file, kept)):
        try:
            metadata = _ask(address, token)
        except PermissionError:
            refused += bool(token)
            continue
        environ = {MODE_VARIABLE: "token" if token else "disabled"}
        if file is not None:
            environ[TOKEN_FILE_VARIABLE] = str(file)
        _check_versions(address, metadata)
        return RayCluster(address, environ, str(metadata["ray_version"]), owned=token_file is not None)
    if refused:
        raise AttachError(
            f"the Ray cluster at {address} refuses the token that is here (RAY_AUTH_TOKEN, "
            "RAY_AUTH_TOKEN_PATH or ~/.ray/auth_token): get the cluster's own with 'ray get-auth-token' on "
            "its head node"
        )
    raise AttachError(
        f"the Ray cluster at {address} needs a token: put the one that 'ray get-auth-token' tells on its "
        "head node into ~/.ray/auth_token, or name its file by RAY_AUTH_TOKEN_PATH"
    )


def _tokens(token_file: Path | None, kept: Path | None) -> Iterator[tuple[str, Path | None]]:
    """The tokens that are here, each with its file."""
    if token_file is not None:
        yield token_file.read_text().strip(), token_file
        return
    given = os.environ.get(TOKEN_VARIABLE, "").strip()
    if given and kept is not None:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w") as file:
            file.write(given)
        yield given, kept
    named = os.environ.get(TOKEN_FILE_VARIABLE)
    path = Path(named) if named else Path.home() / ".ray" / "auth_token"
    try:
        found = path.read_text().strip()
    except OSError as error:
        if named:
            raise AttachError(f"RAY_AUTH_TOKEN_PATH names '{named}', which can't be read: {error}") from error
        return
    if found:
        yield found, path


def _ask(address: str, token: str) -> dict[str, object]:
    """What the cluster says of itself. Raises PermissionError for a token that opens nothing, AttachError."""
    metadata = (("authorization", f"Bearer {token}"),) if token else ()
    with grpc.insecure_channel(address) as channel:
        call: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(_METHOD)
        try:
            reply = call(_REQUEST, timeout=PROBE_SECONDS, metadata=metadata)
        except grpc.RpcError as error:
            if error.code() is grpc.StatusCode.UNAUTHENTICATED:
                raise PermissionError from None
            raise AttachError(_unreachable(address, error)) from None
    start, end = reply.find(b"{"), reply.rfind(b"}") + 1
    try:
        found = json.loads(reply[start:end])
        return {"ray_version": str(found["ray_version"]), "python_version": str(found["python_version"])}
    except (ValueError, KeyError):
        raise AttachError(
            f"what answers at {address} is no Ray cluster that Farfield knows: give the address that "
            "'ray start' has told on its head node"
        ) from None


def _unreachable(address: str, error: grpc.RpcError) -> str:
    if error.code() is grpc.StatusCode.DEADLINE_EXCEEDED:
        why = f"nobody has answered within {PROBE_SECONDS:g} s"
    elif error.code() is grpc.StatusCode.UNAVAILABLE:
        details = error.details() or ""
        why = (
            "its name is not known here"
            if "name" in details and "not found" in details
            else "nothing listens"
        )
    else:
        return (
            f"what answers at {address} is no Ray cluster ({error.code().name.lower()}): give the address "
            "that 'ray start' has told on its head node"
        )
    return (
        f"no Ray cluster can be reached at {address}: {why}; see whether its head runs ('ray status' there), "
        "and whether a firewall is between"
    )


def _check_versions(address: str, metadata: dict[str, object]) -> None:
    """Ray refuses to join where these differ, after it has tried for long. Raises AttachError."""
    try:
        here = version("ray")
    except PackageNotFoundError:
        raise AttachError(
            "Ray is not installed in this Python environment; pip install "
            f"'ray=={metadata['ray_version']}', the version of the cluster at {address}"
        ) from None
    there = metadata["ray_version"]
    if here != there:
        raise AttachError(
            f"the Ray cluster at {address} is Ray {there}, this environment has Ray {here}, and Ray joins "
            f"only its own version: pip install 'ray=={there}' here"
        )
    python = str(metadata["python_version"])
    own = ".".join(map(str, sys.version_info[:3]))
    if python.split(".")[:2] != own.split(".")[:2]:
        raise AttachError(
            f"the Ray cluster at {address} runs Python {python}, this environment Python {own}, and Ray "
            "joins only its own minor version: attach from an environment with that Python"
        )


def address_facing(address: str) -> str:
    """This machine's address on the network of that HOST:PORT; nothing is sent there. Raises AttachError."""
    host, _, port = address.rpartition(":")
    try:
        kind, _, _, _, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0]
        with socket.socket(kind, socket.SOCK_DGRAM) as looking:
            looking.connect(place)
            return str(looking.getsockname()[0])
    except OSError as error:
        raise AttachError(
            f"this machine has no network on which {address} could reach it: {error}"
        ) from error
