"""What Farfield shows in Jupyter front ends: widgets, and the static summaries that saved notebooks keep.

Importing this package loads nothing; take what you need from its modules.
"""
