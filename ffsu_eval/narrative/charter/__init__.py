"""A charter of information exchange: flows, controls, signatures, trust, yearly review."""
