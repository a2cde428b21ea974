"""Word documents that an agent of the city goes on writing, filled from the data of a mission."""

from ffsu_eval.products.write import write_products

__all__ = ["write_products"]
