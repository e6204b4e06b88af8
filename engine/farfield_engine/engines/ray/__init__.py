"""Workers as actors of a Ray cluster: the gateway's side. Only the driver's process imports ray."""
