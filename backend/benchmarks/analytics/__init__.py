"""How fast analytics answer over a year of a fleet: `make bench-analytics`."""
