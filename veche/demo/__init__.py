"""A small city hall to look around in: `veche up --demo`."""

from veche.demo.furnish import SignIn, furnish, sign_in_table

__all__ = ["SignIn", "furnish", "sign_in_table"]
