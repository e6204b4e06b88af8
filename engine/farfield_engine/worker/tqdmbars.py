"""tqdm as it is, in a worker: its bars are bars of ours, and its text is written nowhere.

The classes are changed when their modules are imported, by the user's code or before. What a version of tqdm
does not have is left as it is: then it writes its text, as everywhere else.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import weakref
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Protocol

from farfield_engine import inside
from farfield_engine.worker.afterimport import after_import
from farfield_engine.worker.bars import Bar, Bars

_PLAIN = "tqdm.std"
_DRAWN = {
    "tqdm.notebook": ("tqdm_notebook", {"display"}),
    "tqdm.rich": ("tqdm_rich", {"progress", "options"}),
    "tqdm.gui": ("tqdm_gui", set[str]()),
    "tqdm.tk": ("tqdm_tk", {"grab", "tk_parent", "cancel_callback"}),
}
"""Modules whose bars are drawn in other ways: the class, and arguments that the plain one does not take."""

_METHODS = ("display", "close", "clear", "reset", "update", "refresh", "__iter__", "status_printer", "colour")
"""What these classes do to draw. Without it they are plain ones."""

_FILE_ARGUMENT = 4
"""Which of tqdm's arguments `file` is."""


def install(bars: Bars) -> None:
    """Capture tqdm in this process, whether it is loaded or not. To be called in workers only."""
    capture = functools.partial(_capture, bars=bars)
    after_import(dict.fromkeys((_PLAIN, *_DRAWN), capture))


def capture_for_whoever(module: ModuleType) -> None:
    """Capture it, for whatever shows bars in this process when one is opened."""
    _capture(module, _Whoever())


class _Opens(Protocol):
    """What bars are opened at."""

    def open(self, *, refresh: Callable[[Bar], object]) -> Bar: ...


class _Whoever:
    def open(self, *, refresh: Callable[[Bar], object]) -> Bar:
        if inside.open_bar is None:
            raise LookupError("nobody shows bars here")
        bar: Bar = inside.open_bar(refresh=refresh)
        return bar


def _capture(module: ModuleType, bars: _Opens) -> None:
    """Change the class in this module. Whatever is not as it was known here stays as it is."""
    if module.__name__ == _PLAIN:
        _capture_plain(module.tqdm, bars)
    else:
        name, arguments = _DRAWN[module.__name__]
        _make_plain(getattr(module, name), arguments)


