"""Alternative text and table of the logic model."""

import pandas as pd

from ffsu_eval.charts.logic_model.layout import checked, order
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.words import alternative, records, table
from ffsu_eval.evidence.contribution import SCORES
from ffsu_eval.evidence.logic_model import LEVELS
from ffsu_eval.french import count_words, join_fr


def logic_model_alt(nodes: pd.DataFrame, links: pd.DataFrame) -> str:
    """Alternative text of ``logic_model``: steps by level, then links by score."""
    checked(nodes, links)
    named = nodes.set_index("node_id")["label_fr"]
    placed = order(nodes, links)
    levels = nodes.set_index("node_id")["level"]
    steps = [
        f"{capital(level)} : {' ; '.join(named[n] for n in placed if levels[n] == level)}."
        for level in LEVELS
        if (nodes["level"] == level).any()
    ]
    said = [_said(links[links["score"] == score], score, named) for score in SCORES]
    lines = count_words(len(links), "lien")
    return alternative(
        f"Schéma : {count_words(len(nodes), 'étape', feminine=True)} en colonnes, de niveau en "
        f"niveau, et {lines}.",
        *steps,
        *said,
    )


def _said(links: pd.DataFrame, score: str, named: pd.Series) -> str:
    """« Lien contredit : L6, de « … » à « … ». »."""
    if links.empty:
        return ""
    listed = [
        f"{link.link_id}, de « {named[link.from_node]} » à « {named[link.to_node]} »"
        for link in records(links)
    ]
    words = f"Lien {score}" if len(links) == 1 else f"Liens {plural(score)}"
    return f"{words} : {join_fr(listed)}."


def plural(score: str) -> str:
    """« partiellement étayés », « non documentés »."""
    return f"{score}s"


def logic_model_data(nodes: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``logic_model``: the links, in their order."""
    checked(nodes, links)
    named = nodes.set_index("node_id")["label_fr"]
    return table(
        {
            "Lien": links["link_id"],
            "De": [named[name] for name in links["from_node"]],
            "À": [named[name] for name in links["to_node"]],
            "Ce que disent les preuves": links["score"],
        }
    )
