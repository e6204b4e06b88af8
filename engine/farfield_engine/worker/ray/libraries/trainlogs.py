"""What Ray Train says of each of its steps is in its log files; on the screen the bars show it."""

from __future__ import annotations

import contextlib
import functools
import logging
from types import ModuleType
from typing import Any


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
    return record.levelno >= logging.WARNING or not record.name.startswith("ray.train")
