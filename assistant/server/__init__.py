"""Starting, serving and watching the assistant."""
