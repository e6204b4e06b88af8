"""Farfield in the Jupyter server: what its pages show of clusters, without a kernel.

Importing this loads nothing; the server loads the rest when it loads the extension.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """What Jupyter asks for."""
    return [{"module": "farfield_jupyter.server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Jupyter loads the extension."""
    from farfield_jupyter.server.handlers import add_handlers

    add_handlers(server)
    # JupyterLab tells its pages where the files are, Notebook does not; jobs know their notebooks by paths.
    settings = server.web_app.settings
    pages = settings.setdefault("page_config_data", {})
    pages.setdefault("serverRoot", settings["server_root_dir"].replace(os.sep, "/"))
