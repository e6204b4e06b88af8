from __future__ import annotations

from typing import Any

import pytest

from farfield.ipython.header import Header, HeaderError, Loop, elements, help_text, parse_header
from farfield.ipython.options import OPTIONS


def test_empty_line_is_all_defaults() -> None:
    assert parse_header("") == Header()
    assert parse_header("   # only a comment") == Header()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("--into results", {"into": "results"}),
        ("--into=results", {"into": "results"}),
        ("--cpus 2", {"cpus": 2.0}),
        ("--cpus 0.5", {"cpus": 0.5}),
        ("--gpus=1", {"gpus": 1.0}),
        ("--memory 4GiB", {"memory": 4 << 30}),
        ("--memory 512MB", {"memory": 512_000_000}),
        ("--memory 1.5G", {"memory": 1_500_000_000}),
        ("--memory 10TiB", {"memory": 10 << 40}),
        ("--memory '2 gib'", {"memory": 2 << 30}),
        ("--memory 0", {"memory": 0}),
        ("--memory 2000000", {"memory": 2_000_000}),
        ("--timeout 90", {"timeout": 90.0}),
        ("--timeout 90s", {"timeout": 90.0}),
        ("--timeout 5m", {"timeout": 300.0}),
        ("--timeout 2h", {"timeout": 7200.0}),
        ("--timeout 1d", {"timeout": 86400.0}),
        ("--timeout 500ms", {"timeout": 0.5}),
        ("--retries 3", {"retries": 3}),
        ("--keep-going", {"keep_going": True}),
        ("--concurrency 8", {"concurrency": 8}),
        ("--name sweep", {"name": "sweep"}),
        ("--name 'a long name'", {"name": "a long name"}),
        ('--name="for x in --xs"', {"name": "for x in --xs"}),
        (r'--name "say \"hi\""', {"name": 'say "hi"'}),
        (r"--name a\ b", {"name": "a b"}),
        ("--name 'for'", {"name": "for"}),
        ("--inputs a,b", {"inputs": ("a", "b")}),
        ("--inputs 'a, b, a'", {"inputs": ("a", "b")}),
        ("--outputs x,y", {"outputs": ("x", "y")}),
        ("--outputs ''", {"outputs": ()}),
        ("--env A=1 --env=B='x y' --env C=", {"env": {"A": "1", "B": "x y", "C": ""}}),
        ("--env A=b=c", {"env": {"A": "b=c"}}),
        ("--resource TPU=4 --resource db=0.5", {"resource": {"TPU": 4.0, "db": 0.5}}),
        ("--label ray.io/zone=west", {"label": {"ray.io/zone": "west"}}),
        ("--quiet", {"quiet": True}),
        ("--on trainer-1.b --ranks 4", {"on": "trainer-1.b", "ranks": 4}),
        ("--detach --into job", {"detach": True, "into": "job"}),
        (
            "--files a.csv 'b c.csv' img/*.png --quiet",
            {"files": ("a.csv", "b c.csv", "img/*.png"), "quiet": True},
        ),
        ("--dry-run", {"dry_run": True}),
        ("--quiet   --cpus 2 --into r  # why", {"quiet": True, "cpus": 2.0, "into": "r"}),
    ],
)
def test_options(line: str, expected: dict[str, Any]) -> None:
    assert parse_header(line) == Header(**expected)


