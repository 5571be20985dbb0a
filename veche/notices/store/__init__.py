"""SQL of the tables `notices_…`."""
