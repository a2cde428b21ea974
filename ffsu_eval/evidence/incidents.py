"""Evidence from local incidents: change of density (INC01), night (INC03), parts of the week (INC04),
concentration (INC05), quotients (INC06), answers (INC07), duplicates (INC08).

Who keeps these records takes part in the policy: no item is independent of what is judged.
"""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES, part_words
from ffsu_eval.evidence.items import Direction, Evidence, Origin, quality
from ffsu_eval.evidence.recorded import change_statement
from ffsu_eval.french import (
    NOT_APPLICABLE,
    interval,
    is_missing,
    join_fr,
    number,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.bands import established
from ffsu_eval.indicators.incidents.concentration import CONCENTRATED, UNKNOWN
from ffsu_eval.indicators.incidents.quotient import SAME
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW
from ffsu_eval.rows import Row, rows

CHANGES: dict[str, Direction] = {"hausse": "hausse", "baisse": "baisse", "stable": "stable"}


def from_change(
    changes: pd.DataFrame, sources: Mapping[str, str], origins: Mapping[str, Origin]
) -> list[Evidence]:
    """INC01: one item per source, its density between two years; none says more than it may."""
    items = []
    for row in rows(changes[changes["territory_id"] == WHOLE]):
        source = row["source_org_id"]
        known = not is_missing(row["value"])
        headline = signed(100 * (row["value"] - 1), unit="%") if known else NOT_APPLICABLE
        items.append(
            _item(
                f"INC01:{source}",
                f"densité des incidents consignés par « {sources[source]} », "
                f"{row['base_year']}-{row['end_year']}",
                change_statement(row),
                headline,
                origins[source],
                CHANGES.get(row["direction"], "non établi"),
                row,
                precise=known and not row["caveat"],
            )
        )
    return items


def from_nights(nights: pd.DataFrame, places: Mapping[str, str], origin: Origin) -> list[Evidence]:
    """INC03: night share of the territory and of each neighbourhood where it may be shown."""
    return [
        _item(
            f"INC03:{row['territory_id']}",
            f"part nocturne des incidents, {places[row['territory_id']]}",
            f"{percent(row['value'])} {_percents(row)} des {number(row['n'])} incidents dont l'heure est "
            "connue ont lieu de 22 h à 6 h",
            percent(row["value"]),
            origin,
            "descriptif",
            row,
            precise=row["n"] >= FRAGILE_BELOW,
        )
        for row in rows(nights)
        if not is_missing(row["value"])
    ]


def from_parts(parts: pd.DataFrame, places: Mapping[str, str], origin: Origin) -> list[Evidence]:
    """INC04: the parts of the week above the rest, in the territory and in each neighbourhood."""
    items = []
    for place in parts["territory_id"].unique():
        above = rows(established(parts, place))
        named = [part_words(int(row["weekday"]), row["part"]) for row in above]
        top: Row = above[0] if above else {"value": None}
        said = (
            f"incidents plus fréquents {join_fr(named)}, jusqu'à {number(top['value'], 1)} fois le reste de "
            "la semaine"
            if above
            else "aucune partie de la semaine ne se distingue par le haut"
        )
        headline = f"{number(top['value'], 1)} fois" if above else NOT_APPLICABLE
        label = f"rythme de la semaine, {places[place]}"
        items.append(
            _item(
                f"INC04:{place}",
                label,
                said,
                headline,
                origin,
                "descriptif",
                top,
                precise=True,
                computed=bool(parts.loc[parts["territory_id"] == place, "value"].notna().any()),
            )
        )
    return items


def from_concentration(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """INC05: the share of the cells that hold most, against chance."""
    items = []
    for row in rows(frame):
        if is_missing(row["value"]):
            continue
        chance = (
            "attente au hasard inconnue, le nombre de mailles du territoire n'étant pas donné"
            if row["direction"] == UNKNOWN
            else f"{percent(row['expected'])} attendus si le hasard seul les répartissait : "
            f"{row['direction']}"
        )
        said = (
            f"{percent(row['value'])} des incidents situés dans {number(row['top_cells'])} mailles sur "
            f"{number(row['cells'])} ({row['base']}), {chance}"
        )
        items.append(
            _item(
                f"INC05:{row.get('source_org_id', WHOLE)}",
                "concentration des incidents",
                said,
                percent(row["value"]),
                origin,
                "descriptif",
                row,
                precise=row["direction"] == CONCENTRATED,
            )
        )
    return items


def from_quotients(
    quotients: pd.DataFrame, places: Mapping[str, str], origin: Origin
) -> list[Evidence]:
    """INC06: one item per quotient that is established."""
    return [
        _item(
            f"INC06:{row['territory_id']}.{row['category_code']}",
            f"{CATEGORIES[row['category_code']]}, {places[row['territory_id']]} : quotient de localisation",
            f"part de ces incidents {number(row['value'], 2)} fois celle du territoire "
            f"{interval(row['ci_low'], row['ci_high'], 2)}, {row['direction']}",
            number(row["value"], 2),
            origin,
            "descriptif",
            row,
            precise=not row["caveat"],
        )
        for row in rows(quotients)
        if not is_missing(row["value"]) and row["direction"] != SAME
    ]


def from_delays(
    delays: pd.DataFrame, sources: Mapping[str, str], origins: Mapping[str, Origin]
) -> list[Evidence]:
    """INC07: median time to the answer, one item per source that has one."""
    return [
        _item(
            f"INC07:{row['source_org_id']}",
            f"délai de réponse, « {sources[row['source_org_id']]} »",
            f"{number(row['value'])} minutes en médiane, {number(row['p90'])} au plus dans neuf cas sur dix, "
            f"pour {number(row['n'])} réponses datées",
            f"{number(row['value'])} min",
            origins[row["source_org_id"]],
            "descriptif",
            row,
            precise=row["n"] >= FRAGILE_BELOW,
        )
        for row in rows(delays)
        if not is_missing(row["value"])
    ]


def from_duplicates(duplicates: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """INC08: duplicates presumed across sources."""
    row = rows(duplicates[duplicates["source_org_id"] == WHOLE])[0]
    if is_missing(row["value"]):
        return []
    said = (
        f"{number(row['count'])} doublons présumés sur {number(row['n'])} incidents comparables, soit "
        f"{percent(row['value'])} {_percents(row)}"
    )
    label = "doublons entre sources"
    return [
        _item("INC08:ensemble", label, said, percent(row["value"]), origin, "descriptif", row, True)
    ]


def _percents(row: Row) -> str:
    return interval(100 * row["ci_low"], 100 * row["ci_high"])


def _item(
    identifier: str,
    label: str,
    said: str,
    headline: str,
    origin: Origin,
    direction: Direction,
    row: Row,
    precise: bool,
    computed: bool | None = None,
) -> Evidence:
    known = not is_missing(row.get("value"))
    covered = known if computed is None else computed
    bounds = {name: row.get(name) for name in ("ci_low", "ci_high")}
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=said,
        headline_fr=headline,
        family="REC",
        quality=quality(coverage=covered, stability=covered, precision=precise, independence=False),
        direction=direction,
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
        ci_low=_bound(bounds["ci_low"]),
        ci_high=_bound(bounds["ci_high"]),
        n=None if is_missing(row.get("n")) else int(row["n"]),
    )


def _bound(value: object) -> float | None:
    return None if is_missing(value) else float(value)  # type: ignore[arg-type]
