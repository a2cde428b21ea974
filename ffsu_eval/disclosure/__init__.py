"""Secrecy: what may be printed so that no reader learns of a person what was not to be known."""
