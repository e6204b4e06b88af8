"""The local engine passes the suite that every engine passes."""

from __future__ import annotations

import os

import farfield_launcher
from farfield_engine.engines.base import Engine
from farfield_engine.engines.local import LocalEngine
from farfield_engine.testing.conformance import EngineConformance


class TestLocalEngine(EngineConformance):
    def make_engine(self) -> Engine:
        return LocalEngine(os.path.abspath(farfield_launcher.__file__))
