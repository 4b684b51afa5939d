"""The rules that the knowledge base keeps, one module for each kind of rule."""
