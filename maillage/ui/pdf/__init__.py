"""Printed things: booklets of records and map sheets, as tagged PDF (PDF/UA-1) in the languages of the site.

`booklets.booklet_pdf` and `map_sheets.map_sheet_pdf` take plain data, all words already in the reader's language, and
give bytes, the same for the same data. What pages look like is in `templates/*.typ`; nothing of the data is markup.
"""
