"""The order in which waiting jobs are served, against the rule written plainly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.core.events import JobPlan
from farfield_engine.core.job import Job
from farfield_engine.core.waiting import WaitingJobs

STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["take", "give_back", "join", "leave"])), max_size=80
)


@given(STEPS)
def test_the_job_with_the_fewest_workers_comes_first_and_of_those_the_first_to_come(
    steps: list[tuple[int, str]],
) -> None:
    jobs = [Job(JobPlan(f"j{n}", "c", 2, cpus=1.0 + n % 2, concurrency=2 if n == 3 else 0)) for n in range(6)]
    queue = WaitingJobs()
    arrivals: dict[Job, tuple[int, int]] = {}
    for time, (number, step) in enumerate([(n, "") for n in range(6)] + steps):
        job = jobs[number]
        if step == "take" and job.waiting:
            job.take(1)
        elif step == "give_back" and job.waiting < 2:
            job.give_back(job.waiting, job.waiting + 1) if job.waiting == 0 else None
        elif step == "join":
            job.workers.add(f"w{len(job.workers)}")
        elif step == "leave" and job.workers:
            job.workers.remove(f"w{len(job.workers) - 1}")
        queue.update(job)
        serves = job.waiting and not (job.plan.concurrency and len(job.workers) >= job.plan.concurrency)
        if not serves:
            arrivals.pop(job, None)
        elif arrivals.get(job, (-1, 0))[0] != len(job.workers):
            arrivals[job] = (len(job.workers), time)
        assert queue.first(without=()) is min(arrivals, key=lambda job: arrivals[job], default=None)
        odd = {job: place for job, place in arrivals.items() if job.plan.cpus == 2.0}
        assert queue.first(without=[jobs[0].demand]) is min(odd, key=lambda job: odd[job], default=None)
        assert queue.starving == any(level == 0 for level, _ in arrivals.values())


def test_how_many_workers_a_demand_could_use() -> None:
    queue = WaitingJobs()
    for name, items, concurrency in (("a", 3, 0), ("b", 9, 2)):
        queue.update(Job(JobPlan(name, "c", items, concurrency=concurrency)))
    demand = Job(JobPlan("c", "c", 1)).demand
    assert [queue.wanted(demand, most) for most in (1, 4, 99)] == [1, 4, 5]
    assert queue.wanted(("nobody", 1.0, 0.0, 0, (), ()), 9) == 0
