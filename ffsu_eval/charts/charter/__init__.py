"""Charts of a charter: who sends what to whom, « puis-je partager ? », trust by secrecy."""

from ffsu_eval.charts.charter.matrix import flow_matrix, flow_matrix_alt, flow_matrix_data
from ffsu_eval.charts.charter.tree import (
    decision_tree,
    decision_tree_alt,
    decision_tree_data,
)
from ffsu_eval.charts.charter.trust import trust_bars, trust_bars_alt, trust_bars_data

__all__ = [
    "decision_tree",
    "decision_tree_alt",
    "decision_tree_data",
    "flow_matrix",
    "flow_matrix_alt",
    "flow_matrix_data",
    "trust_bars",
    "trust_bars_alt",
    "trust_bars_data",
]
