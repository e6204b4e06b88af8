"""The cards of jobs in every state, made up, as pages in light and dark: for looking at, and for a test."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import nodejs

# What JupyterLab's themes set; VS Code sets the light ones beside those of any theme of its own.
THEMES = {
    "light": (
        "true",
        "--jp-layout-color1:#fff;--jp-layout-color2:#eee;--jp-layout-color3:#bdbdbd;--jp-border-color2:#e0e0e0;"
        "--jp-ui-font-color1:rgba(0,0,0,.87);--jp-ui-font-color2:rgba(0,0,0,.54);"
        "--jp-ui-font-color3:rgba(0,0,0,.38);--jp-brand-color1:#1976d2;--jp-error-color1:#d32f2f;"
        "--jp-warn-color0:#e65100;--jp-warn-color1:#f57c00",
    ),
    "dark": (
        "false",
        "--jp-layout-color1:#111;--jp-layout-color2:#424242;--jp-layout-color3:#616161;"
        "--jp-border-color2:#424242;--jp-ui-font-color1:#fff;--jp-ui-font-color2:rgba(255,255,255,.7);"
        "--jp-ui-font-color3:rgba(255,255,255,.5);--jp-brand-color1:#2196f3;--jp-error-color1:#f44336;"
        "--jp-warn-color0:#fb8c00;--jp-warn-color1:#ff9800",
    ),
}
VSCODE = (
    "--vscode-foreground:#ccc;--vscode-descriptionForeground:#9d9d9d;--vscode-disabledForeground:#cccccc80;"
    "--vscode-widget-border:#313131;--vscode-scrollbarSlider-background:#79797966;"
    "--vscode-charts-green:#89d185;--vscode-charts-blue:#2aaaff;--vscode-charts-red:#f14c4c;"
    "--vscode-charts-orange:#d18616;--vscode-charts-purple:#b180d7;--vscode-editorWarning-foreground:#cca700"
)
PAGE = """\
<!doctype html><meta charset="utf-8"><title>Farfield: cards</title>
<body data-jp-theme-light="{light}" style="{variables};background:var(--jp-layout-color1);
color:var(--jp-ui-font-color1);font:13px sans-serif;margin:16px"><script type="module">{script}</script>
"""


def write(directory: Path) -> None:
    """Writes light.html, dark.html and vscode.html; each needs nothing else. Raises `CalledProcessError`."""
    nodejs.install()
    with tempfile.TemporaryDirectory() as scratch:
        nodejs.node(
            str(nodejs.NODE_MODULES / "esbuild" / "bin" / "esbuild"),
            "jupyter_ext/ui/test/gallery.ts",
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--loader:.css=text",
            "--charset=utf8",
            "--log-level=warning",
            f"--outdir={scratch}",
        )
        script = (Path(scratch) / "gallery.js").read_text().replace("</script", "<\\/script")
    for name, (light, variables) in THEMES.items():
        page = PAGE.format(light=light, variables=variables, script=script)
        (directory / f"{name}.html").write_text(page)
    page = PAGE.format(light="", variables=f"{THEMES['light'][1]};{VSCODE}", script=script)
    page = page.replace("<body ", '<body class="vscode-dark" ').replace(
        "var(--jp-layout-color1)", "#1f1f1f", 1
    )
    (directory / "vscode.html").write_text(page)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    write(parser.parse_args().directory)
