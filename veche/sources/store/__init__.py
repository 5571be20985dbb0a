"""The tables of the sources."""
