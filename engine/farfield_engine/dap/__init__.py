"""A debug client: one DAP conversation of a front end, spread over the workers that run its code."""
