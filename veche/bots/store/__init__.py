"""SQL of the bots' own tables."""
