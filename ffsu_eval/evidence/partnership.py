"""Evidence from the register of the partnership: GOV06 to GOV09, ACT07 and ACT08.

Who keeps the register runs the policy: these items are not independent of what is judged.
"""

import pandas as pd

from ffsu_eval.evidence.items import Evidence, Family, Origin, quality
from ffsu_eval.french import NBSP, NOT_APPLICABLE, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.rows import Row, rows

FEEDBACK_WORDS = {
    "SUR": "des répondants déclarent recevoir un retour quand ils signalent un fait",
    "INT": "des entretiens qui en parlent évoquent favorablement le retour d'information",
}


def from_network(network: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """GOV07: density of the network and what the calendar alone would give."""
    row = rows(network)[0]
    text = (
        f"{percent(row['value'])} des paires d'organisations réunies au moins deux fois "
        f"({row['reading']} : de {percent(row['expected_low'])} à {percent(row['expected_high'])})"
        if not is_missing(row["value"])
        else ""
    )
    return [_item("GOV07:ensemble", "réseau des organisations", text, row, row["n"], origin)]


def from_legal(score: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """GOV08: requirements of the law that are satisfied."""
    row = rows(score)[0]
    text = (
        f"{_counted(row['count'], 'exigence légale satisfaite', 'exigences légales satisfaites')} sur "
        f"{number(row['n'])} documentées"
        if row["n"]
        else ""
    )
    headline = of_total(row["count"], row["n"]) if row["n"] else ""
    return [_item("GOV08:ensemble", "exigences légales", text, row, row["n"], origin, headline)]


def _counted(count: int, one: str, several: str) -> str:
    return f"{number(count)} {one if count < 2 else several}"


def from_continuity(continuity: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """GOV09: one item per year."""
    return [
        _item(
            f"GOV09:{row['year']}",
            f"continuité du partenariat en {row['year']}",
            f"{number(row['kept'])} organisations présentes sur {number(row['n'])} l'étaient déjà l'année "
            "précédente",
            row,
            row["n"],
            origin,
        )
        for row in rows(continuity)
    ]


def from_feedback(feedback: pd.DataFrame, origins: dict[str, Origin]) -> list[Evidence]:
    """GOV06: one item per family of sources, never put together."""
    return [
        _item(
            f"GOV06:{'enquete' if row['family'] == 'SUR' else 'entretiens'}",
            "retour d'information après un signalement",
            f"{of_total(row['count'], row['n'])} {FEEDBACK_WORDS[row['family']]}",
            row,
            row["n"],
            origins[row["family"]],
            of_total(row["count"], row["n"]),
            family=row["family"],
        )
        for row in rows(feedback)
    ]


def from_equity(equity: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """ACT07: weight of the priority neighbourhoods among the beneficiaries."""
    row = rows(equity)[0]
    text = (
        f"{percent(row['share'])} des bénéficiaires connus vivent en quartier prioritaire, pour "
        f"{percent(row['population_share'])} des habitants"
        if not is_missing(row["value"])
        else ""
    )
    headline = number(row["value"], 2) if text else ""
    label = "équité territoriale des actions"
    return [_item(f"ACT07:{WHOLE}", label, text, row, row["n"], origin, headline)]


def from_delay(delay: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """ACT08: median delay of the actions that were run."""
    row = rows(delay)[0]
    least = "au moins " if row["at_least"] is True else ""
    text = (
        f"un retard médian de {least}{number(row['value'])} jours (n{NBSP}={NBSP}{number(row['n'])} actions)"
        if not is_missing(row["value"])
        else ""
    )
    headline = f"{least}{number(row['value'])} jours" if text else ""
    return [_item(f"ACT08:{WHOLE}", "retard des actions", text, row, row["n"], origin, headline)]


def _item(
    identifier: str,
    label: str,
    text: str,
    row: Row,
    n: int,
    origin: Origin,
    headline: str = "",
    family: Family = "REC",
) -> Evidence:
    known = bool(text) and not is_missing(row["value"])
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=text if known else "une valeur non calculable",
        headline_fr=(headline or percent(row["value"])) if known else NOT_APPLICABLE,
        family=family,
        quality=quality(coverage=known, stability=True, precision=known, independence=False),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
        n=int(n) if not is_missing(n) else None,
    )
