"""The public contract of the API, as other programs rely on it."""
