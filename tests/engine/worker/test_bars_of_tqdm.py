"""tqdm as it is, in a process that captures it: the bars that come of it, and the text that does not."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import Any

_BEFORE = """
import contextlib, gc, io, json, os, sys
from farfield_engine.worker import tqdmbars
from farfield_engine.worker.bars import Bars
from farfield_engine.worker.current import CurrentItem
found = {}
def sent(frame):
    for bar in frame.bars.bars:
        found.setdefault(bar.id, []).append([
            bar.label, bar.depth, bar.done, bar.total, bar.unit, bar.note, bar.ended
        ])
bars = Bars(CurrentItem(memoryview(bytearray(32))), lambda: "job", sent)
bars.pace(1e-9)
def look():
    found.clear()
    bars.report_due()
    return [states[-1] for states in found.values()]
answers = []
"""
_INSTALL = """
assert "tqdm" not in sys.modules
tqdmbars.install(bars)
"""
_AFTER = """
print(json.dumps(answers))
"""

Bar = list[Any]


def captured(code: str, install: str = _INSTALL) -> list[list[Bar]]:
    """What `look` has seen each time it was called by this code, which writes nothing itself."""
    script = _BEFORE + install + textwrap.dedent(code) + _AFTER
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=100, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "tqdm has written"
    (line,) = done.stdout.splitlines()
    answers: list[list[Bar]] = json.loads(line)
    return answers


def test_loops_by_hand_and_nested() -> None:
    nested, by_hand, reset, ended, rest = captured(
        """
        from tqdm import tqdm, trange
        for number in trange(3, desc="outer"):
            for letter in tqdm("ab", desc="inner", leave=False):
                if (number, letter) == (1, "b"):
                    answers.append(look())
        look()
        bar = tqdm(total=10, desc="hand", unit="B", unit_scale=True, postfix={"loss": 1})
        bar.update(4)
        answers.append(look())
        bar.reset(total=5)
        bar.set_description("again")
        bar.set_postfix(loss=0.25)
        answers.append(look())
        bar.close()
        bar.close()
        answers.append(look())
        with tqdm(total=2) as bar, tqdm(["x"], disable=True) as off:
            bar.update()
            list(off)
        try:
            for _ in tqdm(["a", "b"], desc="fails", disable=None):
                raise ValueError
        except ValueError:
            pass
        bar = tqdm(total=7, desc="forgotten")
        bar.update(3)
        del bar
        gc.collect()
        for bar in [tqdm(desc="half", total=4, unit_scale=0.5)]:
            bar.update(2)
            bar.close()
        tqdm.write("", end="")
        answers.append(look())
        with tqdm(desc="often", mininterval=0, miniters=1) as bar:
            # Others return something where they have drawn: here, where it has been looked at since.
            assert [bar.update() for _ in range(3)] == [True, None, None]
            bars.report_due()
            assert [bar.update(2) for _ in range(2)] == [True, None]
            assert bar.n == 7 and bar.format_dict["rate"] > 0
        assert [bar.update(), bar.update(), bar.n] == [None, None, 7]
        assert len(tqdm._instances) == 0
        """
    )
    assert ["outer", 0, 1, 3, "it", "", False] in nested and ["inner", 1, 1, 2, "it", "", False] in nested
    assert by_hand == [["hand", 0, 4, 10, "B", "loss=1", False]]
    assert reset == [["again", 0, 0, 5, "B", "loss=0.25", False]]
    assert ended == [["again", 0, 0, 5, "B", "loss=0.25", True]]
    assert rest == [
        ["", 0, 1, 2, "it", "", True],
        ["fails", 0, 0, 2, "it", "", True],
        ["forgotten", 0, 3, 7, "it", "", True],
        ["half", 0, 1, 2, "it", "", True],
    ]


def test_what_is_drawn_otherwise_elsewhere() -> None:
    (bars,) = captured(
        """
        import asyncio, warnings
        warnings.simplefilter("ignore")
        import tqdm.auto, tqdm.notebook, tqdm.asyncio
        from tqdm.contrib import tenumerate
        from tqdm.contrib.concurrent import thread_map
        from tqdm.contrib.itertools import product
        assert list(tqdm.auto.tqdm([1], desc="auto")) == [1]
        bar = tqdm.notebook.tqdm([1, 2], desc="notebook", display=True, colour="green")
        bar.colour = "red"
        assert list(bar) == [1, 2]
        for _ in tqdm.notebook.trange(2, desc="trange", leave=False):
            pass
        with tqdm.notebook.tqdm(total=3, desc="by hand") as bar:
            bar.update(2)
            bar.reset(total=4)
            bar.clear()
            bar.refresh()
            bar.display()
        class Both(tqdm.notebook.tqdm, tqdm.asyncio.tqdm):
            "What tqdm.auto is in a notebook."
        async def numbers():
            yield 1
        async def main():
            assert [n async for n in tqdm.asyncio.tqdm(numbers(), desc="async")] == [1]
            assert [n async for n in Both(numbers(), desc="both")] == [1]
            waits = [asyncio.sleep(0, n) for n in range(3)]
            assert await tqdm.asyncio.tqdm.gather(*waits, desc="gather") == [0, 1, 2]
        asyncio.run(main())
        assert list(tenumerate("ab", desc="enumerate")) == [(0, "a"), (1, "b")]
        assert list(product("ab", "c", desc="product")) == [("a", "c"), ("b", "c")]
        assert thread_map(abs, [-1, -2], desc="threads", max_workers=1) == [1, 2]
        answers.append(look())
        """
    )
    assert [(bar[0], bar[2], bar[3]) for bar in bars] == [
        ("auto", 1, 1),
        ("notebook", 2, 2),
        ("trange", 2, 2),
        ("by hand", 0, 4),
        ("async", 1, 0),
        ("both", 1, 0),
        ("gather", 3, 3),
        ("enumerate", 2, 2),
        ("product", 2, 2),
        ("threads", 2, 2),
    ]
    assert all(bar[-1] for bar in bars)


def test_pandas() -> None:
    (bars,) = captured(
        """
        import pandas
        from tqdm import tqdm
        tqdm.pandas(desc="apply")
        frame = pandas.DataFrame({"a": [1, 2, 3], "b": [1, 1, 2]})
        assert list(frame["a"].progress_apply(lambda x: x + 1)) == [2, 3, 4]
        assert list(frame.groupby("b")["a"].progress_apply(sum)) == [3, 3]
        answers.append(look())
        """
    )
    assert [bar[0] for bar in bars] == ["apply", "apply"]
    assert [bar[2] for bar in bars] == [3, 2] and all(bar[-1] for bar in bars)


def test_a_tqdm_that_was_loaded_before_and_one_that_is_loaded_again() -> None:
    first, again = captured(
        """
        assert list(tqdm.tqdm("ab", desc="before")) == ["a", "b"]
        answers.append(look())
        for name in [name for name in sys.modules if name.startswith("tqdm")]:
            del sys.modules[name]
        import tqdm.notebook
        assert list(tqdm.notebook.tqdm("ab", desc="anew")) == ["a", "b"]
        answers.append(look())
        """,
        install="import tqdm, tqdm.notebook\ntqdmbars.install(bars)\ntqdmbars.install(bars)\n",
    )
    assert [bar[0] for bar in first] == ["before"] and [bar[0] for bar in again] == ["anew"]


def test_bars_that_go_elsewhere_go_there() -> None:
    """Those with a file of their own, and classes of the user's that draw in their own way."""
    (bars,) = captured(
        """
        from tqdm import tqdm
        file = io.StringIO()
        assert list(tqdm("ab", desc="filed", file=file)) == ["a", "b"]
        assert "filed: 100%" in file.getvalue()
        drawn = []
        class Posted(tqdm):
            def display(self, *args, **kwargs):
                drawn.append(self.n)
                return super().display(*args, **kwargs)
        assert list(Posted("ab", desc="posted", mininterval=0)) == ["a", "b"]
        assert drawn == [0, 1, 2, 2], drawn
        answers.append(look())
        """
    )
    assert [(bar[0], bar[2], bar[-1]) for bar in bars] == [("filed", 2, True), ("posted", 2, True)]


def test_another_tqdm_is_left_alone() -> None:
    """One without what is captured: nothing of ours stops it."""
    (bars,) = captured(
        """
        import pathlib, tempfile
        place = pathlib.Path(tempfile.mkdtemp())
        (place / "tqdm").mkdir()
        (place / "tqdm" / "__init__.py").write_text("from tqdm.std import tqdm")
        (place / "tqdm" / "std.py").write_text("class tqdm(list): pass")
        (place / "tqdm" / "notebook.py").write_text("class tqdm_notebook(list): pass")
        sys.path.insert(0, str(place))
        import tqdm.notebook
        assert list(tqdm.tqdm("ab")) == ["a", "b"] == list(tqdm.notebook.tqdm_notebook("ab"))
        answers.append(look())
        """
    )
    assert bars == []


def test_a_flood_does_not_grow() -> None:
    (bars,) = captured(
        """
        from tqdm import tqdm
        bars.pace(3600)
        for _ in range(3000):
            for _ in tqdm(()):
                pass
        assert len(bars._ended) == 200 and not bars._open and bars._left == {"job": 2800}
        assert len(tqdm._instances) == 0
        answers.append([])
        """
    )
    assert bars == []
