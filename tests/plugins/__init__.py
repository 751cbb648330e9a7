"""What every test of this project may count on: one plugin, one promise each, proved under tests/house."""
