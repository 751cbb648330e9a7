"""Many people at once against the real server: places, queue, mails, and what guards them.

`wire` speaks HTTP, `client` walks the pages as a person does, `site` starts the server, `ledger` counts
in the database with plain SQL, `burst` lets them all go at once; `unguarded` is the site with guards taken away.
"""
