"""The worker runtime: the same code in every worker, whatever engine started it."""
