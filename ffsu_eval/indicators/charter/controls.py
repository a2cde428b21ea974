"""What each exchange must satisfy: CHA03 compliance, CHA04 critical controls that are not satisfied.

Some controls follow from the register and are computed, whatever was ticked; the others are what a
person found (data/reference/charter_controls.csv: ``established``). A control that nobody looked at
is « non renseigné »: in no denominator, and counted apart.
"""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.indicators.charter.exchanges import (
    EXHAUSTIVE,
    INFORMED,
    PLENARY,
    SECRET_CLASS,
    is_sensitive,
    is_shared,
)
from ffsu_eval.indicators.charter.signing import in_force
from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, ratio, result, truths

MET, FAILED, NO_OBJECT, UNKNOWN = "conforme", "non", "so", "non renseigné"
CRITICAL, FORBID, MEND = "critique", "proscrire", "regulariser"
FLOW, INSTANCE, COMPUTED = "flux", "instance", "calcule"
CONTROL = ("control_id", "level", "established", "severity", "remedy", "legal_ref")

STATUSES = {"item": "string", "control_id": "string", "level": "string", "status": "string"}
COMPLIANCE = {
    "scope": "string",
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "unknown": "Int64",
    "caveat": "string",
}
CRITICALS = {
    "item": "string",
    "level": "string",
    "control_id": "string",
    "remedy": "string",
    "legal_ref": "string",
}
Truth = pd.Series


def flow_statuses(
    flows: pd.DataFrame, instances: pd.DataFrame, found: pd.DataFrame, controls: pd.DataFrame
) -> pd.DataFrame:
    """Status of each control on each flow: conforme, non, so (no object), non renseigné.

    ``found``: what a person judged (flow_id, control_id, status). A judged control that nobody
    looked at has no object on a flow that it is not about: secret information, data on offences, or
    whatever is sensitive. ValueError: missing column, flow given twice, control judged that is computed.
    """
    need(flows, "flows", ("flow_id", "instance_id", "purpose_fr", "legal_basis", "retention_days",
                          "person_informed", "logged"))  # fmt: skip
    need_unique(flows, "flows", ("flow_id",))
    need(found, "found", ("flow_id", "control_id", "status"))
    need_unique(found, "found", ("flow_id", "control_id"))
    own = _of_level(controls, FLOW)
    computed = list(own.loc[own["established"] == COMPUTED, "control_id"])
    if set(found["control_id"]) & set(computed):
        raise ValueError("found: a computed control was judged")
    rules = _flow_rules(flows, instances)
    said = found.set_index(["flow_id", "control_id"])["status"].to_dict()
    rows = []
    for control in own["control_id"]:
        if control in rules:
            concerned, met = rules[control]
            told = [_status(bool(c), bool(m)) for c, m in zip(concerned, met, strict=True)]
        else:
            silent = [UNKNOWN if held else NO_OBJECT for held in _object(flows, control)]
            told = [
                said.get((name, control), status)
                for name, status in zip(flows["flow_id"], silent, strict=True)
            ]
        rows += [
            (name, control, FLOW, status)
            for name, status in zip(flows["flow_id"], told, strict=True)
        ]
    return result(rows, STATUSES)


def _object(flows: pd.DataFrame, control: str) -> Truth:
    """The flows that a judged control is about."""
    if control == "SECRET":
        return _truth(flows, (flows["info_class"] == SECRET_CLASS).to_numpy(dtype=bool))
    if control == "INFRACTION":
        need(flows, "flows", ("offence_data",))
        return _truth(flows, truths(flows["offence_data"]))
    return is_sensitive(flows)


def _status(concerned: bool, met: bool) -> str:
    return (MET if met else FAILED) if concerned else NO_OBJECT


def _flow_rules(flows: pd.DataFrame, instances: pd.DataFrame) -> dict[str, tuple[Truth, Truth]]:
    """By computed control: the flows that it is about, those that satisfy it."""
    need(instances, "instances", ("instance_id", "kind", "rules_adopted_on"))
    need_unique(instances, "instances", ("instance_id",))
    known = instances.set_index("instance_id")
    kind = flows["instance_id"].map(known["kind"].astype("object"))
    personal = _truth(flows, truths(flows["personal_data"]))
    sensitive = is_sensitive(flows).astype(bool)
    plenary = _truth(flows, truths(kind == PLENARY))
    group = _truth(flows, kind.isin(("groupe_thematique", "groupe_territorial")).to_numpy())
    shared = is_shared(flows).astype(bool)
    every = _truth(flows, True)
    return {
        "HORS-PLENIERE": (sensitive, ~plenary),
        "GROUPE": (shared & ~plenary, group),
        "CONSERVATION": (personal, _truth(flows, flows["retention_days"].notna().to_numpy())),
        "PERSONNE": (personal, _truth(flows, flows["person_informed"].isin(INFORMED).to_numpy())),
        "BASE": (personal, _truth(flows, given(flows["legal_basis"]))),
        "FINALITE": (every, _truth(flows, given(flows["purpose_fr"]))),
        "TRACE": (sensitive, _truth(flows, truths(flows["logged"]))),
    }


def _truth(flows: pd.DataFrame, values: object) -> Truth:
    return pd.Series(values, index=flows.index, dtype=bool)


