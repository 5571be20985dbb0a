"""Tests about the shape of the project."""
