"""Rank 0: what every domain stands on. Knows nothing of the product."""
