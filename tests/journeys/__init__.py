"""What people do with the site, in a real Chromium against the real server, worker and a mail server.

`house` starts it all, `seed` and `scenes` say what is in it, `mailbox` is where the mails arrive; `visitor` opens
pages and watches them, `keyboard` walks through them, `axe` examines them, `words` says what must be read.
"""
