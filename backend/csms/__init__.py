"""An open central system (CSMS) for electric-vehicle chargers that speak OCPP 1.6-J."""

__version__ = "0.1.0"
