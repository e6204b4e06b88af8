"""No method of the gRPC server answers without a token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import unquote

import grpc

from farfield_engine.gateway.calls import CallContext
from farfield_engine.gateway.door import HERE, REFUSAL, Door, NotWelcome

HEADER = "authorization"
_BEARER = b"Bearer "

RELAYED = "farfield/"
"""The abstract name of a relayed connection's socket begins with this; then comes where it is from."""


def token_of(metadata: Iterable[tuple[str, str | bytes]]) -> bytes:
    """The token that a call's metadata carries; empty where it carries none."""
    given = b""
    for key, value in metadata:
        if key.lower() == HEADER:
            given = value.encode() if isinstance(value, str) else value
    return given[len(_BEARER) :] if given.startswith(_BEARER) else b""


def peer_of(context: Any) -> str:
    """Where a call comes from: the relay has named its socket after its client."""
    if isinstance(context, CallContext):
        return context.came_from
    return _relay_of(context).rpartition("/")[0] or HERE


def _relay_of(context: Any) -> str:
    """The name of the relay that a call came over; empty where it came over none."""
    _, _, name = unquote(context.peer()).partition(RELAYED)
    return name


def user_of(context: Any, door: Door) -> str:
    """Who calls. Raises NotWelcome where the token has ended since the call began."""
    if isinstance(context, CallContext):
        return context.user
    given = token_of(context.invocation_metadata() or ())
    return door.admit_call(given, _relay_of(context), peer_of(context))


class TokenInterceptor(grpc.aio.ServerInterceptor):
    """Refuses every call without a token, to known and unknown methods alike."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Any, Any] | None]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler[Any, Any] | None:
        given = token_of(handler_call_details.invocation_metadata or ())
        if self._door.knows(given):
            return await continuation(handler_call_details)
        return grpc.stream_stream_rpc_method_handler(self._refuse)

    async def _refuse(self, request_iterator: object, context: grpc.aio.ServicerContext[Any, Any]) -> None:
        # A streaming handler serves calls of all four kinds, and nothing of the request is parsed.
        why = REFUSAL
        try:
            user_of(context, self._door)
        except NotWelcome as refused:
            why = str(refused)
        await context.abort(grpc.StatusCode.UNAUTHENTICATED, why)
