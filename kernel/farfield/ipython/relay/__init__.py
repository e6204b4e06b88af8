"""A kernel for an editor that has no Jupyter of its own: JSON lines in and out, a real kernel behind them.

`python -P -m farfield_launcher relay` reads requests from its standard input and writes what comes of them
to its standard output, each a JSON object on a line of its own. Its working directory is the kernel's. It
ends when its input does, and takes the kernel along; nothing of it listens on a network.

Protocol 1. Requests; `id` is the editor's own number for it:

    {"type": "start", "protocol": 1, "document": PATH}      the first; "": the kernel runs no document
    {"type": "execute", "id": N, "code": TEXT, "cell": ID}  cell: its name for the front end; they run in turn
    {"type": "complete", "id": N, "code": TEXT, "position": N}
    {"type": "input", "value": TEXT}                        the answer to what the cell that runs asks for
    {"type": "interrupt"}
    {"type": "restart"}                                     a new kernel, at once, whatever runs
    {"type": "shutdown"}                                    as the end of the input

Replies. Positions count characters as Python does, and times are in seconds since 1970:

    {"type": "ready", "protocol": 1, "python": VERSION, "farfield": VERSION}   it is there, or there again
    {"type": "busy", "id": N, "time": T}                    the kernel has begun with it
    {"type": "output", "id": N, "output": OUTPUT}
    {"type": "input", "id": N, "prompt": TEXT, "password": BOOL}
    {"type": "done", "id": N, "status": "ok" | "error" | "aborted" | "dead", "count": N, "time": T}
    {"type": "completions", "id": N, "matches": [TEXT], "start": N, "end": N}
    {"type": "dead", "message": TEXT}                       the kernel is gone; "restart" makes another
    {"type": "failed", "message": TEXT}                     it can't be started; the process ends

OUTPUT is what a notebook keeps, one of

    {"kind": "stream", "name": "stdout" | "stderr", "text": TEXT}
    {"kind": "display" | "result" | "update", "data": BUNDLE, "metadata": {}, "display": ID | "", "count": N}
    {"kind": "error", "name": TEXT, "value": TEXT, "traceback": [TEXT]}
    {"kind": "clear", "wait": BOOL}

with `count` only where it is a result. Outputs may come after `done`, of threads. What one cell shows is
bounded, and what is left out is said in a line (`bounds.py`).
"""
