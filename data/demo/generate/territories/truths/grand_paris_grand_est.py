"""Truths to come."""

TRUTHS = ()
