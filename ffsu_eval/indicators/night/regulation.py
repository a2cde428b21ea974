"""NUI10, charter; NUI12, sanctions; NUI13, alcohol in what rescue services see; lighting."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result, truths
from ffsu_eval.indicators.intervals import clopper_pearson

CHARTER = {"kind": "string", "count": "Int64", "n": "Int64", "value": "Float64", "caveat": "string"}
COMMITMENTS = {
    "commitment_id": "string",
    "label_fr": "string",
    "party": "string",
    "due_on": "datetime64[s]",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "state": "string",
    "caveat": "string",
}
SANCTIONS = {"year": "string", "type": "string", "count": "Int64"}
RESCUE = {
    "service": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
LIT = {"zone_id": "string", "count": "Int64", "n": "Int64", "value": "Float64"}
KEPT, PARTLY, UNKEPT = "respecté", "respecté en partie", "peu respecté"
UNCHECKED, TO_COME = "non vérifié", "à venir"
HIGH, LOW = 0.9, 0.5
FEW, FEW_CHECKS = 5, "moins de cinq vérifications"


def charter_membership(venues: pd.DataFrame) -> pd.DataFrame:
    """NUI10, membership = venues that signed the charter / eligible venues, by kind then « ensemble ».

    All the venues are known: no interval. ValueError: missing column, a venue twice.
    """
    need(venues, "venues", ("venue_id", "kind", "charter_eligible", "charter_signed"))
    need_unique(venues, "venues", ("venue_id",))
    eligible = venues[truths(venues["charter_eligible"])]
    signed = pd.Series(truths(eligible["charter_signed"]), index=eligible.index)
    lines = []
    for kind in [*dict.fromkeys(eligible["kind"]), WHOLE]:
        own = signed if kind == WHOLE else signed[eligible["kind"] == kind]
        count, n = int(own.sum()), len(own)
        caveat = "" if n else "aucun établissement éligible"
        lines.append(
            {"kind": kind, "count": count, "n": n, "value": ratio(count, n), "caveat": caveat}
        )
    return result(lines, CHARTER)


def commitments(register: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """NUI10, respect = checks that found the commitment kept / checks, by commitment then « ensemble ».

    ``state`` at ``day``: « respecté » from 90 % of the checks, « respecté en partie » from 50 %, « peu
    respecté » under; « à venir » where it is not due and never checked, « non vérifié » where it is due
    and never checked. A caveat under five checks. Who is checked is chosen: no interval. ValueError:
    missing column, a commitment twice. House rule for the thresholds, those of the attainment of
    objectives for the highest.
    """
    need(
        register, "commitments", ("commitment_id", "label_fr", "party", "due_on", "checked", "kept")
    )
    need_unique(register, "commitments", ("commitment_id",))
    lines = [
        {
            "commitment_id": row["commitment_id"],
            "label_fr": row["label_fr"],
            "party": row["party"],
            "due_on": row["due_on"],
            **_kept(int(row["kept"]), int(row["checked"]), bool(row["due_on"] > day)),
        }
        for row in register.to_dict("records")
    ]
    kept, checked = (int(register[name].sum()) for name in ("kept", "checked"))
    whole = {"commitment_id": WHOLE, "label_fr": "", "party": ""}
    return result([*lines, {**whole, **_kept(kept, checked, False)}], COMMITMENTS)


def _kept(kept: int, checked: int, later: bool) -> dict[str, object]:
    value = ratio(kept, checked)
    state = TO_COME if later else UNCHECKED
    if checked:
        state = KEPT if value >= HIGH else PARTLY if value >= LOW else UNKEPT
    caveat = FEW_CHECKS if 0 < checked < FEW else ""
    return {"count": kept, "n": checked, "value": value, "state": state, "caveat": caveat}


def sanctions(register: pd.DataFrame) -> pd.DataFrame:
    """NUI12, administrative sanctions by year and type, counts; no zone and no venue.

    ValueError: missing column, a sanction twice.
    """
    need(register, "sanctions", ("sanction_id", "date", "type"))
    need_unique(register, "sanctions", ("sanction_id",))
    dated = register.assign(year=register["date"].dt.year.astype("string"))
    found = dated.groupby(["year", "type"]).size().rename("count").reset_index()
    return result(found, SANCTIONS)


def alcohol_share(counts: pd.DataFrame) -> pd.DataFrame:
    """NUI13, share of alcohol in the interventions and admissions of the night, by service, 0-1.

    Exact binomial interval. Services are never added: one person may be seen by two of them.
    ValueError: missing column.
    """
    need(counts, "counts", ("service", "motive", "count"))
    lines = []
    for service in dict.fromkeys(counts["service"]):
        own = counts[counts["service"] == service]
        n = int(own["count"].sum())
        count = int(own.loc[own["motive"] == "alcool", "count"].sum())
        low, high = (float(bound) for bound in clopper_pearson(count, n))
        line = {"service": service, "count": count, "n": n, "value": ratio(count, n)}
        lines.append({**line, "ci_low": low, "ci_high": high, "caveat": ""})
    return result(lines, RESCUE)


def lit_share(segments: pd.DataFrame) -> pd.DataFrame:
    """Metres whose lighting works / metres, by zone then « ensemble ». ValueError: missing column."""
    need(segments, "lighting", ("zone_id", "length_m", "status"))
    works = segments["length_m"].where(segments["status"] == "fonctionne", 0)
    lines = []
    for zone in [*sorted(set(segments["zone_id"])), WHOLE]:
        own = segments.index if zone == WHOLE else segments.index[segments["zone_id"] == zone]
        lit, metres = int(works.loc[own].sum()), int(segments.loc[own, "length_m"].sum())
        lines.append({"zone_id": zone, "count": lit, "n": metres, "value": ratio(lit, metres)})
    return result(lines, LIT)
