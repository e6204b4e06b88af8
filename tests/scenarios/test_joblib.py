"""joblib and scikit-learn on the cluster: `parallel_config(backend="farfield")`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from operator import neg, truediv
from pathlib import Path
from typing import Any

import pytest

import farfield as ff

joblib = pytest.importorskip("joblib")
np = pytest.importorskip("numpy")

DEADLINE = 60.0


@pytest.fixture(scope="module", autouse=True)
def attached(runtime_base: object) -> Iterator[None]:
    """This process is attached while the tests of this file run."""
    ff.attach("local:2")
    yield
    ff.detach()


@pytest.fixture
def on_cluster() -> Iterator[None]:
    with joblib.parallel_config(backend="farfield"):
        yield


def parallel(function: Callable[..., Any], *elements: Any, **options: Any) -> Any:
    return joblib.Parallel(**options)(joblib.delayed(function)(element) for element in elements)


def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it has not come true"
        threading.Event().wait(0.01)


def process_and(value: Any) -> tuple[int, Any]:
    return os.getpid(), value


def meet(directory: str, name: int, others: int) -> int:
    """Runs on a worker: end when so many have begun."""
    open(os.path.join(directory, str(name)), "w").close()
    until(lambda: len(os.listdir(directory)) >= others)
    return os.getpid()


def wait_for_file(path: str, started: str = "") -> None:
    """Runs on a worker: say that it has begun, and end when a file is there."""
    if started:
        open(started, "w").close()
    until(lambda: os.path.exists(path))


# --- Parallel -----------------------------------------------------------------


def test_results_come_in_order_from_workers(on_cluster: None) -> None:
    assert parallel(neg, *range(500)) == [-n for n in range(500)]
    processes = {process for process, _ in parallel(process_and, *range(50))}
    assert os.getpid() not in processes and len(processes) <= 2


def test_parallel_backend_and_the_backend_argument() -> None:
    with joblib.parallel_backend("farfield"):
        assert parallel(neg, 1, 2, 3) == [-1, -2, -3]
    found = parallel(process_and, 1, 2, n_jobs=2, backend="farfield")
    assert [value for _, value in found] == [1, 2] and os.getpid() not in dict(found)


def test_all_workers_are_used_by_default(on_cluster: None, tmp_path: Path) -> None:
    assert joblib.effective_n_jobs(-1) == 2
    # They wait for each other.
    call = joblib.delayed(meet)
    assert len(set(joblib.Parallel()(call(str(tmp_path), name, 2) for name in range(2)))) == 2


def test_one_job_runs_here(on_cluster: None) -> None:
    assert parallel(process_and, 1, n_jobs=1) == [(os.getpid(), 1)]


def test_functions_of_the_caller_and_empty_input(on_cluster: None) -> None:
    offset = 5
    assert parallel(lambda n: n + offset, *range(20)) == list(range(5, 25))
    assert parallel(neg) == []


@pytest.mark.parametrize("return_as", ["generator", "generator_unordered"])
def test_results_as_they_come(on_cluster: None, return_as: str) -> None:
    results = parallel(neg, *range(100), return_as=return_as)
    assert sorted(results, reverse=True) == [-n for n in range(100)]


def test_a_generator_that_is_dropped_stops_the_work(on_cluster: None, tmp_path: Path) -> None:
    calls = (joblib.delayed(wait_for_file)(path) for path in [os.devnull, str(tmp_path / "never")])
    results = joblib.Parallel(return_as="generator", batch_size=1)(calls)
    assert next(results) is None
    with pytest.warns(UserWarning, match="have been cancelled"):
        del results
    assert parallel(neg, 1, 2) == [-1, -2]


def test_two_parallels_of_one_backend_at_once(on_cluster: None) -> None:
    first = parallel(neg, *range(50), return_as="generator", batch_size=5)
    assert next(first) == 0
    assert parallel(abs, *range(-50, 0)) == list(range(50, 0, -1))
    assert list(first) == [-n for n in range(1, 50)]


def test_the_pool_is_used_again(on_cluster: None) -> None:
    with joblib.Parallel() as pool:
        for base in range(3):
            calls = (joblib.delayed(neg)(base + n) for n in range(20))
            assert pool(calls) == [-base - n for n in range(20)]


def test_few_tasks_are_taken_ahead(on_cluster: None) -> None:
    taken: list[int] = []

    def elements() -> Iterator[int]:
        for n in range(200):
            taken.append(n)
            yield n

    calls = (joblib.delayed(neg)(n) for n in elements())
    results = joblib.Parallel(return_as="generator", batch_size=1, pre_dispatch=3)(calls)
    assert next(results) == 0
    with pytest.warns(UserWarning, match="cancelled"):
        results.close()
    assert len(taken) < 200


def test_fewer_jobs_than_workers_run_one_at_a_time(tmp_path: Path) -> None:
    ff.attach("local:3")
    try:
        go_on = tmp_path / "go on"
        calls = [joblib.delayed(wait_for_file)(str(go_on), str(tmp_path / f"started{n}")) for n in range(4)]
        results = joblib.Parallel(n_jobs=2, backend="farfield", return_as="generator", batch_size=1)(calls)
        until((tmp_path / "started1").exists)
        running = [job for job in ff.attach("local:3").jobs() if job.counts.running]
        assert len(running) <= 2 and not (tmp_path / "started2").exists()
        go_on.touch()
        assert list(results) == [None] * 4
    finally:
        ff.attach("local:2")


# --- errors -------------------------------------------------------------------


def test_exceptions_keep_their_type_and_traceback(on_cluster: None) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        joblib.Parallel()(joblib.delayed(truediv)(1, n) for n in (2, 1, 0, 1))
    assert "run_batch" in str(raised.value.__cause__)
    assert parallel(neg, 1, 2) == [-1, -2]


def test_a_task_that_raises_stops_the_others(on_cluster: None, tmp_path: Path) -> None:
    calls = [joblib.delayed(wait_for_file)(str(tmp_path / "never")), joblib.delayed(truediv)(1, 0)]
    began = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        joblib.Parallel(batch_size=1)(calls)
    assert time.monotonic() - began < DEADLINE / 2
    # The worker that waited for the file is free again.
    until(lambda: not any(job.counts.running for job in ff.attach("local:2").jobs()))


def test_a_task_that_takes_too_long(on_cluster: None, tmp_path: Path) -> None:
    with pytest.raises(multiprocessing.TimeoutError):
        parallel(wait_for_file, str(tmp_path / "never"), os.devnull, timeout=0.5)
    until(lambda: not any(job.counts.running for job in ff.attach("local:2").jobs()))


def test_a_worker_that_dies(on_cluster: None) -> None:
    with pytest.raises(ff.WorkerDiedError, match="signal 9"):
        joblib.Parallel()(joblib.delayed(os.kill)(0, 9) for _ in range(2))


def test_what_cannot_be_sent_is_told(on_cluster: None) -> None:
    with pytest.raises(ff.SendError, match="generator"):
        parallel(list, (n for n in range(3)), [1])


def test_wrong_parameters() -> None:
    with pytest.raises(TypeError, match="has no parameter 'cores'"):
        joblib.parallel_config(backend="farfield", cores=3)
    with pytest.raises(ValueError, match="n_jobs == 0"):
        parallel(neg, 1, n_jobs=0, backend="farfield")


INTERRUPTED = """
    import sys, time
    import farfield as ff
    from joblib import Parallel, delayed

    def work(path):
        open(path, "w").close()
        time.sleep(600)

    ff.attach("local:2")
    try:
        Parallel(n_jobs=2, backend="farfield")(delayed(work)(path) for path in sys.argv[1:])
    except KeyboardInterrupt:
        deadline = time.monotonic() + 30
        while any(job.counts.running for job in ff.attach("local:2").jobs()):
            assert time.monotonic() < deadline, "still running"
            time.sleep(0.05)
        print("stopped")
