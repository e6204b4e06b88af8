"""`track`: a loop whose progress is shown, within a worker and outside."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar, cast, overload

from farfield_engine import inside

T = TypeVar("T")


class _Bar(Protocol):
    """A bar that is open."""

    n: float
    note: str
    ended: bool

    def steps(self, iterable: Iterable[Any]) -> Iterator[Any]: ...

    def async_steps(self, iterable: AsyncIterable[Any]) -> AsyncIterator[Any]: ...

    def end(self) -> None: ...


class track(Generic[T]):
    """Show how far a loop is: `for batch in ff.track(batches, "train"):`.

    Within a worker it is shown where the cell shows its progress, added up over all items. Elsewhere tqdm
    shows it, where that is installed: in a notebook or on a terminal, and not in a file.

    iterable: what is looped over, also with `async for`. label: what the loop is called. total: how many
    steps there will be, where `len(iterable)` does not say. unit: what a step is.

    Without an iterable it is a bar to be moved by hand:

        with ff.track(label="copy", total=size, unit="B") as bar:
            bar.update(len(block))
            bar.note = "part 3"
    """

    @overload
    def __init__(
        self: track[Any], iterable: None = None, label: str = "", total: float | None = None, unit: str = "it"
    ) -> None: ...

    @overload
    def __init__(
        self,
        iterable: Iterable[T] | AsyncIterable[T],
        label: str = "",
        total: float | None = None,
        unit: str = "it",
    ) -> None: ...

    def __init__(
        self,
        iterable: Iterable[T] | AsyncIterable[T] | None = None,
        label: str = "",
        total: float | None = None,
        unit: str = "it",
    ) -> None:
        if total is None:
            try:
                total = len(iterable)  # type: ignore[arg-type]  # many have none, which says so
            except (TypeError, AttributeError):
                total = 0
        self._iterable = iterable
        self._about = (str(label), total, str(unit))
        self._bar: _Bar | None = None

    def _open(self) -> _Bar:
        """The bar: a new one for the first loop, and for each that follows one that has ended."""
        if self._bar is None or self._bar.ended:
            opened = inside.open_bar(*self._about) if inside.open_bar is not None else _Shown(*self._about)
            self._bar = cast("_Bar", opened)
        return self._bar

    def _looped_over(self) -> Any:
        if self._iterable is None:
            raise TypeError(
                "ff.track() has nothing to loop over: give it an iterable, or move it with update()"
            )
        return self._iterable

    def __iter__(self) -> Iterator[T]:
        iterable = iter(self._looped_over())  # what can't be looped over says so before there is a bar
        return self._open().steps(iterable)

    def __aiter__(self) -> AsyncIterator[T]:
        iterable = aiter(self._looped_over())
        return self._open().async_steps(iterable)

    def __enter__(self) -> track[T]:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def update(self, n: float = 1) -> None:
        """Move it by this many steps."""
        bar = self._bar
        if bar is None or bar.ended:
            bar = self._open()
        bar.n += n

    def close(self) -> None:
        """It has ended: what `with` does, and a loop by itself."""
        if self._bar is not None:
            self._bar.end()

    @property
    def n(self) -> float:
        """Steps so far."""
        return self._bar.n if self._bar is not None else 0

    @property
    def note(self) -> str:
        """A few words beside it, such as the loss so far."""
        return self._bar.note if self._bar is not None else ""

    @note.setter
    def note(self, text: object) -> None:
        self._open().note = str(text)


class _Shown:
    """A bar outside a worker: tqdm's, where that is installed."""

    def __init__(self, label: str, total: float, unit: str) -> None:
        self.ended = False
        self._n: float = 0
        self._note = ""
        self._tqdm: Any = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that ipywidgets are missing: it shows text then
                from tqdm.auto import tqdm
        except ImportError:
            return
        # disable=None: on a terminal and in a notebook, not in a file.
        self._tqdm = tqdm(desc=label or None, total=total or None, unit=unit, disable=None)

    @property
    def n(self) -> float:
        return self._n

    @n.setter
    def n(self, value: float) -> None:
        if self._tqdm is not None:
            self._tqdm.update(value - self._n)
        self._n = value

    @property
    def note(self) -> str:
        return self._note

    @note.setter
    def note(self, text: str) -> None:
        self._note = text
        if self._tqdm is not None and not self._tqdm.disable:
            self._tqdm.set_postfix_str(text)

    def steps(self, iterable: Iterable[T]) -> Iterator[T]:
        try:
            for element in iterable:
                yield element
                self.n += 1
        finally:
            self.end()

    async def async_steps(self, iterable: AsyncIterable[T]) -> AsyncIterator[T]:
        try:
            async for element in iterable:
                yield element
                self.n += 1
        finally:
            self.end()

    def end(self) -> None:
        self.ended = True
        if self._tqdm is not None:
            self._tqdm.close()
