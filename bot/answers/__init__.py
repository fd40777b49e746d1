"""What to say: an outcome and the knowledge become a `Reply`, for any surface. Knows no Discord."""
