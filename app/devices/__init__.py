"""One driver a file for what stands on the bench; no widgets, no dialogs."""
