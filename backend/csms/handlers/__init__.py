"""OCPP <-> charging: the only translator, both ways. One folder per OCPP version, named like csms.ocpp's."""
