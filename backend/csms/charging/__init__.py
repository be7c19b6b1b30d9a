"""The rules, free of any OCPP version, in the words of the trade. Decides; the journal stores what is decided."""
