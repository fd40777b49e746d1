"""What people ask: phrases, spotting entries in text, routing a question. Knows no Discord."""
