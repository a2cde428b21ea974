"""Evidence from the register of the policy: governance (GOV), actions (ACT), objectives (EVA).

These data are kept by those who run the policy: they are not independent of what is judged.
"""

from typing import Any

import pandas as pd

from ffsu_eval.evidence.items import Evidence, Origin, quality
from ffsu_eval.french import NOT_APPLICABLE, count_words, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.rows import rows


def _item(
    identifier: str,
    label: str,
    statement: str,
    headline: str,
    origin: Origin,
    value: Any,
    n: Any = None,
    complete: bool = True,
) -> Evidence:
    known = not is_missing(value)
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=statement if known else "une valeur non calculable",
        headline_fr=headline if known else NOT_APPLICABLE,
        family="REC",
        quality=quality(
            coverage=known and complete, stability=True, precision=known, independence=False
        ),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(value) if known else None,
        n=int(n) if not is_missing(n) else None,
    )


def from_meetings(frame: pd.DataFrame, labels: dict[str, str], origin: Origin) -> list[Evidence]:
    """Meetings held out of those planned, by instance over the whole period (GOV01)."""
    totals = frame.groupby("instance_type", sort=False)[["planned", "held"]].sum()
    return [
        _item(
            f"GOV01:{instance}",
            f"réunions tenues : {labels[str(instance)]}",
            f"{number(row['held'])} réunions tenues sur {number(row['planned'])} prévues",
            of_total(row["held"], row["planned"]),
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
            f"{percent(row['value'])} d'assiduité "
            f"({of_total(row['present'], row['convened'])} convocations)",
            percent(row["value"]),
            origin,
            row["value"],
            row["convened"],
        )
        for row in rows(frame)
    ]


def from_rates(
    frame: pd.DataFrame, indicator: str, label: str, words: str, origin: Origin
) -> list[Evidence]:
    """Shares overall and by axis (ACT01, ACT02): « 16 actions sur 18 engagées (89 %) »."""
    return [
        _item(
            f"{indicator}:{row['axis_code']}",
            label if row["axis_code"] == WHOLE else f"{label}, axe {row['axis_code']}",
            f"{number(row['count'])} actions {words} sur {number(row['n'])} "
            f"({percent(row['value'])})",
            of_total(row["count"], row["n"]),
            origin,
            row["value"],
            row["n"],
        )
        for row in rows(frame)
    ]


