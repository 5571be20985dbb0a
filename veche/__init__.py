"""Veche: an open, self-hosted messenger platform."""

__version__ = "0.1.0"
