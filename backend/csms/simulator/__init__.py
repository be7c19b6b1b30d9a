"""Charge points that behave like real ones, one or a fleet of them: for the demo, tests and benchmarks.

Of the rest of the house it knows `csms.ocpp` only.

=============================  =============================================================================
`charge_point`, `controller`   one charge point: as its drivers, and as its central system meet it
`parts`, `board`               what its parts share
`operations`                   the answers to the 26 operations, one file per feature profile
`uplink`, `link`, `access`     staying connected and booted; one connection; security profiles
`connector`, `meter`           one outlet: car, status; what its meter counts
`transaction`, `outbox`        a transaction, and the queues of messages that survive being offline
`charging_curve`               how a battery takes power, as pure functions
`metering`, `status`           what is measured and reported
`authorization`, `local_list`  who may charge, also offline
`reservations`                 connectors that are kept for somebody
`schedules`                    what charging profiles allow, as pure functions
`charging_profiles`            those that are installed
`configuration`, `settings`    the configuration keys, and how this charge point has them
`firmware`, `uploads`          updates, diagnostics and logs
`files`                        files over HTTP
`certificates`                 the roots it trusts, and its own certificate
`security_log`                 security events
`hardware`                     type plates
`habits`, `quirks`             how faults of real firmware are played, and which there are
`driver`                       what drivers do at one connector
`world`, `traffic`             sites and people; who comes to charge, when and where
`history`                      the past days, told through the protocol
`memories`                     the same days as a server that was there would remember them
`fleet`, `story`               many charge points that live; what must be there to be seen
`demo`, `demo_world`           `make demo`
`command`                      `csms simulate`
`embedded`                     charge points inside of the server
=============================  =============================================================================
"""
