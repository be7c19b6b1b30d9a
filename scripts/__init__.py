"""What make runs: it sets up what is missing, with nothing but Python."""
