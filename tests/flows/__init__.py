"""Whole flows: a real server process, real browsers, the public interface."""
