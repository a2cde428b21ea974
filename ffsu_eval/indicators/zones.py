"""EVA03, zones of an action before and after, beside zones that it does not reach.

Counts of facts in a zone are local incidents: under six, neither shown nor used; under twenty,
fragile. No effect is « absent » here: it is detected, or it is not detectable.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ffsu_eval.indicators.effects import (
    NONE,
    Change,
    detectable_irr,
    did_irr,
    displacement_quotient,
    wdd,
)
from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, result, truths
from ffsu_eval.indicators.incidents.base import FRAGILE, SUPPRESSED
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW, LOCAL_MINIMUM, NO_DIRECTION
from ffsu_eval.indicators.signals import UNCONFIRMED, with_signals
from ffsu_eval.rows import rows

TREATED, CONTROL, BUFFER, BUFFER_CONTROL = ROLES = ("action", "temoin", "tampon", "temoin_tampon")
FALL, RISE, UNDETECTED = "baisse relative", "hausse relative", "non détectable"
MOVED, SPREAD, NOT_SEEN = "déplacement suspecté", "bénéfice diffusé", "déplacement non détectable"
GAIN, LOSS, NO_NET = "moins de faits au total", "plus de faits au total", "bilan non détectable"
WIDE = 1.5  # dispersion that an effect must withstand: incidents come in clusters
NO_CONTROL, NO_BUFFER = "aucune zone témoin", "aucune zone tampon"
NO_BUFFER_CONTROL = "aucun témoin de la zone tampon"
LENGTHS, OTHER_SIZE = "durées différentes entre zones", "témoin d'une autre taille"

CELLS = {
    "zone_id": "string",
    "category": "string",
    "period": "string",
    "months": "Int64",
    "count": "Int64",
    "hidden": "boolean",
}
EFFECTS = {
    "comparison_id": "string",
    "action_id": "string",
    "category": "string",
    "t_before": "Int64",
    "t_after": "Int64",
    "c_before": "Int64",
    "c_after": "Int64",
    "months_before": "Int64",
    "months_after": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "detectable": "Float64",
    "robust": "boolean",
    "direction": "string",
    "caveat": "string",
}
DISPLACEMENT = {
    "comparison_id": "string",
    "action_id": "string",
    "category": "string",
    "measure": "string",
    "value": "Float64",
    "standard_error": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "quotient": "Float64",
    "direction": "string",
    "caveat": "string",
}
HERE, AROUND, NET = MEASURES = ("action", "deplacement", "net")
WORDS = {
    HERE: (RISE, FALL, UNDETECTED),
    AROUND: (MOVED, SPREAD, NOT_SEEN),
    NET: (LOSS, GAIN, NO_NET),
}


class Comparison(NamedTuple):
    """Zones that are compared: of an action (or one zone without action), by role."""

    identifier: str
    action_id: str | None
    zones: dict[str, list[str]]


class Side(NamedTuple):
    """Counts of the zones of one role before and after, and the months of each period."""

    facts: Change
    months: Change


def zone_cells(counts: pd.DataFrame, minimum: int = LOCAL_MINIMUM) -> pd.DataFrame:
    """Counts by zone, category and period, then all categories of a zone; ``hidden`` under ``minimum``.

    Where a zone has several categories, « ensemble » adds them. ValueError: missing column, a cell
    given twice.
    """
    key = ["zone_id", "category", "period"]
    need(counts, "counts", (*key, "months", "count"))
    need_unique(counts, "counts", key)
    several = counts.groupby("zone_id")["category"].transform("nunique") > 1
    whole = (
        counts[several]
        .groupby(["zone_id", "period"], as_index=False)
        .agg(months=("months", "first"), count=("count", "sum"))
    )
    frame = pd.concat([counts, whole.assign(category=WHOLE)], ignore_index=True)
    return result(frame.assign(hidden=frame["count"] < minimum), CELLS)


def comparisons(zones: pd.DataFrame) -> list[Comparison]:
    """What is compared: one comparison per action, one per zone of action that names none.

    Its controls and surroundings are those of the same action; where it has none, those that name no
    action serve. ValueError: missing column, a zone given twice.
    """
    need(zones, "zones", ("zone_id", "role", "action_id"))
    need_unique(zones, "zones", ("zone_id",))
    listed = [(str(row["zone_id"]), str(row["role"]), row["action_id"]) for row in rows(zones)]
    keys: dict[tuple[str, str | None], None] = {}
    for zone, role, action in listed:
        if role == TREATED:
            keys[(zone, None) if pd.isna(action) else (str(action), str(action))] = None
    found = []
    for identifier, action in keys:
        sides = {}
        for role in ROLES:
            own = [z for z, r, a in listed if r == role and pd.notna(a) and a == action]
            free = [z for z, r, a in listed if r == role and pd.isna(a)]
            sides[role] = own or free
        if action is None:
            sides[TREATED] = [identifier]
        found.append(Comparison(identifier, action, sides))
    return found


def zone_effects(zones: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """EVA03, relative effect in the zones of each action: IRR = (t1/t0)/(c1/c0), by category.

    ``cells``: see ``zone_cells``. Zones of one role are added; counts are related to the months of their
    period. ``direction``: "baisse relative" or "hausse relative" when the 95 % interval excludes 1 and
    the correction over the categories of the comparison retains it (``signal``), else "non détectable":
    ``detectable`` is the smallest reduction that these counts would show four times in five.
    ``robust``: the interval excludes 1 with a dispersion of 1.5 too. No value, and the reason in
    ``caveat``, without control, with a count under six (« secret statistique ») or over unequal
    periods; "fragile" under 20; a control less than half or more than twice as large is told.
    Before and after with a control: it rests on the two having otherwise changed alike, which two
    periods cannot show. ValueError: as ``comparisons``, missing column.
    Sources: as ``effects.did_irr``, ``effects.detectable_irr`` and ``signals.adjusted``.
    """
    need(cells, "cells", CELLS)
    lines = []
    for compared, category in _pairs(zones, cells):
        line: dict[str, object] = {
            "comparison_id": compared.identifier,
            "action_id": compared.action_id,
            "category": category,
            "direction": NO_DIRECTION,
        }
        treated, control = (_side(cells, compared, role, category) for role in (TREATED, CONTROL))
        if isinstance(treated, str) or isinstance(control, str):
            reason = treated if isinstance(treated, str) else str(control)
            lines.append(line | {"caveat": reason})
            continue
        lines.append(line | _effect(treated, control))
    frame = pd.DataFrame(lines, columns=[n for n in EFFECTS if n not in ("q_value", "signal")])
    if frame.empty:
        return result([], EFFECTS)
    judged = with_signals(frame.assign(territory_id=frame["comparison_id"]))
    alone = judged["caveat"].str.contains(UNCONFIRMED, regex=False).fillna(False)
    return result(judged.assign(direction=judged["direction"].mask(alone, UNDETECTED)), EFFECTS)


def _pairs(zones: pd.DataFrame, cells: pd.DataFrame) -> Iterator[tuple[Comparison, str]]:
    """Comparisons and the categories counted in their zones of action, all of them last."""
    for compared in comparisons(zones):
        own = cells[cells["zone_id"].isin(compared.zones[TREATED])]
        named = sorted(set(own["category"]) - {WHOLE})
        yield from ((compared, name) for name in [*named, *([WHOLE] if len(named) > 1 else [])])


def _side(cells: pd.DataFrame, compared: Comparison, role: str, category: str) -> Side | str:
    """Counts of the zones of one role, or why they cannot be used."""
    members = compared.zones[role]
    if not members:
        return {CONTROL: NO_CONTROL, BUFFER: NO_BUFFER}.get(role, NO_BUFFER_CONTROL)
    own = cells[cells["zone_id"].isin(members) & (cells["category"] == category)]
    counts, months = [], []
    for period in ("avant", "apres"):
        part = own[own["period"] == period]
        if part["zone_id"].nunique() < len(members):
            return "catégorie non comptée dans toutes les zones"
        if truths(part["hidden"]).any():
            return SUPPRESSED
        if part["months"].nunique() > 1:
            return LENGTHS
        counts.append(float(part["count"].sum()))
        months.append(float(part["months"].iloc[0]))
    return Side(Change(*counts), Change(*months))


def _effect(treated: Side, control: Side) -> dict[str, object]:
    counts = (*treated.facts, *control.facts)
    # the periods of the zones must be the same: only their lengths before and after may differ
    if treated.months != control.months:
        return {"caveat": LENGTHS}
    plain, wide = (
        did_irr(treated.facts, control.facts, dispersion, treated.months, control.months)
        for dispersion in (1.0, WIDE)
    )
    size = control.facts.before / treated.facts.before
    word = FALL if plain.high < 1 else RISE if plain.low > 1 else UNDETECTED
    return {
        "t_before": treated.facts.before,
        "t_after": treated.facts.after,
        "c_before": control.facts.before,
        "c_after": control.facts.after,
        "months_before": treated.months.before,
        "months_after": treated.months.after,
        "value": plain.irr,
        "ci_low": plain.low,
        "ci_high": plain.high,
        "p_value": plain.p_value,
        "detectable": detectable_irr(counts),
        "robust": bool(wide.high < 1 or wide.low > 1),
        "direction": word,
        "caveat": joined(
            FRAGILE if min(counts) < FRAGILE_BELOW else "",
            OTHER_SIZE if not 0.5 <= size <= 2 else "",
        ),
    }


def displacement(zones: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """EVA03 in numbers of facts: weighted displacement difference in the zone, around it, and net.

    Three rows for each comparison and category. ``measure`` "action": (t1−t0) − (c1−c0); "deplacement":
    the same of the buffer and its control, > 0 when facts may have moved there; "net": their sum, < 0
    when there are fewer facts in all. Counts are brought to the length of the period after. ``direction``
    says so only when the 95 % interval excludes 0. ``quotient`` (row "deplacement"): what was gained
    around for what was avoided (``effects.displacement_quotient``), without interval. A buffer without
    control, or with a count under six, has no value, and the net neither. ValueError: as
    ``zone_effects``.
    Sources: as ``effects.wdd`` and ``effects.displacement_quotient``.
    """
    need(cells, "cells", CELLS)
    lines = []
    for compared, category in _pairs(zones, cells):
        sides = {role: _side(cells, compared, role, category) for role in ROLES}
        here = _first(sides, (TREATED, CONTROL))
        around = _first(sides, (BUFFER, BUFFER_CONTROL))
        for measure, reason in ((HERE, here), (AROUND, around), (NET, here or around)):
            line: dict[str, object] = {
                "comparison_id": compared.identifier,
                "action_id": compared.action_id,
                "category": category,
                "measure": measure,
                "direction": NO_DIRECTION,
                "caveat": reason,
            }
            if not reason:
                line |= _difference(measure, sides, bool(here))
            lines.append(line)
    return result(lines, DISPLACEMENT)


def _first(sides: dict[str, Side | str], roles: Sequence[str]) -> str:
    """Why the zones of these roles cannot be used, or ""."""
    reasons = [str(sides[role]) for role in roles if isinstance(sides[role], str)]
    if reasons:
        return reasons[0]
    months = {side.months for role in roles if isinstance(side := sides[role], Side)}
    return LENGTHS if len(months) > 1 else ""


def _difference(measure: str, sides: dict[str, Side | str], unknown: bool) -> dict[str, object]:
    known = {role: side for role, side in sides.items() if isinstance(side, Side)}
    roles = {HERE: (TREATED, CONTROL), AROUND: (BUFFER, BUFFER_CONTROL), NET: ROLES}[measure]
    counts = [known[role].facts for role in roles]
    months = known[roles[0]].months
    scale = Change(months.before / months.after, 1.0)
    first, second, third, fourth = [*counts, NONE, NONE][:4]
    found = wdd(first, second, third, fourth, (scale, scale, scale, scale))
    above, below, between = WORDS[measure]
    word = above if found.low > 0 else below if found.high < 0 else between
    quotient = np.nan
    if measure == AROUND and not unknown and min(known[CONTROL].facts) > 0:
        quotient = displacement_quotient(
            known[TREATED].facts, known[BUFFER].facts, known[CONTROL].facts
        )
    least = min(value for count in counts for value in count)
    return {
        "value": found.difference,
        "standard_error": found.standard_error,
        "ci_low": found.low,
        "ci_high": found.high,
        "quotient": quotient,
        "direction": word,
        "caveat": FRAGILE if least < FRAGILE_BELOW else "",
    }
