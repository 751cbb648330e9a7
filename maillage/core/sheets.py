"""What a spreadsheet may open: text that is never taken for a formula."""

import re

# What spreadsheets take for a formula, full-width signs of East Asian keyboards included (OWASP, CSV injection).
FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
PHONE = re.compile(r"\+\d[\d \u00a0\u202f./()-]{5,24}", re.ASCII)
PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}  # for XlsxWriter


def harmless(text: str) -> str:
    """The text as a spreadsheet may open it: what begins like a formula gets an apostrophe, a phone number stays."""
    return f"'{text}" if FORMULA.match(text) and not PHONE.fullmatch(text) else text
