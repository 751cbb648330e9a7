"""The ground floor: clock, languages, sealed texts, outbox, audit, limits, guards.

Words: an *outbox message* is a promise of a mail, written with the facts it tells of; an *audit
entry* says who changed what; a *limit* counts acts of one address; the *centre* is the body
that runs this site.
"""
