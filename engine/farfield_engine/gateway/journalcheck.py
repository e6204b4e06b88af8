"""Looks at a journal that a gateway may be writing, and changes nothing."""

from __future__ import annotations

import logging
from pathlib import Path

from farfield_engine.gateway.journalfiles import FILE_HEADER_SIZE, JournalFile


def damage(directory: Path) -> list[str]:
    """What is damaged in the journal's files, a line each. Raises OSError where they can't be read.

    What was not written whole at the end of a file is not: a gateway may be writing it, or was killed.
    """
    # They say in the log what they step over; here it is the answer.
    logger = logging.getLogger(JournalFile.__module__)
    quiet, logger.disabled = logger.disabled, True
    try:
        return [line for path in sorted(directory.glob("*.journal")) if (line := _damage_of(path))]
    finally:
        logger.disabled = quiet


def _damage_of(path: Path) -> str:
    try:
        file = JournalFile.existing(path, 0)
    except FileNotFoundError:
        return ""  # written anew, or gone with its last job
    except ValueError:
        return f"{path.name} is no journal, or one of another version"
    if file is None:
        return ""
    try:
        lost, whole = 0, FILE_HEADER_SIZE
        for _, _, start, end, _ in file.records(FILE_HEADER_SIZE, file.end):
            lost += start - whole
            whole = end
    except FileNotFoundError:
        return ""
    finally:
        file.close()
    return f"{lost:,} bytes of {path.name}" if lost else ""
