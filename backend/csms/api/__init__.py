"""The REST face, the event stream and the dashboard: everything that is not OCPP."""
