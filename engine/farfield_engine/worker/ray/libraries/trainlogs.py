"""What Ray Train says of each of its steps is in its log files; on the screen the bars show it."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
from types import ModuleType
from typing import Any

_PLACE = os.path.join(os.sep, "ray", "train", "")
"""In the paths of Train's own files."""


def change(module: ModuleType) -> None:
    """Have Train's controller and workers print no more than warnings. What user code logs is not theirs."""
    manager = module.LoggingManager
    for name in ("configure_controller_logger", "configure_worker_logger"):
        setattr(manager, name, staticmethod(_quiet(getattr(manager, name))))


def _quiet(configure: Any) -> Any:
    @functools.wraps(configure)
    def configured(*args: Any, **kwargs: Any) -> Any:
        made = configure(*args, **kwargs)
        with contextlib.suppress(Exception):
            for handler in logging.getLogger("ray.train").handlers:
                if isinstance(handler, logging.StreamHandler) and not isinstance(
                    handler, logging.FileHandler
                ):
                    handler.addFilter(_worth_printing)
        return made

    return configured


def _worth_printing(record: logging.LogRecord) -> bool:
    # By the file that it comes from: some of Train's loggers have other names than its modules.
    return record.levelno >= logging.WARNING or _PLACE not in record.pathname
