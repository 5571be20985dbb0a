"""Bots as data: frozen structs and pure rules."""
