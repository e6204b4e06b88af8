"""Objects: bytes addressed by their content, in files that one machine's processes share.

`store` and `cleanup` run in the gateway, `segments` and `hashing` in every process
that writes or reads segments. Nothing here knows of messages or connections.
"""