def instance_statuses(
    flows: pd.DataFrame,
    instances: pd.DataFrame,
    signatories: pd.DataFrame,
    reviews: pd.DataFrame,
    controls: pd.DataFrame,
) -> pd.DataFrame:
    """Status of each control on each instance that needs a charter (see ``coverage``).

    An instance without any signatory required has no signed charter. The review is that of the last
    year that the register has, the same for all. ValueError: missing column, row given twice.
    """
    need(instances, "instances", ("instance_id", "kind", "rules_adopted_on", "charter_version",
                                  "register_exists", "breach_procedure", "dpo_opinion_on"))  # fmt: skip
    need(reviews, "reviews", ("year", "held"))
    need_unique(reviews, "reviews", ("year",))
    passing = set(flows.loc[is_shared(flows), "instance_id"].dropna())
    concerned = instances[
        instances["instance_id"].isin(passing) & (instances["kind"] != PLENARY)
    ].set_index("instance_id", drop=False)
    whole = in_force(signatories, instances).groupby(signatories["instance_id"]).all()
    last = reviews.sort_values("year")["held"].tail(1)
    held = bool(truths(last).any())
    tests: dict[str, Callable[[pd.DataFrame], object]] = {
        "REGLEMENT": lambda own: given(own["rules_adopted_on"]),
        "SIGNATURE": lambda own: [bool(whole.get(name, False)) for name in own.index],
        "MANQUEMENT": lambda own: truths(own["breach_procedure"]),
        "BILAN": lambda own: held,
        "REGISTRE": lambda own: truths(own["register_exists"]),
        "AVIS-DPD": lambda own: given(own["dpo_opinion_on"]),
    }
    rows = []
    for control in _of_level(controls, INSTANCE)["control_id"]:
        met = pd.Series(tests[control](concerned), index=concerned.index, dtype=bool)
        rows += [(name, control, INSTANCE, _status(True, bool(met[name]))) for name in met.index]
    return result(rows, STATUSES)


def compliance(statuses: pd.DataFrame, controls: pd.DataFrame) -> pd.DataFrame:
    """CHA03, controls satisfied / applicable and known, with those that nobody looked at apart.

    Rows by ``scope``: « controle », « texte » (legal reference), « niveau » (flow, instance),
    « lus » (controls whose text was read), « ensemble ». ValueError: missing column, unknown control.
    House rule: each control counts the same, whatever its severity.
    """
    known = _checked(controls).set_index("control_id")
    need(statuses, "statuses", tuple(STATUSES))
    if set(statuses["control_id"]) - set(known.index):
        raise ValueError("statuses: unknown control")
    told = statuses.assign(
        text=statuses["control_id"].map(known["legal_ref"]),
        read=statuses["control_id"].map(known["verified"]) == "oui",
    )
    rows = [_complied("controle", name, told[told["control_id"] == name]) for name in known.index
            if (told["control_id"] == name).any()]  # fmt: skip
    for text in dict.fromkeys(known["legal_ref"]):
        if (told["text"] == text).any():
            rows.append(_complied("texte", text, told[told["text"] == text]))
    for level in (FLOW, INSTANCE):
        rows.append(_complied("niveau", level, told[told["level"] == level]))
    rows.append(_complied("lus", WHOLE, told[told["read"].to_numpy(dtype=bool)]))
    rows.append(_complied(WHOLE, WHOLE, told))
    return result(rows, COMPLIANCE)


def _complied(scope: str, item: str, own: pd.DataFrame) -> dict[str, object]:
    met, failed = (int((own["status"] == status).sum()) for status in (MET, FAILED))
    return {
        "scope": scope,
        "item": item,
        "count": met,
        "n": met + failed,
        "value": ratio(met, met + failed),
        "unknown": int((own["status"] == UNKNOWN).sum()),
        "caveat": EXHAUSTIVE if met + failed else "sans objet",
    }


def critical(statuses: pd.DataFrame, controls: pd.DataFrame) -> pd.DataFrame:
    """CHA04, critical controls that are not satisfied: one row each, those to be forbidden first.

    ``remedy``: « proscrire » (the exchange must stop) or « regulariser » (it may go on once mended).
    ValueError: missing column. House rule; severities in data/reference/charter_controls.csv.
    """
    known = _checked(controls).set_index("control_id")
    need(statuses, "statuses", tuple(STATUSES))
    grave = known.index[known["severity"] == CRITICAL]
    failed = statuses[(statuses["status"] == FAILED) & statuses["control_id"].isin(grave)]
    rows = [
        {
            **{name: row[name] for name in ("item", "level", "control_id")},
            "remedy": known["remedy"][str(row["control_id"])],
            "legal_ref": known["legal_ref"][str(row["control_id"])],
        }
        for row in failed.to_dict("records")
    ]
    rows.sort(key=lambda row: (row["remedy"] != FORBID, row["level"], str(row["item"])))
    return result(rows, CRITICALS)


def _of_level(controls: pd.DataFrame, level: str) -> pd.DataFrame:
    known = _checked(controls)
    return known[known["level"] == level]


def _checked(controls: pd.DataFrame) -> pd.DataFrame:
    need(controls, "controls", (*CONTROL, "verified"))
    need_unique(controls, "controls", ("control_id",))
    return controls
