"""What the directory's pages and the office ask."""
