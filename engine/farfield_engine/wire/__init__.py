"""The wire: protobuf schemas, what is generated from them, and codecs. No I/O."""
