"""Who exchanges what, and where: CHA02 coverage, CHA05 reciprocity, CHA06 information of persons."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, ratio, result, truths

EXHAUSTIVE = "registre complet : pas d'intervalle"
PLENARY = "pleniere"
OUTSIDE = "hors instance"
CONFIDENTIAL, SECRET_CLASS = "confidentielle", "secrete"
INFORMED = ("oui", "motif")

SHARE = {
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
COVERAGE = SHARE | {"label_fr": "string", "kind": "string", "shared": "Int64"}
BY_INSTANCE = {
    "item": "string",
    "label_fr": "string",
    "kind": "string",
    "flows": "Int64",
    "sensitive": "Int64",
    "personal": "Int64",
    "informed": "Int64",
    "returned": "Int64",
}


def is_sensitive(flows: pd.DataFrame) -> pd.Series:
    """True for a flow of confidential or secret information, or of personal data."""
    need(flows, "flows", ("info_class", "personal_data"))
    return flows["info_class"].isin((CONFIDENTIAL, SECRET_CLASS)) | truths(flows["personal_data"])


def is_shared(flows: pd.DataFrame) -> pd.Series:
    """True for what a charter is about: sensitive, but for what is secret.

    What is secret goes by an exception of the law, not through the groups of the council.
    """
    return is_sensitive(flows) & (flows["info_class"] != SECRET_CLASS).to_numpy(dtype=bool)


def share_row(item: str, count: int, n: int, caveat: str = "") -> dict[str, object]:
    """A count of a complete register out of its total; no value without any."""
    said = caveat or (EXHAUSTIVE if n else "sans objet")
    return {"item": item, "count": count, "n": n, "value": ratio(count, n), "caveat": said}


def coverage(flows: pd.DataFrame, instances: pd.DataFrame) -> pd.DataFrame:
    """CHA02, instances under a charter / instances that need one.

    An instance needs one when a flow that is confidential or of personal data passes there; what is
    secret goes by its own exception. A plenary session never does: such a flow is to be forbidden
    there, not chartered. One row per instance that needs one (``value`` 1 or 0, ``shared`` flows),
    then « ensemble ». ValueError: missing column, instance given twice. House rule, after CSI, art.
    L132-5.
    """
    need(flows, "flows", ("instance_id",))
    need(instances, "instances", ("instance_id", "label_fr", "kind", "charter_version"))
    need_unique(instances, "instances", ("instance_id",))
    passing = flows.loc[is_shared(flows), "instance_id"].value_counts()
    concerned = instances[
        instances["instance_id"].isin(passing.index) & (instances["kind"] != PLENARY)
    ]
    signed = pd.Series(given(concerned["charter_version"]), index=concerned.index)
    rows = [
        share_row(str(row["instance_id"]), int(held), 1)
        | {
            "label_fr": row["label_fr"],
            "kind": row["kind"],
            "shared": int(passing[str(row["instance_id"])]),
        }
        for row, held in zip(concerned.to_dict("records"), signed, strict=True)
    ]
    whole = share_row(WHOLE, int(signed.sum()), len(concerned))
    return result(
        [*rows, whole | {"shared": int(passing[list(concerned["instance_id"])].sum())}], COVERAGE
    )


def exchanged_by_instance(flows: pd.DataFrame, instances: pd.DataFrame) -> pd.DataFrame:
    """Numbers of flows, sensitive, of personal data, informed and returned, by instance.

    Instances in their order, those without any flow too, then « hors instance », then « ensemble ».
    ValueError: missing column, flow or instance given twice.
    """
    need(flows, "flows", ("flow_id", "instance_id", "person_informed", "return_flow"))
    need_unique(flows, "flows", ("flow_id",))
    need(instances, "instances", ("instance_id", "label_fr", "kind"))
    need_unique(instances, "instances", ("instance_id",))
    named = instances[["instance_id", "label_fr", "kind"]].astype(str)
    places = list(named.itertuples(index=False, name=None))
    rows = []
    for name, label, kind in [*places, (OUTSIDE, "Hors de toute instance", ""), (WHOLE, "", "")]:
        own = _at(flows, name)
        personal = truths(own["personal_data"])
        rows.append(
            {
                "item": name,
                "label_fr": label,
                "kind": kind,
                "flows": len(own),
                "sensitive": int(is_sensitive(own).sum()),
                "personal": int(personal.sum()),
                "informed": int((personal & own["person_informed"].isin(INFORMED)).sum()),
                "returned": int(truths(own["return_flow"]).sum()),
            }
        )
    return result(rows, BY_INSTANCE)


def _at(flows: pd.DataFrame, place: str) -> pd.DataFrame:
    if place == WHOLE:
        return flows
    if place == OUTSIDE:
        return flows[~given(flows["instance_id"])]
    return flows[(flows["instance_id"] == place).fillna(False)]


def informal(flows: pd.DataFrame) -> pd.DataFrame:
    """Flows outside any instance / flows, then the same of those that are sensitive; two rows.

    A part of CHA-Q1, not an indicator of its own. ValueError: missing column.
    """
    need(flows, "flows", ("instance_id",))
    outside = ~given(flows["instance_id"])
    sensitive = is_sensitive(flows).to_numpy(dtype=bool)
    rows = [
        share_row(WHOLE, int(outside.sum()), len(flows)),
        share_row("sensibles", int((outside & sensitive).sum()), int(sensitive.sum())),
    ]
    return result(rows, SHARE)


def reciprocity(flows: pd.DataFrame) -> pd.DataFrame:
    """CHA05, flows that bring something back to the sender / flows; « ensemble », then by class.

    Classes in the order of the register. ValueError: missing column. House rule.
    """
    need(flows, "flows", ("info_class", "return_flow"))
    back = pd.Series(truths(flows["return_flow"]), index=flows.index)
    rows = [share_row(WHOLE, int(back.sum()), len(flows))]
    for name, own in back.groupby(flows["info_class"], sort=False):
        rows.append(share_row(str(name), int(own.sum()), len(own)))
    return result(rows, SHARE)


def informed(flows: pd.DataFrame) -> pd.DataFrame:
    """CHA06, flows of personal data with a rule of information / flows of personal data; one row.

    A rule: the person is informed, or the reason why not is written. ValueError: missing column.
    Charte déontologique of 2010: persons must be informed.
    """
    need(flows, "flows", ("personal_data", "person_informed"))
    personal = flows[truths(flows["personal_data"])]
    told = int(personal["person_informed"].isin(INFORMED).sum())
    return result([share_row(WHOLE, told, len(personal))], SHARE)
