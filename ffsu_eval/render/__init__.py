"""Renderers of the reports: Quarto where it is installed, Pandoc and Typst otherwise."""
