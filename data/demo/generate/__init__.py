"""Generator of the fictitious field data: `python -m data.demo.generate` from the root."""
