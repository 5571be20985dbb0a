"""SQL of the tables `trust_…`."""
