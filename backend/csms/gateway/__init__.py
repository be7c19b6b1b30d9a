"""The sockets: one charger, one connection."""
