"""Use of force per intervention (DOC12) and complaints per contact (DOC13)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, result
from ffsu_eval.indicators.incidents.base import FRAGILE_BELOW, LOCAL_MINIMUM, SUPPRESSED
from ffsu_eval.indicators.intervals import garwood

PER = 10_000
RATE = {
    "dimension": "string",
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
NO_BASE = "dénominateur absent"
PARTIAL = "trimestres manquants au dénominateur"


def force_rate(uses: pd.DataFrame, volumes: pd.DataFrame) -> pd.DataFrame:
    """DOC12, uses of force per 10,000 interventions: by type, by quarter, then « ensemble ».

    Exact Poisson interval: the variability of the process that produces them, all being counted.
    Only quarters whose interventions are known; a count from 1 to 5 is not told, under twenty it is
    fragile. A use of force is not a fault, and a rate says nothing of its lawfulness. ValueError:
    missing column, row given twice. F. Garwood, Biometrika 28, 1936; threshold: house rule.
    """
    need(uses, "uses", ("quarter", "force_type", "count"))
    need_unique(uses, "uses", ("quarter", "force_type"))
    need(volumes, "volumes", ("quarter", "interventions"))
    need_unique(volumes, "volumes", ("quarter",))
    base = volumes.set_index("quarter")["interventions"].astype(float)
    kept = uses[uses["quarter"].isin(base.index)]
    lost = "trimestres sans dénominateur, hors du calcul" if len(kept) < len(uses) else ""
    whole = base[base.index.isin(kept["quarter"])]
    rows = [
        _rate("type", str(name), int(own["count"].sum()), float(whole.sum()), lost)
        for name, own in kept.groupby("force_type", sort=True)
    ]
    rows += [
        _rate("quarter", str(name), int(own["count"].sum()), float(base[name]), "")
        for name, own in kept.groupby("quarter", sort=True)
    ]
    everything = _rate("ensemble", WHOLE, int(kept["count"].sum()), float(whole.sum()), lost)
    return result([*rows, everything], RATE)


def complaint_rate(complaints: pd.DataFrame, volumes: pd.DataFrame) -> pd.DataFrame:
    """DOC13, complaints per 10,000 contacts: by year, by motive over the years told, « ensemble ».

    A year counts when its four quarters of contacts are known; others are left out. Exact Poisson
    interval; counts from 1 to 5 are not told. A complaint is not a proven fault; few complaints may
    also mean that nobody knows where to send them. ValueError: missing column, row given twice.
    F. Garwood, Biometrika 28, 1936; threshold: house rule.
    """
    need(complaints, "complaints", ("year", "motive", "outcome", "count"))
    need_unique(complaints, "complaints", ("year", "motive", "outcome"))
    need(volumes, "volumes", ("quarter", "contacts"))
    need_unique(volumes, "volumes", ("quarter",))
    years = volumes["quarter"].str[:4].astype(int)
    own = {int(year): volumes["contacts"][years == year] for year in years.unique()}
    whole = {year: float(contacts.sum()) for year, contacts in own.items() if len(contacts) == 4}
    told = complaints[complaints["year"].isin(list(whole))]
    lost = PARTIAL if len(told) < len(complaints) else ""
    present = sorted({int(year) for year in told["year"]})
    total = sum(whole[year] for year in present)
    rows = [
        _rate(
            "year", str(year), int(told.loc[told["year"] == year, "count"].sum()), whole[year], ""
        )
        for year in present
    ]
    rows += [
        _rate("motive", str(name), int(own["count"].sum()), total, lost)
        for name, own in told.groupby("motive", sort=True)
    ]
    return result([*rows, _rate("ensemble", WHOLE, int(told["count"].sum()), total, lost)], RATE)


def _rate(dimension: str, item: str, count: int, base: float, lost: str) -> dict[str, object]:
    row: dict[str, object] = {"dimension": dimension, "item": item, "n": int(base)}
    if base <= 0:
        return {**row, "caveat": joined(NO_BASE, lost)}
    if 0 < count < LOCAL_MINIMUM:
        return {**row, "caveat": joined(SUPPRESSED, lost)}
    bounds = garwood(float(count))
    return {
        **row,
        "count": count,
        "value": PER * count / base,
        "ci_low": PER * float(bounds.low) / base,
        "ci_high": PER * float(bounds.high) / base,
        "caveat": joined("fragile" if count < FRAGILE_BELOW else "", lost),
    }
