"""Why a whole file is refused."""


class SheetError(ValueError):
    """A file that cannot be read as a table; its text is a French sentence for the person who sent it."""