def from_budget(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Budget execution overall and by axis (ACT03)."""
    return [
        _item(
            f"ACT03:{row['axis_code']}",
            "exécution budgétaire"
            if row["axis_code"] == WHOLE
            else f"exécution budgétaire, axe {row['axis_code']}",
            f"{percent(row['value'])} des crédits prévus ({number(row['spent'])} € sur "
            f"{number(row['planned'])} €{_and_missing(row['n_missing'])})",
            percent(row["value"]),
            origin,
            row["value"],
            row["n"],
            complete=row["n_missing"] == 0,
        )
        for row in rows(frame)
    ]


def from_costs(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Cost per beneficiary of all the actions where both are known (ACT05)."""
    row = frame[frame["action_id"] == WHOLE].iloc[0]
    words = (
        f"{number(row['value'])} € par bénéficiaire en moyenne, connus pour "
        f"{number(row['n'])} actions "
        f"(inconnus pour {percent(row['missing_share'])} d'entre elles)"
    )
    return [
        _item(
            "ACT05:ensemble",
            "coût par bénéficiaire",
            words,
            f"{number(row['value'])} €",
            origin,
            row["value"],
            row["n"],
            complete=row["missing_share"] == 0,
        )
    ]


def from_evaluability(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Mean evaluability of the actions (ACT06)."""
    mean = float(frame["value"].mean())
    full = int((frame["value"] == 5).sum())
    words = (
        f"{number(mean, 1)} critères remplis sur 5 en moyenne, les cinq pour "
        f"{number(full)} actions "
        f"sur {number(len(frame))}"
    )
    headline = f"{number(mean, 1)} sur 5"
    label = "évaluabilité des actions"
    return [_item("ACT06:ensemble", label, words, headline, origin, mean, len(frame))]


def from_governance(
    ranks: pd.DataFrame, decisions: pd.DataFrame, minutes: pd.DataFrame, origin: Origin
) -> list[Evidence]:
    """Deciders among those present (GOV03), decisions on time (GOV04), delay of minutes (GOV05)."""
    rank = ranks[ranks["college"] == WHOLE].iloc[0]
    decision, delay = decisions.iloc[0], minutes.iloc[0]
    return [
        _item(
            "GOV03:ensemble",
            "décideurs parmi les présents",
            f"{percent(rank['value'])} de décideurs parmi les présents "
            f"({of_total(rank['deciders'], rank['present'])})",
            percent(rank["value"]),
            origin,
            rank["value"],
            rank["present"],
        ),
        _item(
            "GOV04:ensemble",
            "décisions exécutées à l'échéance",
            f"{number(decision['executed_on_time'])} décisions exécutées à l'échéance sur "
            f"{number(decision['n'])} échues ({percent(decision['value'])})",
            of_total(decision["executed_on_time"], decision["n"]),
            origin,
            decision["value"],
            decision["n"],
        ),
        _item(
            "GOV05:ensemble",
            "délai des comptes rendus",
            f"un délai médian de {number(delay['value'])} jours "
            f"({number(delay['n'])} comptes rendus{_and_missing(delay['n_missing'])})",
            f"{number(delay['value'])} jours",
            origin,
            delay["value"],
            delay["n"],
            complete=delay["n_missing"] == 0,
        ),
    ]


def _and_missing(missing: int) -> str:
    return f", {number(missing)} sans cette information" if missing else ""


def from_attainment(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Attainment of each objective (EVA01): the way made from the baseline to the target."""
    items = []
    for row in rows(frame):
        measured = not is_missing(row["value"])
        way = f" ({percent(row['value'])} du chemin parcouru)" if measured else ""
        items.append(
            Evidence(
                evidence_id=f"EVA01:{row['objective_id']}",
                label_fr=f"objectif : {row['label_fr']}",
                statement_fr=f"objectif {row['verdict']}{way}",
                headline_fr=percent(row["value"]) if measured else NOT_APPLICABLE,
                family="REC",
                quality=quality(
                    coverage=measured, stability=True, precision=measured, independence=False
                ),
                direction="descriptif" if measured else "non établi",
                producer=origin.producer,
                status=origin.status,
                shown_in=origin.shown_in,
                value=float(row["value"]) if measured else None,
            )
        )
    return items


def from_targets(frame: pd.DataFrame, median: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Attainment of each action's target, and the median (ACT04)."""
    items = [
        _item(
            f"ACT04:{row['action_id']}",
            f"cible de l'action : {row['title_fr']}",
            f"une cible atteinte à {percent(row['value'])}",
            percent(row["value"]),
            origin,
            row["value"],
        )
        for row in rows(frame)
    ]
    row = median.iloc[0]
    words = (
        f"une cible atteinte à {percent(row['value'])} en médiane "
        f"({number(row['n'])} actions{_and_missing(row['n_missing'])})"
    )
    whole = _item(
        "ACT04:mediane",
        "cibles des actions",
        words,
        percent(row["value"]),
        origin,
        row["value"],
        row["n"],
        complete=row["n_missing"] == 0,
    )
    return [*items, whole]


def from_unmeasurable(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """Share of objectives that cannot be measured (EVA02)."""
    row = frame.iloc[0]
    words = (
        f"{count_words(row['count'], 'objectif non mesurable', 'objectifs non mesurables')} sur "
        f"{number(row['n'])} "
        f"({percent(row['value'])})"
    )
    headline = of_total(row["count"], row["n"])
    label = "objectifs non mesurables"
    return [_item("EVA02:ensemble", label, words, headline, origin, row["value"], row["n"])]
