"""Questions about operations: one attribute of one of them, the same of several, presence in a place."""
