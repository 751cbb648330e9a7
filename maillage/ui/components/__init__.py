"""The components, by what they are for; templates load them all with `{% load ui %}`."""
