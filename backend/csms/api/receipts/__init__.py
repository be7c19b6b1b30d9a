"""Receipts of charging sessions, as PDF."""
