"""People who sign in, their roles, and how they prove who they are.

Words: a *role* is a named set of doors (administrator, coordinator, carrier secretary, partner
member, policy maker); whoever signs in does so by a code sent by e-mail or by a passkey.
"""
