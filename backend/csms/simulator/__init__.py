"""Charge points that behave like real ones, one or a fleet of them: for the demo, tests and benchmarks.

==================  ===========================================================================
`charge_point`      one charge point: connects, boots, reports; what a driver can do at it
`connector`         one outlet: car, transaction, meter, status
`charging_curve`    how a battery takes power, as pure functions
`link`              one WebSocket connection to the central system
`outbox`            the queue of transaction messages that survives being offline
`commands`          the answers to what a central system asks for
`configuration`     the configuration keys
`traffic`           who comes to charge, when and where
`history`           the past days, replayed through the protocol
`fleet`, `driver`   life for many charge points, or for one
`demo`, `command`   `make demo` and `csms simulate`
==================  ===========================================================================
"""
