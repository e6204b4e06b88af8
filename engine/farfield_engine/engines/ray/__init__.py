"""Workers on many machines, as actors of a Ray cluster. The gateway's side; only the driver's process imports ray."""
