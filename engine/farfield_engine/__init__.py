"""Everything that runs as gateway or worker, and the client that talks to them."""
