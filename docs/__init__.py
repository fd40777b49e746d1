"""Scripts that make what the documentation shows."""
