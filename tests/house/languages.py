"""Texts that are rightly the same in another language as in French, each with its reason."""

SAME_AS_SOURCE: dict[str, str] = {}
