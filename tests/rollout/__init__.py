"""A body moves in: plans, waves, letters, reports."""
