"""What the VS Code extension has a twin of in TypeScript: the cases of its unit tests are what Python says.

After a change, `FARFIELD_WRITE_CASES=1 pytest tests/engine/client/test_vscode_cases.py` writes them anew.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from farfield_engine.client.states import State, cluster_state, job_line, log_page
from farfield_engine.client.target import parse_farfield
from farfield_engine.errors import AttachError
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

CASES = Path(__file__).parents[3] / "vscode_bridge" / "test" / "unit" / "cases"

PIN = "sha256-" + "A" * 43
TARGETS = [
    "farfield://gpu1",
    "  FARFIELD://GPU1.example.:99/\n",
    f"farfield://10.0.0.1:99?cert={PIN}#tok",
    "farfield://[::1]#a#b%20?/@:",
    "farfield://[0:0:0:0:0:0:0:1]:99",
    "farfield://[fe80::1%eth0]:99",
    "farfield://bücher.example",
    "farfield://my_host-2",
    "http://a",
    "farfield://",
    "farfield://:99",
    *(f"farfield://a:{port}" for port in ("", "0", "65536", "-1", "٣", "http")),
    "farfield://::1",
    "farfield://[::1",
    "farfield://[::1]99",
    "farfield://[1.2.3.4]",
    "farfield://[::1%]",
    "farfield://1.2.3.400",
    "farfield://1.2.3.04",
    *(f"farfield://a?{query}" for query in ("", "token=x", "cert=", "cert=sha256-abc", f"cert={PIN[:-1]}B")),
    f"farfield://a?cert={PIN}&cert={PIN}",
    "farfield://a/b/c",
    *(f"farfield://a{character}b" for character in (" ", "\n", "\t", "\0", "\xa0", "\u202e")),
    *(f"farfield://{name}" for name in ("-a", "a-", "a..b", "a%41", "a" * 64, "ü" * 64)),
    "farfield://" + "a" * 2500,
    "farfield://me:Secret@a",
    "farfield://Secret@a b",
    "farfield://a:x#Secret",
    *(f"farfield://a#{token}" for token in ("", "Secret word", "Secrét", "Secret" * 100)),
]

SUMMARY = pb.JobSummary(
    id="id",
    number=7,
    name="fit",
    items=10,
    state=pb.STATE_RUNNING,
    counts=pb.Counts(queued=5, running=1, succeeded=3, failed=1),
    elapsed=8.0,
    busy=4.0,
    workers=2,
    ranks=10,
    first_failure=pb.Failure(type_name="ValueError", message="\n no\nmore"),
)
DETAIL = watch_pb.JobDetail(
    loops=[watch_pb.Loop(label="epoch", done=float("nan"), total=float("inf"), fraction=-1, rate=-1)],
    workers=[
        watch_pb.WorkerUse(worker="w1", rank=-1, cpu=-1, item=3, bars=[watch_pb.Bar(done=3, elapsed=2)])
    ],
    slowest=[watch_pb.ItemNote(item=4, label="C=1"), watch_pb.ItemNote(item=5)],
    failures=[
        pb.Failure(item=1, kind=pb.Failure.KIND_WORKER_DIED, plain_traceback="\x1b[31mred\x1b[0m"),
        pb.Failure(item=2, kind=pb.Failure.KIND_INTERRUPTED, label="C=2", traceback="\x1b]0;title\x07x"),
    ],
)
STATUS = gateway_pb.StatusReply(
    nodes=[
        gateway_pb.Node(
            load=-1,
            workers=[
                gateway_pb.Worker(id="w1", state="busy", job="7 fit", load=-1, pause=pb.Pause(line=3)),
                gateway_pb.Worker(id="w2", state="idle", job="x 7"),
            ],
            gpus=[watch_pb.Gpu(load=0.5, temperature=-1, power=float("nan"))],
        )
    ]
)
OUTPUTS = [
    worker_pb.Output(item=item, kind=kind, content=content)
    for item, kind, content in [
        (1, worker_pb.Output.KIND_STDOUT, "a"),
        (1, worker_pb.Output.KIND_DISPLAY, "{}"),
        (2, worker_pb.Output.KIND_STDOUT, "other\n"),
        (1, worker_pb.Output.KIND_STDERR, "\x1b[1mbold\x1b[0m\r\n"),
        (1, worker_pb.Output.KIND_STDOUT, "b\n\n10 %\r20 %"),
        (3, worker_pb.Output.KIND_STDERR, "no end"),
    ]
]


def fill(message: Message, numbers: Iterator[int]) -> None:
    """Put something else into every field, so that no field is left out in one of the two."""
    for field in message.DESCRIPTOR.fields:
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            if field.name in ("exception", "values"):
                continue  # pickles, which no view shows
            made = field.message_type
            if made is not None and made.GetOptions().map_entry:
                key = f"{next(numbers)} {field.name}"
                getattr(message, field.name)[key] = _value(made.fields_by_name["value"], numbers)
            elif field.is_repeated:
                for _ in range(2):
                    fill(getattr(message, field.name).add(), numbers)
            else:
                fill(getattr(message, field.name), numbers)
        elif field.is_repeated:
            getattr(message, field.name).extend(_value(field, numbers) for _ in range(2))
        else:
            setattr(message, field.name, _value(field, numbers))


def _value(field: Any, numbers: Iterator[int]) -> object:
    number = next(numbers)
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING:
            return (
                bytes([number % 256])
                if field.type == FieldDescriptor.TYPE_BYTES
                else f"{number} {field.name}"
            )
        case FieldDescriptor.CPPTYPE_BOOL:
            return True
        case FieldDescriptor.CPPTYPE_ENUM:
            values = field.enum_type.values
            return values[number % len(values)].number
        case FieldDescriptor.CPPTYPE_DOUBLE:
            return number + 0.5
        case FieldDescriptor.CPPTYPE_UINT64:
            return (1 << 40) + number
    return number


def target_cases() -> list[list[object]]:
    """Each text with what it means, or with why it is refused."""
    cases: list[list[object]] = []
    for text in TARGETS:
        try:
            target = parse_farfield(text)
            cases.append([text, [target.host, target.port, target.certificate, target.token]])
        except AttachError as error:
            cases.append([text, str(error)])
    return cases


def state_cases() -> list[dict[str, object]]:
    """Messages as protobuf's JSON, with the states that are made of them."""
    numbers = itertools.count(1)
    summary, detail = pb.JobSummary(), watch_pb.JobDetail()
    fill(summary, numbers)
    fill(detail, numbers)
    summary.state = pb.STATE_LOST
    waiting = pb.JobSummary(items=4, elapsed=2)
    over = pb.JobSummary(
        state=pb.STATE_SUCCEEDED, elapsed=2, counts=pb.Counts(succeeded=4, cancelled=1), items=5
    )
    lines: list[tuple[pb.JobSummary, watch_pb.JobDetail | None]] = [
        (summary, detail),
        (SUMMARY, DETAIL),
        (pb.JobSummary(), watch_pb.JobDetail()),
        (waiting, None),
        (over, None),
    ]
    cases: list[dict[str, object]] = [
        {
            "function": "jobLine",
            "summary": _json(each),
            "detail": _json(more) if more is not None else None,
            "expected": job_line(each, more),
        }
        for each, more in lines
    ]
    full = gateway_pb.StatusReply()
    fill(full, numbers)
    for status in (full, STATUS, gateway_pb.StatusReply()):
        expected = cluster_state(status, "local", "this machine")
        cases.append({"function": "clusterState", "status": _json(status), "expected": expected})
    outputs = [_json(output) for output in OUTPUTS]
    cases.append({"function": "logPage", "outputs": outputs, "expected": log_page(OUTPUTS, left_out=5)})
    return cases


def _json(message: Message) -> State:
    read: State = json_format.MessageToDict(message)
    return read


def check(name: str, cases: list[Any]) -> None:
    path = CASES / name
    lines = [f"  {json.dumps(case, allow_nan=False)}" for case in cases]
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    if os.environ.get("FARFIELD_WRITE_CASES"):
        path.write_text(text)
    assert path.read_text() == text, f"{path} is stale: run this with FARFIELD_WRITE_CASES=1"


def test_connection_strings() -> None:
    check("targets.json", target_cases())


def test_states() -> None:
    check("states.json", state_cases())
