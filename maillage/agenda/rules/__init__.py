"""How events are laid out in time: the days of a programme, the weeks of a month."""
