"""Every page of the dashboard against the real server and the simulated fleet."""
