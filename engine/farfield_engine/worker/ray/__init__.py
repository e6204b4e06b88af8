"""What runs in the processes of a Ray cluster: workers, agents of nodes, what user code starts there."""
