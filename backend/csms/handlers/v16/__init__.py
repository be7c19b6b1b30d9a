"""OCPP 1.6. Files are named like those of csms.ocpp.v16."""
