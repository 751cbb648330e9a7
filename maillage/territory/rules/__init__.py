"""What is decided about places without asking the database."""
