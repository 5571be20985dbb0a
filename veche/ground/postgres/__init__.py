"""The embedded PostgreSQL: its programs, its data directory and its supervisor."""

from veche.ground.postgres.supervisor import Postgres

__all__ = ["Postgres"]
