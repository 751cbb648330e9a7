"""Texts that are rightly the same in another language as in French, each with its reason."""

SAME_AS_SOURCE = {
    "l j F Y": "a date pattern: Arabic writes weekday, day, month, year in the same order",
}
