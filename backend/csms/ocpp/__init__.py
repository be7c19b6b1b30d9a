"""The protocol: OCPP-J frames, the conversation over one connection, and the messages of OCPP 1.6.

Pure: no I/O, no clock, no event loop. Bytes and times come in as arguments, decisions go out as values.

=====================  ================================================================================
`errors`               the ten CALLERROR codes; `Unreadable` = a payload that needs one of them
`violations`           what breaks the letter of the specification and is read nevertheless
`frames`               CALL, CALLRESULT, CALLERROR <-> bytes
`conversation`         who may speak when: matching, duplicates, late answers, timeouts
`reading`, `writing`   a payload <-> one message type
`v16`                  the messages, their directions and profiles, the standard configuration keys
=====================  ================================================================================
"""
