"""Where the steps of a logic model stand: their column is their level, one row each.

A step comes below all those that lead to it, next to the last of them: links only go down and to
the right, and a label may be as wide as the figure, which five columns of boxes would not allow at
half the width of a page.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from ffsu_eval.charts.words import no_rows
from ffsu_eval.evidence.contribution import SCORES
from ffsu_eval.evidence.logic_model import LEVELS
from ffsu_eval.indicators.frames import need, need_unique, need_values

NODES = ("node_id", "label_fr", "level")
LINKS = ("link_id", "from_node", "to_node", "assumption_fr", "score")


def checked(nodes: pd.DataFrame, links: pd.DataFrame) -> None:
    """ValueError: missing column, no row, node given twice, unknown level, score or end of a link,
    link that does not go to a later level."""
    need(nodes, "nodes", NODES)
    need(links, "links", LINKS)
    need_unique(nodes, "nodes", ("node_id",))
    no_rows("nodes", len(nodes))
    need_values(nodes["level"], "nodes.level", LEVELS)
    need_values(links["score"], "links.score", SCORES)
    for end in ("from_node", "to_node"):
        need_values(links[end], f"links.{end}", list(nodes["node_id"]))
    levels = dict(zip(nodes["node_id"], map(LEVELS.index, nodes["level"]), strict=True))
    if any(levels[a] >= levels[b] for a, b in _pairs(links)):
        raise ValueError("links: a link that does not go to a later level")


def order(nodes: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    """Identifiers of the nodes from top to bottom, the same for the same frames."""
    rank = {level: number for number, level in enumerate(LEVELS)}
    known = sorted(
        nodes["node_id"],
        key=lambda node: rank[nodes.set_index("node_id")["level"][node]],
    )
    placed: list[str] = []
    for node in known:
        placed += [each for each in _from(node, list(_pairs(links)), placed) if each not in placed]
    return placed


def _from(node: str, pairs: Sequence[tuple[str, str]], placed: Sequence[str]) -> Iterator[str]:
    """A node whose causes all stand above it, then what it leads to, depth first."""
    above = {start for start, end in pairs if end == node}
    if node in placed or not above <= set(placed):
        return
    done = [*placed, node]
    yield node
    for start, end in pairs:
        if start == node:
            for each in _from(end, pairs, done):
                done.append(each)
                yield each


def _pairs(links: pd.DataFrame) -> Iterator[tuple[str, str]]:
    yield from zip(links["from_node"], links["to_node"], strict=True)