"""


def test_ctrl_c_stops_the_tasks(tmp_path: Path) -> None:
    paths = [str(tmp_path / "a"), str(tmp_path / "b")]
    script = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(INTERRUPTED), *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until(lambda: all(map(os.path.exists, paths)))
        script.send_signal(signal.SIGINT)
        printed, _ = script.communicate(timeout=DEADLINE)
    finally:
        script.kill()
        script.wait()
    assert printed == "stopped\n"


# --- large arguments ----------------------------------------------------------


def test_a_large_array_is_sent_once(on_cluster: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from farfield import _tasks

    puts: list[Any] = []
    put = _tasks.put

    def noted(value: Any) -> Any:
        puts.append(value)
        return put(value)

    monkeypatch.setattr(_tasks, "put", noted)
    array = np.arange(1_000_000, dtype="f8")
    sums = joblib.Parallel(batch_size=1)(joblib.delayed(np.sum)(array, axis=axis) for axis in [0] * 12)
    assert sums == [array.sum()] * 12
    assert len(puts) == 1
    # In the next call it may be another one.
    array[0] = 5
    assert joblib.Parallel()(joblib.delayed(np.min)(a=array[n:]) for n in (0, 1)) == [1, 1]
    assert parallel(np.max, *[np.full(100_000, n) for n in range(8)]) == list(range(8))


# --- nested parallelism -------------------------------------------------------


def nested(n: int, n_jobs: int) -> tuple[str, list[int], int]:
    """Runs on a worker: a Parallel in a task."""
    backend, _ = joblib.parallel.get_active_backend()
    calls = (joblib.delayed(deeper)(n, k) for k in range(3))
    return type(backend).__name__, joblib.Parallel(n_jobs=n_jobs)(calls), joblib.cpu_count()


def deeper(n: int, k: int) -> int:
    return k + int(sum(joblib.Parallel(n_jobs=2)(joblib.delayed(neg)(m) for m in range(n))))


def explicitly(n: int) -> list[int]:
    """Runs on a worker: asks for the cluster in a task."""
    result: list[int] = joblib.Parallel(n_jobs=2, backend="farfield")(
        joblib.delayed(neg)(k) for k in range(n)
    )
    return result


def test_parallel_in_a_task_uses_threads_of_its_worker(on_cluster: None) -> None:
    for n_jobs in (2, -1):
        found = joblib.Parallel()(joblib.delayed(nested)(n, n_jobs) for n in range(6))
        for n, (backend, values, cores) in enumerate(found):
            assert backend == "ThreadingBackend"
            assert values == [k - n * (n - 1) // 2 for k in range(3)]
            assert cores == max(1, joblib.cpu_count() // 2)


def test_the_cluster_asked_for_in_a_task_of_it(on_cluster: None) -> None:
    assert parallel(explicitly, *range(6)) == [[-k for k in range(n)] for n in range(6)]


def threads_of(_: int) -> set[int]:
    threadpoolctl = pytest.importorskip("threadpoolctl")
    np.ones((2, 2)) @ np.ones((2, 2))
    return {pool["num_threads"] for pool in threadpoolctl.threadpool_info()}


def test_the_threads_of_libraries_are_bounded() -> None:
    pytest.importorskip("threadpoolctl")
    with joblib.parallel_config(backend="farfield", inner_max_num_threads=1):
        assert set().union(*parallel(threads_of, 1, 2, 3)) <= {1}
    before = os.environ.get("OMP_NUM_THREADS")
    assert ff.submit(os.environ.get, "OMP_NUM_THREADS").result(DEADLINE) == before


# --- scikit-learn -------------------------------------------------------------


def test_grid_search_finds_what_it_finds_without() -> None:
    datasets = pytest.importorskip("sklearn.datasets")
    from sklearn.model_selection import GridSearchCV
    from sklearn.svm import SVC

    X, y = datasets.load_iris(return_X_y=True)
    grid = {"C": [0.1, 1, 10], "gamma": [0.01, 0.1]}
    alone = GridSearchCV(SVC(), grid, cv=3).fit(X, y)
    with joblib.parallel_config(backend="farfield"):
        search = GridSearchCV(SVC(), grid, cv=3, n_jobs=-1).fit(X, y)
        unset = GridSearchCV(SVC(), grid, cv=3).fit(X, y)
    for found in (search, unset):
        assert found.best_params_ == alone.best_params_
        assert found.cv_results_["mean_test_score"].tolist() == alone.cv_results_["mean_test_score"].tolist()


def test_cross_validation_of_a_forest_with_jobs_of_its_own() -> None:
    datasets = pytest.importorskip("sklearn.datasets")
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import cross_val_score

    X, y = datasets.make_classification(2_000, 40, random_state=0)
    assert X.nbytes > 256 * 1024
    forest = RandomForestClassifier(10, random_state=0)
    alone = cross_val_score(forest, X, y, cv=4)
    with joblib.parallel_config(backend="farfield"):
        for n_jobs in (2, -1):
            scores = cross_val_score(forest.set_params(n_jobs=n_jobs), X, y, cv=4, n_jobs=-1)
            assert scores.tolist() == alone.tolist()


# --- how joblib finds the backend ---------------------------------------------


@pytest.mark.parametrize("first, second", [("farfield", "joblib"), ("joblib", "farfield")])
def test_the_backend_is_known_in_either_order(first: str, second: str) -> None:
    script = f"""
        import sys
        import {first}
        import {second}
        assert not any("farfield" in repr(finder) for finder in sys.meta_path)
        import joblib.parallel
        assert type(joblib.parallel.__spec__.loader).__name__ == "SourceFileLoader"
        assert type(joblib.parallel.__loader__).__name__ == "SourceFileLoader"
        assert "farfield._joblib" not in sys.modules and "grpc" not in sys.modules
        with joblib.parallel_config(backend="farfield"):
            print(type(joblib.parallel.get_active_backend()[0]).__name__)
    """
    shown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "FarfieldBackend\n"


def test_importing_farfield_does_not_import_joblib() -> None:
    code = "import sys, farfield; print('joblib' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"
