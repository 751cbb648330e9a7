"""Words of nine languages as a search compares them: folded, stemmed, and as their sound is written in Latin letters."""
