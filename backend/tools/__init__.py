"""What developers run on the backend beside its tests; no part of what is installed."""
