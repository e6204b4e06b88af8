"""JupyterLab's and VS Code's debugger, extended to the workers that run a notebook's cells."""
