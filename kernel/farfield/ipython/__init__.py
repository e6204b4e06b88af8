"""Farfield in IPython: magics, cell analysis and display. Imported by the kernel and by `%load_ext` alone."""
