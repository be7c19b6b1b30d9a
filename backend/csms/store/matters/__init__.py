"""Matters that need a person, one module for each kind. `csms.store.attention` puts them together."""
