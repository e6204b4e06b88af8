"""What the pages show and do: real gateways, their jobs and logs, and gateways that go away."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import farfield as ff
from farfield_engine.access.tokenfile import TOKENS_FILE, add_token, revoke_token
from farfield_engine.client.local import find_local

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only
    from tests.jupyter_ext.server.conftest import Asked, Pages  # noqa: TID251

SECONDS = 30.0


def state(of: str) -> Callable[[Asked], bool]:
    """Whether the cluster that is listed last is in this state."""
    return lambda asked: bool(asked.content[-1]["state"] == of)


def test_looking_starts_nothing_and_attaching_does(pages: Pages) -> None:
    found = pages.until("clusters", state("down"), "down").content
    assert [(entry["id"], entry["target"], entry["attached"]) for entry in found] == [
        ("local", "local", False)
    ]
    assert "attach 'local'" in found[0]["message"]
    for path in ("clusters/local", "clusters/local/jobs", "clusters/local/jobs/1/log"):
        refused = pages.get(path)
        assert refused.status == 503 and "attach 'local'" in refused.message
    assert find_local() is None
    entry = pages.post("clusters", {"target": "local"}).content
    assert (entry["id"], entry["state"], entry["attached"]) == ("local", "up", True)
    cluster = pages.get("clusters/local?limit=1").content
    assert (cluster["target"], cluster["name"], len(cluster["nodes"])) == ("local", "this machine", 1)
    # Detached is what nobody asks for any more; the gateway goes on.
    assert pages.delete("clusters/local").status == 200
    assert pages.get("clusters").content[0]["attached"] is False
    assert find_local() is not None
    assert pages.post("clusters", {"target": "local"}).content["attached"] is True


def test_jobs_are_shown_searched_stopped_and_run_again(pages: Pages, tmp_path: Any) -> None:
    mark = str(tmp_path / "mark")

    def work(number: int) -> int:
        print(f"Line of {number}")
        if number == 3 and not os.path.exists(mark):
            raise ValueError("three <b>")
        return number

    ff.attach("local:2")
    try:
        failed = ff.map(work, range(5), keep_going=True)
        with pytest.raises(ValueError, match="three"):
            list(failed)
        jobs = pages.until(
            "clusters/local/jobs", lambda asked: asked.content["jobs"][0]["state"] == "failed", "over"
        ).content
        (line,) = jobs["jobs"]
        assert jobs["total"] == 1 and line["error"] == "ValueError: three <b>"
        assert (line["state"], line["counts"]["succeeded"], line["counts"]["failed"]) == ("failed", 4, 1)
        job = f"clusters/local/jobs/{line['number']}"
        detail = pages.get(f"{job}?failuresLimit=5&bars=true").content["detail"]
        assert [failure["item"] for failure in detail["failures"]] == [3]
        assert detail["failuresTotal"] == 1 and "ValueError" in detail["failures"][0]["traceback"]
        page = pages.get(f"{job}/log?search=LINE%20OF&item=1&item=2").content
        assert sorted(one["text"] for one in page["lines"]) == ["Line of 1", "Line of 2"]
        last = pages.get(f"{job}/log?last=2").content
        assert len(last["lines"]) == 2 and last["leftOut"] == 3
        refused = pages.post(f"{job}/retry", {"items": [1]})
        assert refused.status == 409 and "is none that has failed" in refused.message
        open(mark, "w").close()
        assert pages.post(f"{job}/retry", {}).status == 200
        pages.until(job, lambda asked: asked.content["state"] == "succeeded", "run again")
        assert pages.post(f"{job}/retry", {}).status == 409
        missing = pages.post("clusters/local/jobs/4711/cancel")
        assert missing.status == 404 and "4711" in missing.message
        long = ff.submit(time.sleep, 600)
        newest = "clusters/local/jobs?limit=1"
        pages.until(newest, lambda asked: asked.content["jobs"][0]["state"] == "running", "running")
        found = pages.get(newest).content
        assert found["total"] == 2 and found["jobs"][0]["number"] != line["number"]
        older = pages.get(f"{newest}&before={found['jobs'][0]['number']}").content
        assert [one["number"] for one in older["jobs"]] == [line["number"]]
        assert pages.post(f"clusters/local/jobs/{found['jobs'][0]['number']}/cancel").status == 200
        pages.until(newest, lambda asked: asked.content["jobs"][0]["state"] == "cancelled", "cancelled")
        assert long.exception(SECONDS) is not None
    finally:
        ff.detach()
    assert pages.post("clusters/local/workers/w999999/continue").status == 404


def test_a_worker_that_waits_for_a_debugger_goes_on(pages: Pages) -> None:
    def pause() -> int:
        breakpoint()
        return 7

    ff.attach("local:1")
    try:
        waiting = ff.submit(pause)
        jobs = "clusters/local/jobs"
        found = pages.until(jobs, lambda asked: any(job["pauses"] for job in asked.content["jobs"]), "paused")
        # A gateway knows the jobs of the one before it.
        (job,) = (job for job in found.content["jobs"] if job["pauses"])
        (held,) = job["pauses"]
        assert (held["kind"], held["job"]) == ("breakpoint", job["number"])
        nodes = pages.get("clusters/local").content["nodes"]
        assert "paused" in [worker["state"] for node in nodes for worker in node["workers"]]
        assert pages.post(f"clusters/local/workers/{held['worker']}/continue").status == 200
        assert waiting.result(SECONDS) == 7
        again = pages.post(f"clusters/local/workers/{held['worker']}/continue")
        assert again.status == 409 and "does not stand still" in again.message
    finally:
        ff.detach()


def test_a_gateway_that_stands_still_and_one_that_dies(pages: Pages) -> None:
    pages.post("clusters", {"target": "local"})
    info = find_local()
    assert info is not None and pages.get("clusters/local").status == 200
    os.kill(info.pid, signal.SIGSTOP)
    try:
        silent = pages.get("clusters/local")
        assert silent.status == 504 and silent.seconds < 3.0, silent
        assert "has not answered" in silent.message or "does not answer" in silent.message
        listed = pages.get("clusters")
        assert listed.seconds < 3.0 and listed.content[0]["state"] == "unreachable"
    finally:
        os.kill(info.pid, signal.SIGCONT)
    pages.until("clusters/local", lambda asked: asked.status == 200, "back")
    pages.end_gateway()
    assert pages.get("clusters/local").status == 503
    pages.until("clusters", state("down"), "down")
    assert pages.post("clusters", {"target": "local"}).content["state"] == "up"
    assert pages.get("clusters/local").status == 200


def test_a_server_ends_while_a_gateway_keeps_it_waiting(ending: Pages) -> None:
    ending.post("clusters", {"target": "local"})
    info = find_local()
    assert info is not None
    os.kill(info.pid, signal.SIGSTOP)
    try:
        # A search may take half a minute, and the next one waits for it.
        with ThreadPoolExecutor(3) as threads:
            paths = ("clusters/local/jobs/1/log", "clusters/local/jobs/2/log", "clusters/local")
            asked = [threads.submit(ending.get, path) for path in paths]
            assert asked[2].result().status == 504
            ending.process.terminate()
            # Far below what a search is waited for, and far above what a loaded machine needs.
            ending.process.wait(15)
            assert all(search.exception() is not None for search in asked[:2])
    finally:
        os.kill(info.pid, signal.SIGCONT)


def test_a_gateway_elsewhere_and_a_token_that_is_revoked(
    pages: Pages, serve: Callable[..., ServedGateway]
) -> None:
    gateway = serve()
    (directory,) = (gateway.runtime / "state").glob("local-*")
    token = add_token(directory / TOKENS_FILE, "ada", None, time.time())
    # Something of somebody else's runs there.
    ff.attach(gateway.string)
    other = ff.submit(time.sleep, 600)
    place = f"farfield://{gateway.served.host}:{gateway.served.port}"
    wrong = pages.post("clusters", {"target": f"{gateway.target}#{'wrong' * 8}"})
    assert wrong.status == 403 and "farfield login" in wrong.message
    entry = pages.post("clusters", {"target": f"{gateway.target}#{token}"}).content
    assert (entry["target"], entry["state"], entry["attached"]) == (place, "up", True)
    one = f"clusters/{entry['id']}"
    assert pages.get(one).content["target"] == place
    assert pages.get(f"{one}/jobs").content == {"jobs": [], "total": 0}
    for found in (pages.get(f"{one}/jobs/1"), pages.get(f"{one}/jobs/1/log")):
        assert found.status == 404 and "there is no job '1'" in found.message, found
    for found in (pages.post(f"{one}/jobs/1/cancel"), pages.post(f"{one}/jobs/1/retry")):
        assert found.status == 404 and "there is no job '1'" in found.message, found
    assert not other.done()
    other.cancel()
    ff.detach()
    # It is remembered, as 'farfield login' does it, and listed where it was detached.
    assert pages.delete(one).status == 200
    listed = pages.get("clusters").content[-1]
    assert (listed["id"], listed["attached"]) == (entry["id"], False)
    assert pages.post("clusters", {"target": place}).content["id"] == entry["id"]
    revoke_token(directory / TOKENS_FILE, "ada", time.time())
    refused = pages.until(one, lambda asked: asked.status != 200, "revoked")
    assert refused.status == 403 and "revoked" in refused.message and "farfield login" in refused.message
    pages.delete(one)
    (pages.runtime / "config" / "connections.json").unlink()
    told = "".join(pages.heard) + pages.log.read_text()
    assert token not in told and gateway.token not in told and "wrongwrong" not in told
