"""Helpers of ./dev and programs for people who work with a running Veche."""
