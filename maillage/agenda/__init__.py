"""Events of the network and the registrations to them.

Words: an *event* has one or more *buckets* (units of capacity: the day itself, later its
workshops); a *booking* is one act of registering and holds one *registration* per person; a
registration has a *seat* in each bucket it asked for, confirmed or waiting in the queue.
"""
