"""SUR08, response rate, and which categories are missing among the answers."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, need, ratio, result, truths

RESPONSE = {
    "wave_id": "string",
    "stratum": "string",
    "label_fr": "string",
    "invited": "Int64",
    "finished": "Int64",
    "value": "Float64",
    "caveat": "string",
}
MIX = {
    "wave_id": "string",
    "stratum": "string",
    "label_fr": "string",
    "invited_share": "Float64",
    "finished_share": "Float64",
    "value": "Float64",
}


def response_rate(
    respondents: pd.DataFrame, waves: pd.DataFrame, strata: pd.DataFrame
) -> pd.DataFrame:
    """SUR08, response rate: finished questionnaires over invitations, by stratum and for the wave.

    One row per wave × stratum, then one "ensemble" per wave, whose invitations are those of
    ``waves``. ``value`` 0-1; NA with a caveat when nobody was invited, or when there are more
    questionnaires than invitations (open link). No base rule: nobody's answer is shown.
    ValueError: missing column. Source: after the response rate 1 of AAPOR, Standard Definitions,
    every invited person taken as eligible.
    """
    need(respondents, "respondents", ("wave_id", "stratum", "finished"))
    need(waves, "waves", ("wave_id", "invited"))
    need(strata, "strata", ("wave_id", "stratum", "label_fr", "invited"))
    done = respondents[truths(respondents["finished"])]
    by_stratum = done.groupby(["wave_id", "stratum"]).size()
    by_wave = done.groupby("wave_id").size()
    rows = []
    for wave, invited in zip(waves["wave_id"], waves["invited"], strict=True):
        for stratum in strata[strata["wave_id"] == wave].itertuples():
            finished = by_stratum.get((wave, stratum.stratum), 0)
            invitations, label = stratum.invited, stratum.label_fr
            rows.append(_response(wave, stratum.stratum, label, invitations, finished))
        rows.append(_response(wave, WHOLE, "Ensemble", invited, by_wave.get(wave, 0)))
    return result(rows, RESPONSE)


def _response(
    wave: str, stratum: str, label: str, invited: float, finished: int
) -> dict[str, object]:
    """One row of the response table."""
    known = 0 if pd.isna(invited) else int(invited)
    caveat = ""
    if known == 0:
        caveat = "aucune invitation enregistrée"
    elif finished > known:
        caveat = "plus de questionnaires que d'invitations"
    return {
        "wave_id": wave,
        "stratum": stratum,
        "label_fr": label,
        "invited": invited,
        "finished": finished,
        "value": None if caveat else ratio(finished, known),
        "caveat": caveat,
    }


def response_mix(response: pd.DataFrame) -> pd.DataFrame:
    """Who is missing: mix of the finished questionnaires beside that of the invitations.

    ``response``: result of ``response_rate``. One row per wave × stratum: ``invited_share`` and
    ``finished_share`` 0-1 of the strata, ``value`` their difference in points, below 0 where the
    stratum answers less than the others. NA when nobody was invited or answered.
    ValueError: missing column.
    """
    need(response, "response", RESPONSE)
    strata = response[response["stratum"] != WHOLE]
    totals = strata.groupby("wave_id")[["invited", "finished"]].transform("sum")
    invited, finished = (
        floats(strata[name]) / floats(totals[name].where(totals[name] > 0)) for name in totals
    )
    mix = strata.assign(
        invited_share=invited, finished_share=finished, value=100 * (finished - invited)
    )
    return result(mix, MIX)
