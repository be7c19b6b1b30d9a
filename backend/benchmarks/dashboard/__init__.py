"""How the dashboard does with a large fleet, in a real browser."""
