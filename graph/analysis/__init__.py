"""The graph in memory: an index of what articles claim, and what is computed on it."""
