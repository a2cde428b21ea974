"""Who sits: required seats that are filled (CLS01), formations that overlap (CLS02)."""

from itertools import combinations

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, ratio, result, truths

SEATS = {
    "college": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "vacant": "string",
    "caveat": "string",
}
OVERLAP = {
    "first": "string",
    "second": "string",
    "theme": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def seat_completeness(seats: pd.DataFrame) -> pd.DataFrame:
    """CLS01, completeness of the colleges: required seats that are filled / required seats.

    One row per college that has a required seat, in the order of the table, then « ensemble »;
    ``vacant`` names the required seats that nobody holds. ValueError: missing column, seat given
    twice. Seats: CSI, art. D132-8.
    """
    need(seats, "seats", ("seat_id", "college", "label_fr", "required", "org_id"))
    need_unique(seats, "seats", ("seat_id",))
    required = seats[truths(seats["required"])]
    held = pd.Series(given(required["org_id"]), index=required.index)
    rows = []
    for college in [*dict.fromkeys(required["college"]), WHOLE]:
        own = required.index if college == WHOLE else required.index[required["college"] == college]
        filled = int(held[own].sum())
        empty = required.loc[own][~held[own]]["label_fr"]
        rows.append(
            {
                "college": college,
                "count": filled,
                "n": len(own),
                "value": ratio(filled, len(own)),
                "vacant": " ; ".join(map(str, empty)),
                "caveat": "",
            }
        )
    return result(rows, SEATS)


def overlap(formations: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """CLS02, overlap of the formations that share a theme: Jaccard index of their members.

    One row per pair with the same theme (``count`` members in both, ``n`` in either), then
    « ensemble » (mean of the pairs; missing without any). A formation without a theme is compared
    with none. ValueError: missing column, formation given twice. Jaccard (1901).
    """
    need(formations, "formations", ("formation_id", "label_fr", "theme"))
    need_unique(formations, "formations", ("formation_id",))
    need(members, "members", ("formation_id", "org_id"))
    sits = {name: set(own["org_id"]) for name, own in members.groupby("formation_id")}
    themed = formations[given(formations["theme"])]
    rows = []
    for one, other in combinations(themed.to_dict("records"), 2):
        if one["theme"] != other["theme"]:
            continue
        here, there = (sits.get(each["formation_id"], set()) for each in (one, other))
        rows.append(
            {
                "first": one["label_fr"],
                "second": other["label_fr"],
                "theme": one["theme"],
                "count": len(here & there),
                "n": len(here | there),
                "value": ratio(len(here & there), len(here | there)),
                "caveat": "",
            }
        )
    values = [row["value"] for row in rows]
    whole = {
        "first": WHOLE,
        "second": "",
        "theme": "",
        "count": None,
        "n": len(rows),
        "value": sum(values) / len(values) if values else None,
        "caveat": "" if values else "aucune instance ne partage son thème avec une autre",
    }
    return result([*rows, whole], OVERLAP)
