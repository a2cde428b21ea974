"""The night of a city: who opens, what happens, who is there, what was agreed, what was tried."""
