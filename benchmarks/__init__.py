"""Measure speed; see `python -m benchmarks`."""
