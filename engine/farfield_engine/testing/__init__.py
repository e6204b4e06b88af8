"""For tests of engines, ours and others': the suite that every engine passes."""
