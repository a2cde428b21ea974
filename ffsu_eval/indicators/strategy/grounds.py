"""What the actions of a strategy rest on: findings (STS02), a mechanism and its evidence (STS07)."""

import pandas as pd

from ffsu_eval.french import is_missing
from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, ratio, result
from ffsu_eval.rows import rows

STRONG_ENOUGH = ("forte", "modérée")
ANCHORING = {
    "action_id": "string",
    "title_fr": "string",
    "findings": "string",
    "strongest": "string",
    "anchored": "boolean",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
MECHANISM = {
    "action_id": "string",
    "title_fr": "string",
    "documented": "boolean",
    "known_effect": "string",
    "agrees": "boolean",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
ORDER = ("forte", "modérée", "faible", "contradictoire", "non établi")


def anchoring(actions: pd.DataFrame, strengths: pd.DataFrame) -> pd.DataFrame:
    """STS02, anchoring: actions that rest on a finding of strength « modérée » or more / actions.

    ``actions``: ``rests_on`` names findings of other missions (« dls:C3 evaluation:C7 »);
    ``strengths``: reference, strength, of the findings that those missions have. One row per action
    (``strongest``: the best of its findings), then « ensemble ». ValueError: missing column, action
    or reference given twice, reference to a finding that does not exist. House rule.
    """
    need(actions, "actions", ("action_id", "title_fr", "rests_on"))
    need_unique(actions, "actions", ("action_id",))
    need(strengths, "strengths", ("reference", "strength"))
    need_unique(strengths, "strengths", ("reference",))
    known = dict(zip(strengths["reference"], strengths["strength"], strict=True))
    lines = []
    for row in rows(actions):
        names = "" if is_missing(row["rests_on"]) else str(row["rests_on"])
        unknown = [name for name in names.split() if name not in known]
        if unknown:
            raise ValueError(f"actions: unknown finding {', '.join(unknown)}")
        held = [str(known[name]) for name in names.split()]
        best = min(held, key=ORDER.index) if held else ""
        lines.append(
            {
                "action_id": row["action_id"],
                "title_fr": row["title_fr"],
                "findings": ", ".join(names.split()),
                "strongest": best,
                "anchored": best in STRONG_ENOUGH,
                "caveat": "" if held else "aucun constat cité",
            }
        )
    return _counted(pd.DataFrame(lines, columns=list(ANCHORING)), "anchored", ANCHORING)


def documented_mechanism(actions: pd.DataFrame, evidence_base: pd.DataFrame) -> pd.DataFrame:
    """STS07, evidence on the mechanisms: actions with a mechanism and a direction / actions.

    ``evidence_base``: intervention_type, effect, verified of data/reference. ``known_effect`` is the
    published one, empty when none was read in its source; ``agrees``: the direction that the action
    expects is that one. After the slots Effect and Mechanism of EMMIE (Johnson, Tilley et Bowers,
    2015, Journal of Experimental Criminology 11). ValueError: missing column, action given twice.
    """
    columns = ("action_id", "title_fr", "mechanism_fr", "effect_direction", "intervention_type")
    need(actions, "actions", columns)
    need_unique(actions, "actions", ("action_id",))
    need(evidence_base, "evidence_base", ("intervention_type", "effect", "verified"))
    read = evidence_base[evidence_base["verified"] == "oui"]
    effects = dict(zip(read["intervention_type"], read["effect"], strict=True))
    documented = given(actions["mechanism_fr"]) & given(actions["effect_direction"])
    known = [
        "" if pd.isna(kind) else str(effects.get(kind, "")) for kind in actions["intervention_type"]
    ]
    expected = actions["effect_direction"].astype("string").fillna("")
    effect = pd.Series(known, index=actions.index, dtype="string")
    frame = actions[["action_id", "title_fr"]].assign(
        documented=documented,
        known_effect=known,
        agrees=(effect == expected).astype("boolean").where(effect != ""),
        caveat=["" if done else "mécanisme ou sens attendu non écrit" for done in documented],
    )
    return _counted(frame, "documented", MECHANISM)


def _counted(frame: pd.DataFrame, flag: str, dtypes: dict[str, str]) -> pd.DataFrame:
    """The rows of the actions, then the one that counts them."""
    done = int(frame[flag].astype(bool).sum())
    whole = {
        "action_id": WHOLE,
        "title_fr": "Ensemble",
        "count": done,
        "n": len(frame),
        "value": ratio(done, len(frame)),
        "caveat": "",
    }
    first = result(frame.reindex(columns=list(dtypes)), dtypes)
    last = result(pd.DataFrame([whole]).reindex(columns=list(dtypes)), dtypes)
    return pd.concat([first, last], ignore_index=True)
