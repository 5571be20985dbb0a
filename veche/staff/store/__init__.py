"""SQL of the tables of staff."""