@pytest.mark.parametrize(
    ("line", "clauses", "targets"),
    [
        ("for x in xs", "for x in xs", ("x",)),
        (
            "--cpus 2 for lr in rates for seed in range(5)",
            "for lr in rates for seed in range(5)",
            ("lr", "seed"),
        ),
        ("--name for_all for x in xs if x > 2", "for x in xs if x > 2", ("x",)),
        ("for i, (a, *rest) in enumerate(rows)", "for i, (a, *rest) in enumerate(rows)", ("i", "a", "rest")),
        ("for(a, b)in pairs", "for(a, b)in pairs", ("a", "b")),
        ("for [a, b] in pairs", "for [a, b] in pairs", ("a", "b")),
        ("for x in xs for x in x", "for x in xs for x in x", ("x",)),
        ("for x in xs  # a comment", "for x in xs", ("x",)),
        ("for s in ['#', '--quiet']", "for s in ['#', '--quiet']", ("s",)),
        ("for x in a--b", "for x in a--b", ("x",)),
        ("for é in ['ü']", "for é in ['ü']", ("é",)),
    ],
)
def test_loop(line: str, clauses: str, targets: tuple[str, ...]) -> None:
    assert parse_header(line).loop == Loop(clauses, targets)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--conccurency 3", "unknown option --conccurency; did you mean --concurrency?"),
        ("--keep_going", "unknown option --keep_going; did you mean --keep-going?"),
        ("--rank 3", "unknown option --rank; did you mean --ranks?"),
        ("--xyzzy", "unknown option --xyzzy; the options are --into, --on"),
        ("--", "unknown option --; the options are"),
        ("-cpus 3", "unknown option -cpus; did you mean --cpus?"),
        ("-z", "unknown option -z; options begin with two dashes"),
        ("--ranks 0", "--ranks takes a whole number of at least 1; got '0'"),
        ("--ranks 2.5", "--ranks takes a whole number"),
        ("--on a/b", "--on takes a name of letters, digits, _ . and -, as in --on trainer; got 'a/b'"),
        ("--on", "--on needs a value: --on NAME"),
        ("--detach=1", "--detach takes no value"),
        ("--on g for x in xs", "--on g runs the cell once on each rank"),
        ("--ranks 2 for x in xs", "--ranks runs the cell once on each rank"),
        ("--ranks 2 --retries 1", "--retries is for loops"),
        ("--on g --keep-going", "--keep-going is for loops"),
        ("--files", "--files needs a value: --files PATH..."),
        ("--cpus", "--cpus needs a value: --cpus X"),
        ("--cpus=", "--cpus needs a value"),
        ("--cpus= 3", "--cpus needs a value"),
        ("--into --quiet", "--into needs a value: --into NAME"),
        ("--name for x in xs", "--name needs a value"),
        ("--name # no", "--name needs a value"),
        ("--cpus many", "--cpus takes a number, as in --cpus 2; got 'many'"),
        ("--cpus -1", "--cpus takes a number of at least 0; got '-1'"),
        ("--gpus nan", "--gpus takes a number of at least 0"),
        ("--gpus inf", "--gpus takes a number of at least 0"),
        ("--retries 1.5", "--retries takes a whole number"),
        ("--concurrency -2", "--concurrency takes a number of at least 0"),
        ("--memory lots", "--memory takes a size, as in --memory 4GiB or 512MB; got 'lots'"),
        ("--memory -4GiB", "--memory takes a size"),
        ("--memory 4", "--memory 4 would be 4 bytes; add a unit, as in --memory 4GiB"),
        ("--timeout soon", "--timeout takes a time of at least 0, as in --timeout 90s, 5m or 2h"),
        ("--timeout -3", "--timeout takes a time"),
        ("--into 3x", "--into takes the name of a variable, as in --into results; got '3x'"),
        ("--into class", "--into takes the name of a variable"),
        ("--into ''", "--into takes the name of a variable"),
        ("--inputs a, b", "--inputs takes names with commas between, no spaces"),
        ("--outputs a-b", "--outputs takes names"),
        ("--env PATH", "--env takes NAME=VALUE, as in --env OMP_NUM_THREADS=1; got 'PATH'"),
        ("--env 1=2", "--env takes NAME=VALUE"),
        ("--env A=1 --env A=2", "--env sets A twice"),
        ("--gpus 1 --env CUDA_VISIBLE_DEVICES=0", "leave --env CUDA_VISIBLE_DEVICES out, or --gpus"),
        ("--quiet=yes", "--quiet takes no value"),
        ("--quiet --quiet", "--quiet is given twice"),
        ("--cpus 1 --cpus 2", "--cpus is given twice"),
        ("for x in xs --into r", "--into comes after the loop; put it first: %%distributed --into"),
        ("for x in xs --quiet", "--quiet comes after the loop"),
        ("--name my sweep", "'sweep' at column 11 is neither an option nor a loop"),
        ("--name my sweep", "quote that option's value"),
        ("cpus=3", "'cpus=3' is no option; did you mean --cpus=3?"),
        ("--name 'open", "is open; close it"),
        ("for x on xs", "on xs'; write for TARGET in ITERABLE"),
        ("--cpus 2 for x on xs", "the loop is wrong at column 1"),
        ("--resource TPU", "--resource takes NAME=X, as in --resource TPU=4; got 'TPU'"),
        ("--resource TPU=lots", "--resource TPU= takes a number"),
        ("--resource GPU=1", "--gpus asks for GPU"),
        ("--label zone=", "--label takes NAME=VALUE"),
        ("for x in", "the loop is wrong at column 9, at its end; write for TARGET in ITERABLE"),
        ("for", "the loop is wrong"),
        ("for x in xs if", "at its end"),
        ("for x in f(", "the loop is wrong"),
        ("for x in 'a", "the loop is wrong"),
        ("for x in xs, ys", "before ', ys'"),
        ("for x in xs] + [1", "the line holds more than one loop expression"),
        ("for x in xs], [0 for y in ys", "the line holds more than one loop expression"),
        ("for 1 in xs", "the loop is wrong at column 5"),
        ("for x.y in xs", "the loop's targets must be names"),
        ("for x[0] in xs", "the loop's targets must be names"),
        ("async for x in xs", "the loop cannot be asynchronous"),
        ("for x in xs async for y in x", "the loop cannot be asynchronous"),
        ("for x in '\0'", "the loop"),
    ],
)
def test_mistakes_say_what_to_do(line: str, says: str) -> None:
    with pytest.raises(HeaderError) as caught:
        parse_header(line)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mistake_knows_its_column() -> None:
    with pytest.raises(HeaderError) as caught:
        parse_header("--cpus 2 for x on xs")
    # Python 3.13 points at `on`, older ones at the target before it.
    assert caught.value.column in (13, 15)


def test_elements() -> None:
    namespace: dict[str, object] = {"xs": [1, 2, 3], "f": lambda x: x * 10}
    loop = parse_header("for x in xs if x != 2 for y in range(x)  # pairs").loop
    assert loop is not None
    assert elements(loop, namespace) == [(1, 0), (3, 0), (3, 1), (3, 2)]
    assert "x" not in namespace
    assert elements(Loop("for x in map(f, xs)", ("x",)), namespace) == [(10,), (20,), (30,)]


def test_elements_are_the_notebooks_own_objects() -> None:
    table = object()
    assert elements(Loop("for t in ts", ("t",)), {"ts": [table]})[0][0] is table


def test_elements_raise_what_the_user_wrote() -> None:
    with pytest.raises(ZeroDivisionError):
        elements(Loop("for x in [1 / 0]", ("x",)), {})
    with pytest.raises(NameError):
        elements(Loop("for x in nowhere", ("x",)), {})
    with pytest.raises(HeaderError, match="asynchronous"):
        elements(Loop("async for x in xs", ("x",)), {})


def test_help_has_one_line_for_each_option() -> None:
    lines = help_text().splitlines()
    assert [line.split()[0] for line in lines] == [f"--{name}" for name in OPTIONS]
    assert all(len(line) < 100 for line in lines)
