"""Reproducible evaluation of local urban-security policies.

The modules are in the order in which data meet them: params, sources, gate, indicators, evidence,
charts, narrative, run, render, manifest, publish, cli.
"""
