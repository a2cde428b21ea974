"""Evidence from the register of the policy: governance (GOV), actions (ACT), objectives (EVA).

These data are kept by those who run the policy: they are not independent of what is judged.
"""

import pandas as pd

from ffsu_eval.evidence.items import Direction, Evidence, Origin, quality
from ffsu_eval.french import number, of_total, percent

ENTIRE = "ensemble"
ATTAINED: dict[str, Direction] = {"non mesurable": "non établi"}


def _item(identifier: str, label: str, statement: str, origin: Origin, value: object,
          n: object = None, complete: bool = True) -> Evidence:
    known = not pd.isna(value)
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=statement if known else "une valeur non calculable",
        family="REC",
        quality=quality(coverage=known and complete, stability=True, precision=known,
                        independence=False),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(value) if known else None,  # type: ignore[arg-type]
        n=int(n) if n is not None and not pd.isna(n) else None,  # type: ignore[call-overload]
    )


def from_meetings(frame: pd.DataFrame, labels: dict[str, str], origin: Origin) -> list[Evidence]:
    """Meetings held out of those planned, by instance over the whole period (GOV01)."""
    totals = frame.groupby("instance_type", sort=False)[["planned", "held"]].sum()
    return [
        _item(
            f"GOV01:{instance}",
            f"réunions tenues : {labels[str(instance)]}",
            f"{of_total(row['held'], row['planned'])} réunions prévues",
            origin,
            row["held"] / row["planned"],
            row["planned"],
        )
        for instance, row in totals.iterrows()
    ]


def from_attendance(frame: pd.DataFrame, labels: dict[str, str], origin: Origin) -> list[Evidence]:
    """Attendance (GOV02) of each college and of all."""
    return [
        _item(
            f"GOV02:{row['college']}",
            f"assiduité : {labels.get(row['college'], row['college'])}",
            f"{percent(row['value'])} ({of_total(row['present'], row['convened'])} convocations)",
            origin,
            row["value"],
            row["convened"],
        )
        for _, row in frame.iterrows()
    ]


def single(identifier: str, label: str, statement: str, origin: Origin, value: object,
           n: object = None, complete: bool = True) -> list[Evidence]:
    """One item whose statement the caller has written."""
    return [_item(identifier, label, statement, origin, value, n, complete)]


def from_rates(frame: pd.DataFrame, indicator: str, label: str, words: str, origin: Origin,
               numerator: str, denominator: str) -> list[Evidence]:
    """Shares overall and by axis; ``words`` completes « 16 sur 18 … (89 %) »."""
    return [
        _item(
            f"{indicator}:{row['axis_code']}",
            label if row["axis_code"] == ENTIRE else f"{label}, axe {row['axis_code']}",
            f"{of_total(row[numerator], row[denominator])} {words} ({percent(row['value'])})",
            origin,
            row["value"],
            row[denominator],
        )
        for _, row in frame.iterrows()
    ]


def from_attainment(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Attainment of each objective (EVA01): the way made from the baseline to the target."""
    items = []
    for _, row in frame.iterrows():
        measured = pd.notna(row["value"])
        way = f" ({percent(row['value'])} du chemin parcouru)" if measured else ""
        items.append(
            Evidence(
                evidence_id=f"EVA01:{row['objective_id']}",
                label_fr=f"objectif : {row['label_fr']}",
                statement_fr=f"objectif {row['verdict']}{way}",
                family="REC",
                quality=quality(coverage=measured, stability=True, precision=measured,
                                independence=False),
                direction="descriptif" if measured else "non établi",
                producer=origin.producer,
                status=origin.status,
                shown_in=origin.shown_in,
                value=float(row["value"]) if measured else None,
            )
        )
    return items


def from_targets(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Attainment of each action's target, and the median (ACT04)."""
    items = [
        _item(
            f"ACT04:{row['action_id']}",
            f"cible de l'action : {row['title_fr']}",
            f"une cible atteinte à {percent(row['value'])}",
            origin,
            row["value"],
        )
        for _, row in frame.iterrows()
    ]
    known = frame["value"].dropna()
    median = float(known.median()) if len(known) else float("nan")
    words = f"une cible atteinte à {number(100 * median)} % en médiane ({len(known)} actions)"
    return items + [_item("ACT04:mediane", "cibles des actions", words, origin, median, len(known))]
