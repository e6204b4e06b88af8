"""What talks to a gateway: used by the kernel, the command line and the JupyterLab server."""
