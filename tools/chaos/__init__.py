"""A storm over a gateway and its client: what runs in it, what disturbs it, what is to be true afterwards."""
