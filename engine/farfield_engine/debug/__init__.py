"""The debugger within a worker: debugpy, started when somebody attaches, over the worker's own link."""
