"""SQL of moving in."""
