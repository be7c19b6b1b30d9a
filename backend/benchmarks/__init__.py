"""What `make bench` measures, beside a floor that nobody can beat and a yardstick that everybody knows."""
