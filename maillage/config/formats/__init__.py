"""Dates as they are written here, where Django's own formats are those of another country."""
