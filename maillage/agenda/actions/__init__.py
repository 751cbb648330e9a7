"""Every write of the agenda that has a rule, a lock, a mail or a trace."""
