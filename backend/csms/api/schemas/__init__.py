"""What `/api` takes and gives, one module for each resource."""
