"""Who has signed and who was trained: CHA01 and CHA07."""

import pandas as pd

from ffsu_eval.indicators.charter.exchanges import SHARE, share_row
from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, result

SIGNATURES = SHARE | {"label_fr": "string", "outdated": "Int64"}
KEY = ("instance_id", "org_id", "role_fr")


def signatures(signatories: pd.DataFrame, instances: pd.DataFrame) -> pd.DataFrame:
    """CHA01, signatures of the charter in force / signatures required, by instance, then in all.

    A signatory is a function of an organisation in an instance. The version signed must be that of
    the instance (``charter_version``); another one is counted apart (``outdated``) and does not
    count as signed. ValueError: missing column, function given twice in an instance. House rule.
    """
    current = in_force(signatories, instances)
    held = pd.Series(given(signatories["signed_on"]), index=signatories.index)
    names = dict(zip(instances["instance_id"], instances["label_fr"], strict=True))
    rows = []
    for place in [*names, WHOLE]:
        own = held.index if place == WHOLE else held.index[signatories["instance_id"] == place]
        if len(own) or place == WHOLE:
            rows.append(
                share_row(place, int(current[own].sum()), len(own))
                | {
                    "label_fr": names.get(place, ""),
                    "outdated": int((held[own] & ~current[own]).sum()),
                }
            )
    return result(rows, SIGNATURES)


def in_force(signatories: pd.DataFrame, instances: pd.DataFrame) -> pd.Series:
    """True for a signatory who has signed the version that is in force in the instance."""
    need(signatories, "signatories", (*KEY, "signed_on", "version"))
    need_unique(signatories, "signatories", KEY)
    need(instances, "instances", ("instance_id", "label_fr", "charter_version"))
    need_unique(instances, "instances", ("instance_id",))
    version = signatories["instance_id"].map(
        instances.set_index("instance_id")["charter_version"].astype("object")
    )
    same = (signatories["version"].astype("object") == version).fillna(False)
    return same.astype(bool) & given(version) & given(signatories["signed_on"])


def training(signatories: pd.DataFrame) -> pd.DataFrame:
    """CHA07, signatories who were trained / signatories; « ensemble », then by secrecy.

    Who has not signed is not a signatory, trained or not. Statuses in the order of the register.
    ValueError: missing column. House rule.
    """
    need(signatories, "signatories", ("signed_on", "trained_on", "secrecy"))
    signed = signatories[given(signatories["signed_on"])]
    trained = pd.Series(given(signed["trained_on"]), index=signed.index)
    rows = [share_row(WHOLE, int(trained.sum()), len(signed))]
    for name, own in trained.groupby(signed["secrecy"], sort=False):
        rows.append(share_row(str(name), int(own.sum()), len(own)))
    return result(rows, SHARE)
