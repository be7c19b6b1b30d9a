"""The yardstick: a central system written the way most Python ones are.

A FastAPI WebSocket route, the `ocpp` package with its validation on, Tortoise's `create()` for each message. It is
meant to be good code of its kind. What is left out works in its favour: no passwords, no message log, and all
values of a message in one row.
"""
