"""The logic model of a policy: what was to lead to what, and what the evidence says of each link."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Literal, get_args

import pandas as pd

from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.contribution import Rival, Score, score
from ffsu_eval.evidence.items import Direction, Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.evidence.strength import independent_families, solid
from ffsu_eval.rows import Row, rows

Level = Literal["moyens", "activité", "réalisation", "résultat", "impact"]
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True)
class Node:
    """One step of the policy."""

    identifier: str
    label: str
    level: Level


@dataclass(frozen=True)
class Link:
    """From one step to a later one, the assumption it rests on, its rivals, its evidence."""

    identifier: str
    start: str
    end: str
    direction: Direction
    assumption: str
    rivals: tuple[Rival, ...]
    items: tuple[Evidence, ...]
    against: tuple[Evidence, ...]

    @property
    def score(self) -> Score:
        """What the evidence says of the link (ffsu_eval.evidence.contribution)."""
        return score(self.direction, self.items, self.against, self.rivals)


@dataclass(frozen=True)
class LogicModel:
    """Nodes and links, in the order of the file; a mission without logic model has none."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()

    def link(self, identifier: str, by: str) -> Link:
        """One link; NotebookError naming who cites a link that does not exist."""
        for link in self.links:
            if link.identifier == identifier:
                return link
        raise NotebookError(f"{by} cite un lien absent du modèle logique : {identifier}")

    def node(self, identifier: str) -> Node:
        """One node; the gate has checked that links name existing ones."""
        return next(node for node in self.nodes if node.identifier == identifier)


def logic_model(data: SimpleNamespace, register: Register) -> LogicModel:
    """The mission's logic model, its evidence resolved.

    NotebookError for a link that goes back to an earlier level or to its own, and for evidence that
    does not exist.
    """
    if not hasattr(data, "logic_links"):
        return LogicModel()
    nodes = tuple(
        Node(row["node_id"], row["label_fr"], row["level"]) for row in rows(data.logic_nodes)
    )
    rivals = getattr(data, "logic_rivals", pd.DataFrame(columns=["link_id"]))
    links = tuple(
        _link(row, rows(rivals[rivals["link_id"] == row["link_id"]]), register)
        for row in rows(data.logic_links)
    )
    model = LogicModel(nodes, links)
    for link in links:
        if _rank(model, link.end) <= _rank(model, link.start):
            raise NotebookError(
                f"logic_model.yml : {link.identifier} : un lien va d'un niveau à un niveau suivant "
                f"({', '.join(LEVELS)})"
            )
    return model


def _rank(model: LogicModel, identifier: str) -> int:
    return LEVELS.index(model.node(identifier).level)


def _link(row: Row, rivals: Sequence[Row], register: Register) -> Link:
    identifier = row["link_id"]
    return Link(
        identifier,
        row["from_node"],
        row["to_node"],
        row["direction"],
        row["assumption_fr"],
        tuple(Rival(r["text_fr"], bool(r["examined"]), _text(r["verdict"])) for r in rivals),
        tuple(register.cited(_text(row["evidence"]).split(), identifier)),
        tuple(register.cited(_text(row["against"]).split(), identifier)),
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def nodes_frame(model: LogicModel) -> pd.DataFrame:
    """One row per node: node_id, label_fr, level."""
    return pd.DataFrame(
        [[node.identifier, node.label, node.level] for node in model.nodes],
        columns=["node_id", "label_fr", "level"],
    )


def links_frame(model: LogicModel) -> pd.DataFrame:
    """One row per link: link_id, from_node, to_node, assumption_fr, score, families, n_evidence,
    n_against, n_rivals, n_examined."""
    return pd.DataFrame(
        [
            {
                "link_id": link.identifier,
                "from_node": link.start,
                "to_node": link.end,
                "assumption_fr": link.assumption,
                "score": link.score,
                "families": independent_families(solid(link.direction, link.items, "appui")),
                "n_evidence": len(link.items),
                "n_against": len(solid(link.direction, link.items, "contredit"))
                + len(link.against),
                "n_rivals": len(link.rivals),
                "n_examined": sum(rival.examined for rival in link.rivals),
            }
            for link in model.links
        ]
    )
