"""Maps drawn on the server: the plane, the outline of the area, points and names. No tiles, no script, no database."""