class _Nowhere:
    """The file that a bar is written to."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False


_nowhere = _Nowhere()


class _Plain:
    """The methods that `tqdm.std.tqdm` gets, over its own."""

    def __init__(self, kind: Any, bars: _Opens) -> None:
        self._bars = bars
        self._init, self._close = kind.__init__, kind.close
        self._iter, self._reset = kind.__iter__, kind.reset
        self._refresh, self._display, self._update = kind.refresh, kind.display, kind.update
        self._free_place, self._drawn = kind._get_free_pos, kind._instances

    def methods(self) -> dict[str, Callable[..., Any]]:
        """By name."""
        made: dict[str, Callable[..., Any]] = {}

        @functools.wraps(self._init)
        def init(bar: Any, *args: Any, **kwargs: Any) -> None:
            args, silent = _silenced(args, kwargs)
            bar.farfield_silent = silent
            self._init(bar, *args, **kwargs)
            self._open(bar)

        @functools.wraps(self._iter)
        def iterate(bar: Any) -> Iterator[Any]:
            kind = type(bar)
            ours = kind.update is made["update"] and kind.display is made["display"]
            if ours and bar.farfield_silent and not bar.disable:
                return _steps(bar)
            steps: Iterator[Any] = self._iter(bar)
            return steps

        @functools.wraps(self._update)
        def update(bar: Any, n: Any = 1) -> Any:
            if bar.farfield_counts:
                bar.n += n
                return None
            # Once for each time that it is looked at: that is when its rate is taken, and what it returns.
            kind = type(bar)
            ours = kind.refresh is made["refresh"] and kind.display is made["display"]
            open_here = not bar.disable and hasattr(bar, "farfield_bar")
            bar.farfield_counts = ours and open_here and bar.farfield_silent
            return self._update(bar, n)

        @functools.wraps(self._close)
        def close(bar: Any) -> None:
            own = getattr(bar, "farfield_bar", None)
            if own is not None:
                own.end()
            if not bar.farfield_silent or type(bar).display is not made["display"]:
                self._close(bar)
            elif not getattr(bar, "disable", True):
                bar.disable, bar.farfield_counts = True, False
                with bar.get_lock():
                    self._drawn.discard(bar)

        @functools.wraps(self._reset)
        def reset(bar: Any, total: Any = None) -> None:
            self._reset(bar, total)
            own = getattr(bar, "farfield_bar", None)
            if own is not None:
                own.restart()

        @functools.wraps(self._display)
        def display(bar: Any, *args: Any, **kwargs: Any) -> Any:
            return True if bar.farfield_silent else self._display(bar, *args, **kwargs)

        @functools.wraps(self._refresh)
        def refresh(bar: Any, *args: Any, **kwargs: Any) -> Any:
            silent = bar.farfield_silent and type(bar).display is made["display"]
            return True if silent else self._refresh(bar, *args, **kwargs)

        def free_place(instance: Any = None) -> int:
            # A line on a terminal, which what is not drawn has no need of.
            return 0 if instance is not None and instance.farfield_silent else self._free_place(instance)

        made.update(
            __init__=init, __iter__=iterate, update=update, close=close, reset=reset, display=display,
            refresh=refresh, _get_free_pos=staticmethod(free_place),
        )  # fmt: skip
        return made

    def _open(self, bar: Any) -> None:
        # Opened for nobody to see, or of another version: no reason to stop the user's loop.
        with contextlib.suppress(Exception):
            if not bar.disable:
                bar.farfield_bar = self._bars.open(refresh=_reader(bar))


def _capture_plain(kind: Any, bars: _Opens) -> None:
    if hasattr(kind, "farfield_silent"):
        return
    methods = _Plain(kind, bars).methods()
    kind.farfield_silent = False
    # Whether a step by hand only counts.
    kind.farfield_counts = False
    # It exists to draw bars again that stand still.
    kind.monitor_interval = 0
    for name, method in methods.items():
        setattr(kind, name, method)


def _make_plain(kind: Any, arguments: set[str]) -> None:
    """Have a class that draws its bars do as the plain one does."""
    if not hasattr(kind, "farfield_silent"):
        return  # the plain one could not be captured

    @functools.wraps(kind.__init__)
    def init(bar: Any, *args: Any, **kwargs: Any) -> None:
        kept = {name: value for name, value in kwargs.items() if name not in arguments}
        # Drawn by itself, it shows where the plain one would not.
        kept["disable"] = bool(kept.get("disable", False))
        super(kind, bar).__init__(*args, **kept)
        bar.disp = lambda *args, **kwargs: None

    kind.__init__ = init
    for name in _METHODS:
        if name in vars(kind):
            delattr(kind, name)


def _silenced(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], bool]:
    """The arguments of a bar that is written nowhere; False with one that has a file of its own."""
    if kwargs.get("disable", False) is None:
        kwargs["disable"] = False  # off where there is no terminal; here it is shown without one
    positional = len(args) > _FILE_ARGUMENT
    file = args[_FILE_ARGUMENT] if positional else kwargs.get("file")
    if all(file is not other for other in (None, sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__)):
        return args, False
    if positional:
        return (*args[:_FILE_ARGUMENT], _nowhere, *args[_FILE_ARGUMENT + 1 :]), True
    kwargs["file"] = _nowhere
    return args, True


def _steps(bar: Any) -> Iterator[Any]:
    """The elements of a bar's iterable, counted: what the link thread reads is all that is written."""
    n = bar.n
    try:
        for element in bar.iterable:
            yield element
            n += 1
            bar.n = n
    finally:
        bar.close()


def _reader(bar: Any) -> Callable[[Bar], None]:
    """Brings a bar of ours up to date with tqdm's, which it does not keep: some end by being forgotten."""
    found = weakref.ref(bar)

    def read(own: Bar) -> None:
        theirs = found()
        if theirs is None:
            return
        scale = theirs.unit_scale
        factor = 1 if isinstance(scale, bool) or not scale else scale
        theirs.farfield_counts = False
        own.n = theirs.n if factor == 1 else theirs.n * factor
        own.total = theirs.total if factor == 1 or theirs.total is None else theirs.total * factor
        own.label = theirs.desc.strip().removesuffix(":")
        own.unit = theirs.unit
        own.note = theirs.postfix if isinstance(theirs.postfix, str) else ""

    return read
