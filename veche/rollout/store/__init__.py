"""SQL of the rollout."""
