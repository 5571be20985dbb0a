"""Tests: the folders mirror the code; tests/README.md says what stands where."""
