"""Where workers run: behind one small interface, which knows nothing of notebooks."""
