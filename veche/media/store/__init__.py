"""SQL of the tables of media."""
