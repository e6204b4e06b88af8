"""Cells of a plain Python file: in VS Code each has "Run on cluster" above it, and a red dot stops it."""

# %% One cell on a worker
import os
import socket

place = f"process {os.getpid()} on {socket.gethostname()}"
print("this ran in", place)


# %% Something worth stopping in
def collatz(start: int) -> list[int]:
    """The numbers from start down to 1: halved where even, else tripled and one added."""
    path = [start]
    while path[-1] != 1:
        number = path[-1]
        path.append(number // 2 if number % 2 == 0 else 3 * number + 1)
    return path


longest = max((collatz(start) for start in range(1, 30)), key=len)
len(longest), longest[0], max(longest)
