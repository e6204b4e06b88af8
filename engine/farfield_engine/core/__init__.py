"""What a job, an item, a worker and a session do next: pure state, no I/O, no clock."""
