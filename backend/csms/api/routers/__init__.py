"""The doors of `/api`, one module for each resource."""
