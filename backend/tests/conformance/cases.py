"""The 77 test cases of the Open Charge Alliance's certification for a central system, by id.

Each is in the name of a test.
"""

CASES: dict[str, str] = dict(
    line.split(" ", 1)
    for line in """
TC_001 Cold boot of a charge point
TC_003 Charging session, plugged in first
TC_004_1 Charging session, identified first
TC_004_2 Charging session, identified first, connection time-out
TC_005_1 Cable pulled at the car, transaction stops
TC_007 Charging session with a cached id
TC_010 Remote start, plugged in first
TC_011_1 Remote start, plugged in after it
TC_011_2 Remote start, time-out
TC_012 Remote stop
TC_013 Hard reset
TC_014 Soft reset
TC_017_1 Unlock, no session, loose cable
TC_017_2 Unlock, no session, fixed cable
TC_018_1 Unlock during a session
TC_019_1 Read all configuration keys
TC_019_2 Read one configuration key
TC_021 Change a configuration key
TC_023_1 Authorize, invalid
TC_023_2 Authorize, expired
TC_023_3 Authorize, blocked
TC_024 Lock failure at the start
TC_026 Remote start, rejected
TC_028 Remote stop, rejected
TC_030 Unlock, failed
TC_031 Unlock, unknown connector
TC_032_1 Power failure, transactions stop
TC_037_1 Started offline, valid tag
TC_037_3 Started offline, invalid tag, stops
TC_039 Whole transaction offline
TC_040_1 Change a key, not supported
TC_040_2 Change a key, invalid value
TC_042_1 Local list version, not supported
TC_042_2 Local list version, empty
TC_043_1 Send local list, not supported
TC_043_3 Send local list, failed
TC_043_4 Send local list, full
TC_043_5 Send local list, differential
TC_044_1 Firmware, downloaded and installed
TC_044_2 Firmware, download failed
TC_044_3 Firmware, installation failed
TC_045_1 Diagnostics
TC_045_2 Diagnostics, upload failed
TC_046 Reserved connector, used
TC_047 Reserved connector, expired
TC_048_1 Reservation, faulted
TC_048_2 Reservation, occupied
TC_048_3 Reservation, unavailable
TC_048_4 Reservation, rejected
TC_049 Reserved charge point, used
TC_051 Reservation cancelled
TC_052 Reservation not cancelled
TC_053 Reserved connector, used by a tag of the group
TC_054 Trigger messages
TC_055 Trigger message, rejected
TC_056 Default profile
TC_057 Profile of a transaction
TC_059 Remote start with a profile
TC_061 Clear the authorization cache
TC_064 Data transfer of an unknown vendor
TC_066 Composite schedule
TC_067 Clear profiles
TC_073 New password
TC_074 New certificate of the charge point
TC_075_1 Install the manufacturer's root
TC_075_2 Install the central system's root
TC_076 Delete a certificate
TC_077 Invalid certificate of the charge point
TC_078 Invalid certificate of the central system
TC_079 Security log
TC_080 Signed firmware
TC_081 Signed firmware, invalid signature
TC_083 Security profile upgraded
TC_085 Basic authentication
TC_086 TLS, server certificate
TC_087 TLS, client certificate
TC_088 Subprotocol
""".strip().splitlines()
)
