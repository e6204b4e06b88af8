"""Who may come in, and how they know the gateway: what gateway, clients and command line must agree on."""
