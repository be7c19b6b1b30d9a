"""Charge points that behave like real ones, one or a fleet of them: for the demo, tests and benchmarks.

Of the rest of the house it knows `csms.ocpp` only.

=====================  =========================================================================
`charge_point`         one charge point, as its central system and its drivers meet it
`uplink`, `link`       staying connected and booted; one connection
`connector`            one outlet: car, meter, status
`transaction`          a transaction, and the messages that tell of it
`outbox`               the queue of these messages, which survives being offline
`charging_curve`       how a battery takes power, as pure functions
`metering`, `status`   what is measured and reported
`commands`             the answers to what a central system asks for
`authorization`        who may charge, also offline
`configuration`        the configuration keys
`hardware`             type plates, and bad habits of firmware
`driver`               what drivers do at one connector
`world`, `traffic`     sites and people; who comes to charge, when and where
`history`              the past days, told through the protocol
`fleet`, `story`       many charge points that live; what must be there to be seen
`demo`, `demo_world`   `make demo`
`command`              `csms simulate`
`embedded`             charge points inside of the server
=====================  =========================================================================
"""
