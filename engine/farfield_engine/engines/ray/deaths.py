"""Why an actor is dead, from the error that its pending call has failed with, in words for people."""

from __future__ import annotations

from ray import exceptions as ray_errors

from farfield_engine.engines.ray.messages import Message

_CAUSE = "The actor is dead because "
_NEVER_RAN = "The actor never ran"

_WORDS = (
    # What Ray's text contains, what it means. The first that fits counts.
    ("killed by `ray.kill`", "was killed"),
    ("killed due to the node running low on memory", "was killed by Ray because its node ran low on memory"),
    ("its node has died", "died with its node, which Ray has lost"),
    ("its owner has died", "ended with what had started it"),
    ("placement group", "ended with its placement group"),
    ("INTENDED_", "exited"),
    ("intended", "exited"),
)
_LOW_MEMORY = ("running low on memory", "OutOfMemory")


def describe(error: BaseException | None) -> Message:
    """What a `died` message says of it; None: the actor's call has come to its end."""
    if error is None:
        return {"reason": "exited"}
    text = str(error)
    if isinstance(error, ray_errors.RuntimeEnvSetupError):
        return {
            "reason": f"could not be started: Ray could not set up its environment: {_last(text)}",
            "unborn": True,
        }
    if isinstance(error, ray_errors.ActorUnschedulableError):
        return {"reason": f"could not be started: {_last(text)}", "unborn": True}
    if isinstance(error, ray_errors.RayTaskError) or getattr(error, "_actor_init_failed", False):
        return {"reason": f"could not be started: {_last(text)}", "unborn": True}
    reason = next((words for part, words in _WORDS if part in text), "")
    if not reason:
        cause = text.partition(_CAUSE)[2] or text
        reason = f"died: {_first(cause)}"
    return {
        "reason": reason,
        "unborn": _NEVER_RAN in text,
        "out_of_memory": any(part in text for part in _LOW_MEMORY),
    }


def _first(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if lines else "Ray does not say why"


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "Ray does not say why"
