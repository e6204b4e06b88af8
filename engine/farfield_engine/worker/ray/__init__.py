"""What runs in the processes of a Ray cluster: workers, the agent of each node, what user code starts there."""
