"""The gateway: the process that clients attach to; owns sessions, jobs and objects."""
