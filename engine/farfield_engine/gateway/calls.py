"""Methods of the gateway called by name: the handlers of gRPC, reached without it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import grpc
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass

from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

_log = logging.getLogger(__name__)

_METHODS = {
    method.name: (GetMessageClass(method.input_type), method.server_streaming)
    for method in pb.DESCRIPTOR.services_by_name["Gateway"].methods
    if not method.client_streaming  # Attach: a session's frames travel by themselves
}

Write = Callable[[worker_pb.Answer], Awaitable[None]]


class Aborted(Exception):
    """A handler has refused its request."""

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class CallContext:
    """What handlers use of a gRPC context."""

    def __init__(self, user: str, came_from: str) -> None:
        self.user = user
        self.came_from = came_from

    async def abort(self, code: grpc.StatusCode, details: str = "") -> NoReturn:
        raise Aborted(code, details or code.name)


async def answer_call(
    service: rpc.GatewayServicer, call: worker_pb.Call, write: Write, user: str, came_from: str
) -> None:
    """Answer a call: once, or with its pages and an end. What goes wrong is the answer, too.

    write: sends an answer and waits for room for the next one. user: who asks, and
    came_from: from where, as `Door` names it.
    """
    try:
        await _answer(service, call, write, CallContext(user, came_from))
    except Aborted as refused:
        await write(worker_pb.Answer(id=call.id, error=str(refused)))
    # As gRPC does it: a fault of one handler's is told to who asked, and the gateway goes on.
    except Exception as error:
        _log.exception("the gateway's method '%s' failed", call.method)
        message = f"the gateway failed in '{call.method}': {type(error).__name__}: {error}; its log has more"
        await write(worker_pb.Answer(id=call.id, error=message))


async def _answer(
    service: rpc.GatewayServicer, call: worker_pb.Call, write: Write, context: CallContext
) -> None:
    request_type, streams = _METHODS.get(call.method, (None, False))
    if request_type is None:
        raise Aborted(grpc.StatusCode.UNIMPLEMENTED, f"the gateway has no method '{call.method}'")
    try:
        request = request_type.FromString(call.request)
    except DecodeError as error:
        message = f"what came is no request of '{call.method}': {error}"
        raise Aborted(grpc.StatusCode.INVALID_ARGUMENT, message) from error
    handler: Callable[[Message, CallContext], Any] = getattr(service, call.method)
    if not streams:
        reply = await handler(request, context)
        await write(worker_pb.Answer(id=call.id, reply=reply.SerializeToString()))
        return
    async for page in handler(request, context):
        await write(worker_pb.Answer(id=call.id, reply=page.SerializeToString(), more=True))
    await write(worker_pb.Answer(id=call.id))
