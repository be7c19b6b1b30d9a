"""What real chargers send that no specification foresees, by the number that tests cite."""

QUIRKS: dict[str, str] = dict(
    line.split(" ", 1)
    for line in """
Q1 No subprotocol header at all
Q2 Several or unsupported subprotocols
Q3 Identity percent-encoded, user name not
Q4 Trailing or missing slash, identity doubled
Q5 WebSocket pings never answered
Q6 A heartbeat just when patience ends
Q7 Compressed frames without negotiation
Q8 All chargers reconnect at once
Q9 Password as hexadecimal text, as bytes, of another length or user
Q10 Statuses before the boot, no boot after a reconnect
Q11 The boot for ever, with the same message id
Q12 Over-long serial numbers, empty texts
Q13 Requests that cross
Q14 Several requests without waiting
Q15 Unknown words of enumerations
Q16 Texts that are too long
Q17 Extra fields
Q18 The text "null", empty texts, pretty-printed JSON
Q19 Id tags with control characters, or too long
Q20 Message ids that repeat, are numbers, or are too long
Q21 Errors with the whole request inside
Q22 Statuses without time, JSON inside of info
Q23 Times with offset, a clock that is ahead
Q24 1970
Q25 A start in the future, or before the last one
Q26 Transaction id -1 or 0
Q27 Transaction id 9223372036854775807
Q28 A start sent twice
Q29 Samples with another transaction id, or none
Q30 Samples after the stop
Q31 kWh, no unit, session energy, phases without a total
Q32 A stop without tag or reason
Q33 Transaction ids that collide
Q34 An error to a start leaves the charger stuck
Q35 No answer when all keys are asked for
Q36 Other keys than asked for
Q37 A remote start without a start
Q38 Many requests at once make the charger reboot
Q39 A reset closes before its answer
Q40 Firmware statuses unasked, out of order
Q41 An unknown action
""".strip().splitlines()
)
