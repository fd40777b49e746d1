"""What curators do: drafts, the forms that fill them, and the review before they are published."""
