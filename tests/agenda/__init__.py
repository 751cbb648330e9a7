"""The agenda and its registrations, tested from what was promised: see `cases` for the promises as data."""
