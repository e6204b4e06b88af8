"""No method answers without the token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import grpc

HEADER = "authorization"
REFUSAL = "this gateway needs its token: attach with its connection file or its connection string"


def is_authorized(metadata: Iterable[tuple[str, str | bytes]], token: str) -> bool:
    """Whether a call's metadata carries the token; takes the same time for every wrong one."""
    expected = f"Bearer {token}".encode()
    given = b""
    for key, value in metadata:
        if key.lower() == HEADER:
            given = value.encode() if isinstance(value, str) else value
    return hmac.compare_digest(given, expected)


class TokenInterceptor(grpc.aio.ServerInterceptor):
    """Refuses every call without the token, to known and unknown methods alike."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Any, Any] | None]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler[Any, Any] | None:
        if is_authorized(handler_call_details.invocation_metadata or (), self._token):
            return await continuation(handler_call_details)
        return _REFUSE


async def _refuse(request_iterator: object, context: grpc.aio.ServicerContext[Any, Any]) -> None:
    await context.abort(grpc.StatusCode.UNAUTHENTICATED, REFUSAL)


# A streaming handler serves calls of all four kinds, and nothing of the request is parsed.
_REFUSE: grpc.RpcMethodHandler[Any, Any] = grpc.stream_stream_rpc_method_handler(_refuse)
