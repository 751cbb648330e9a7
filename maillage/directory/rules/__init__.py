"""What the directory says of plain facts, in the reader's language; asks the database for nothing."""
