"""What a cell needs from the notebook and what it leaves there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from farfield.ipython import magictext
from farfield.ipython.carried import Notebook, names_of_function, names_stored_globally
from farfield.ipython.walker import Walker

__all__ = ["CellNames", "analyse", "find_binding", "names_of_function", "names_stored_globally"]

# Every shell has these of its own; the notebook's would be the wrong ones.
_SHELLS_OWN = frozenset(
    "In Out _ih _oh _dh get_ipython exit quit __annotations__ __builtin__ __builtins__ __doc__ __loader__ "
    "__name__ __package__ __spec__".split()
)


@dataclass(frozen=True)
class CellNames:
    """Names of one cell.

    `reads`: names that the cell may read before it binds them and that the notebook defines.
    `binds`: names that the cell may bind at module level and not delete afterwards, `global` names of its
    functions included; a branch that is not taken leaves one unbound.
    `deletes`: names that it may delete at module level and does not bind again. A name whose fate hangs on a
    branch is in both: what is true is known after the run.
    `imports`: top-level modules that the cell imports, anywhere in it.
    `star_import`: it binds more names than the source tells.
    `stores`: global names that functions and classes of the notebook, used by the cell, may rebind.
    """

    reads: frozenset[str]
    binds: frozenset[str]
    deletes: frozenset[str]
    imports: frozenset[str]
    star_import: bool
    stores: frozenset[str] = frozenset()


def analyse(source: str, namespace: Mapping[str, object], also: Iterable[str] = ()) -> CellNames:
    """Finds the names that `source`, a cell after IPython's transformation, takes from `namespace` and binds.

    `also` are names that count as read whatever the source says. Nothing is run and no value is changed.
    Raises SyntaxError, with the cell's own lines, for what does not parse; what only the compiler refuses
    (`return` at module level) is left to it.
    """
    tree = magictext.parse(source)
    walker = Walker(Notebook(namespace), source)
    names = walker.names
    for name in also:
        names.need(name)
    walker.block(tree.body)
    end = names.state
    reads = {name for name in names.reads if name in namespace and not _is_shells_own(name, namespace)}
    return CellNames(
        reads=frozenset(reads),
        binds=frozenset(end.binds | names.global_stores),
        deletes=frozenset(end.deletes),
        imports=frozenset(walker.imports),
        star_import=walker.star_import,
        stores=frozenset(names.carried_stores),
    )


def _is_shells_own(name: str, namespace: Mapping[str, object]) -> bool:
    if name == "open":  # IPython puts a guarded version of the builtin there
        return getattr(namespace[name], "__module__", None) != "__main__"
    return name in _SHELLS_OWN


def find_binding(name: str, cells: Sequence[str]) -> tuple[int, int, str] | None:
    """Where the notebook last bound `name`: index of the cell, line (from 1) and that line's text.

    `cells` are inputs as they were typed, oldest first. None where no cell binds it, or none that parses.
    """
    for index in range(len(cells) - 1, -1, -1):
        tree = magictext.parse_or_none(cells[index])
        if tree is None:
            text, _ = magictext.without_magics(cells[index])
            tree = magictext.parse_or_none(text)
        bindings = magictext.bindings(tree) if tree is not None else ()
        lines = [line for bound, line in bindings if bound == name]
        if lines:
            line = max(lines)
            return index, line, cells[index].split("\n")[line - 1]
    return None
