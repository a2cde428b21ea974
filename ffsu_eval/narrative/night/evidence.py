"""Items of evidence of the night (NUI01 to NUI14), with where each is shown.

The services and the city that keep these registers take part in what is judged: none is independent.
"""

from ffsu_eval.evidence.evaluation import CONTROLLED, zone_statement
from ffsu_eval.evidence.items import Design, Direction, Evidence, Family, quality
from ffsu_eval.evidence.recorded import DIRECTIONS
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    interval,
    is_missing,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import FRAGILE
from ffsu_eval.indicators.night.opinions import GAP
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import GENDERS, RESCUE, SANCTIONS
from ffsu_eval.nighttime import clock_label
from ffsu_eval.rows import Row, rows

CITY, NETWORK, PEOPLE, RELIEF = (
    "Ville",
    "réseau de transport",
    "questionnaires de la nuit",
    "secours",
)
WITHHELD = "un résultat non montré (secret statistique)"


def items(nightlife: Nightlife) -> list[Evidence]:
    """Evidence of NUI01 to NUI14, part by part."""
    return gathered(
        nightlife, _rates, _passages, _complaints, _recurrence, _peak, _offer, _mismatch, _harassment,
        _nuisance, _membership, _respect, _effect, _avoided, _sanctions, _rescue, _rounds,
    )  # fmt: skip


def _rates(nightlife: Nightlife) -> list[Evidence]:
    unit = "incidents de nuit pour 1 000 nuits d'établissement"
    return [
        _rate(nightlife, "NUI01", row, unit, "night_incidents", "tbl-incidents-etablissements")
        for row in rows(nightlife.rates)
    ]


def _passages(nightlife: Nightlife) -> list[Evidence]:
    unit = "incidents de nuit pour 1 000 passages estimés"
    return [
        _rate(nightlife, "NUI02", row, unit, "pedestrian_counts", "tbl-incidents-passages", 3)
        for row in rows(nightlife.passages)
    ]


def _complaints(nightlife: Nightlife) -> list[Evidence]:
    unit = "plaintes pour bruit pour 1 000 riverains et par an"
    return [
        _rate(nightlife, "NUI03", row, unit, "noise_complaints", "fig-plaintes")
        for row in rows(nightlife.complaints)
    ]


def _rate(
    nightlife: Nightlife,
    indicator: str,
    row: Row,
    unit: str,
    dataset: str,
    place: str,
    decimals: int = 1,
) -> Evidence:
    zone = row["zone_id"]
    known = not is_missing(row["value"])
    text = WITHHELD
    if known:
        bounds = interval(row["ci_low"], row["ci_high"], decimals)
        text = f"{number(row['value'], decimals)} {bounds} {unit}"
    label = unit if zone == WHOLE else f"{unit}, {nightlife.names[zone]}"
    estimated = indicator == "NUI02"
    return _item(
        nightlife, f"{indicator}:{zone}", label, text, row, dataset, place,
        number(row["value"], decimals) if known else "", stable=not estimated,
    )  # fmt: skip


def _recurrence(nightlife: Nightlife) -> list[Evidence]:
    row = rows(nightlife.recurrence)[0]
    text = f"{_share(row)} des plaintes viennent d'un point qui en a donné plusieurs"
    return [_item(nightlife, "NUI04:ensemble", "plaintes répétées", text, row, "noise_complaints",
                  "sec-risques")]  # fmt: skip


def _share(row: Row) -> str:
    if is_missing(row["value"]):
        return ""
    return f"{percent(row['value'])} {interval(100 * row['ci_low'], 100 * row['ci_high'], 0)}"


def _peak(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for row in rows(nightlife.peak):
        zone, known = row["zone_id"], not is_missing(row["value"])
        text = WITHHELD
        if known:
            bounds = interval(row["ci_low"], row["ci_high"], 1)
            text = (
                f"{percent(row['share'])} des incidents autour de la fermeture, soit "
                f"{number(row['value'], 1)} fois {bounds} une nuit uniforme"
            )
        label = "incidents autour de la fermeture"
        if zone != WHOLE:
            label += f", {nightlife.names[zone]} ({clock_label(int(row['closing']))})"
        head = f"× {number(row['value'], 1)}" if known else ""
        found.append(_item(nightlife, f"NUI05:{zone}", label, text, row, "night_incidents",
                           "tbl-pic-fermeture", head))  # fmt: skip
    return found


def _offer(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for row in rows(nightlife.offer):
        whole = row["closing"] == WHOLE
        name = WHOLE if whole else str(row["closing"]).replace(":", "h")
        at = "à l'heure de leur fermeture" if whole else f"à {clock_label(int(row['minutes']))}"
        text = f"{percent(row['value'])} des places desservies {at}"
        label = "places desservies à la fermeture" + (
            "" if whole else f", {clock_label(int(row['minutes']))}"
        )
        found.append(_item(nightlife, f"NUI06:{name}", label, text, row, "night_transport", "fig-retour",
                           producer=NETWORK))  # fmt: skip
    return found


def _mismatch(nightlife: Nightlife) -> list[Evidence]:
    row = rows(nightlife.mismatch)[0]
    known = not is_missing(row["value"])
    text = "une valeur non calculable"
    if known:
        bounds = interval(row["ci_low"], row["ci_high"], 2)
        text = f"un désajustement de {number(row['value'], 2)} sur 1 {bounds} entre présence et incidents"
    head = f"{number(row['value'], 2)} sur 1" if known else ""
    return [_item(nightlife, "NUI07:ensemble", "désajustement de la présence et des incidents", text, row,
                  "night_presence", "fig-horloge", head)]  # fmt: skip


def _harassment(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for row in rows(nightlife.harassment):
        known = not is_missing(row["value"])
        if row["item"] == GAP:
            head = f"{signed(100 * row['value'])} points" if known else ""
            text = f"{head} entre femmes et hommes" if known else WITHHELD
            name, label = "ecart", "harcèlement ou agression déclarés, écart entre femmes et hommes"
        else:
            name, who = GENDERS[row["item"]], GENDERS[row["item"]]
            head = percent(row["value"]) if known else ""
            base = f"{of_total(row['count'], row['n'])}" if known else ""
            text = f"{head} des {who} ({base})" if known else WITHHELD
            label = f"harcèlement ou agression déclarés, {who}"
        found.append(_item(nightlife, f"NUI08:{name}", label, text, row, "night_answers", "tbl-harcelement",
                           head, family="SUR", producer=PEOPLE))  # fmt: skip
    return found


def _nuisance(nightlife: Nightlife) -> list[Evidence]:
    row = rows(nightlife.nuisance)[0]
    known = not is_missing(row["value"])
    text = (
        f"{percent(row['value'])} des riverains gênés par le bruit (n{NBSP}={NBSP}{number(row['n'])})"
        if known
        else WITHHELD
    )
    return [_item(nightlife, "NUI09:riverains", "riverains gênés par le bruit la nuit", text, row,
                  "night_answers", "fig-avis", family="SUR", producer=PEOPLE)]  # fmt: skip


def _membership(nightlife: Nightlife) -> list[Evidence]:
    row = rows(nightlife.membership[nightlife.membership["kind"] == WHOLE])[0]
    text = f"{number(row['count'])} établissements éligibles sur {number(row['n'])} ont signé la charte"
    return [_item(nightlife, "NUI10:adhesion", "adhésion à la charte", text, row, "venues", "tbl-adhesion",
                  of_total(row["count"], row["n"]))]  # fmt: skip


def _respect(nightlife: Nightlife) -> list[Evidence]:
    frame = nightlife.commitments
    row = rows(frame[frame["commitment_id"] == WHOLE])[0]
    listed = frame[frame["commitment_id"] != WHOLE]
    never = int((listed["n"] == 0).sum())
    said = f"{number(row['count'])} vérifications favorables sur {number(row['n'])}"
    found = [_item(nightlife, "NUI10:respect", "engagements de la charte respectés", said, row,
                   "charter_commitments", "fig-engagements", of_total(row["count"], row["n"]))]  # fmt: skip
    unchecked: Row = {
        "value": never / len(listed) if len(listed) else None,
        "caveat": "",
        "n": len(listed),
    }
    text = f"{number(never)} engagements sur {number(len(listed))} jamais vérifiés"
    found.append(_item(nightlife, "NUI10:verification", "engagements jamais vérifiés", text, unchecked,
                       "charter_commitments", "fig-engagements", of_total(never, len(listed))))  # fmt: skip
    return found


def _effect(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for row in rows(nightlife.effect):
        known = not is_missing(row["value"])
        head = signed(100 * (row["value"] - 1), unit="%") if known else ""
        detected = row["direction"] in DIRECTIONS and DIRECTIONS[row["direction"]] != "non établi"
        steady = known and (not detected or bool(row["robust"]))
        found.append(_item(nightlife, "NUI11:ecart", "mesure expérimentée : écart d'évolution avec la zone "
                           "témoin", zone_statement(row), row, "night_incidents", "fig-effet", head,
                           DIRECTIONS.get(row["direction"], "non établi"), design=CONTROLLED,
                           stable=steady))  # fmt: skip
    return found


def _avoided(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for row in rows(nightlife.avoided):
        known = not is_missing(row["value"])
        text = WITHHELD
        direction: Direction = "non établi"
        if known:
            bounds = interval(row["ci_low"], row["ci_high"], 0, plus=True)
            text = f"{signed(row['value'])} incidents {bounds} par rapport à la zone témoin"
            direction = (
                "baisse" if row["ci_high"] < 0 else "hausse" if row["ci_low"] > 0 else "non établi"
            )
        head = f"{signed(row['value'])} incidents" if known else ""
        found.append(_item(nightlife, "NUI11:incidents", "mesure expérimentée : écart en nombre d'incidents",
                           text, row, "night_incidents", "fig-effet", head, direction,
                           design=CONTROLLED))  # fmt: skip
    return found


def _sanctions(nightlife: Nightlife) -> list[Evidence]:
    found = []
    for kind, own in nightlife.sanctions.groupby("type", sort=False):
        whole = not own["count"].isna().any()
        total = int(own["count"].sum()) if whole else None
        row: Row = {"value": total, "caveat": "" if whole else "secret statistique", "n": total}
        label = SANCTIONS[str(kind)]
        text = f"{number(total)} {label}" if whole else WITHHELD
        found.append(_item(nightlife, f"NUI12:{kind}", label, text, row, "admin_sanctions", "tbl-sanctions",
                           number(total) if whole else ""))  # fmt: skip
    return found


def _rescue(nightlife: Nightlife) -> list[Evidence]:
    return [
        _item(nightlife, f"NUI13:{row['service']}", f"part de l'alcool, {RESCUE[row['service']]}",
              f"{_share(row)} des interventions ou passages de nuit", row, "emergency_counts",
              "tbl-secours", producer=RELIEF)
        for row in rows(nightlife.rescue)
    ]  # fmt: skip


def _rounds(nightlife: Nightlife) -> list[Evidence]:
    row = rows(nightlife.rounds[nightlife.rounds["zone_id"] == WHOLE])[0]
    text = f"{percent(row['value'])} du temps de tournée de la médiation autour de la fermeture"
    return [_item(nightlife, "NUI14:ensemble", "médiation à l'heure de la fermeture", text, row,
                  "mediation_rounds", "sec-mobilites")]  # fmt: skip


def _item(
    nightlife: Nightlife,
    name: str,
    label: str,
    text: str,
    row: Row,
    dataset: str,
    place: str,
    headline: str = "",
    direction: Direction = "descriptif",
    family: Family = "REC",
    producer: str = CITY,
    design: Design | None = None,
    stable: bool = True,
) -> Evidence:
    origin = nightlife.mission.origin(producer, dataset, place)
    known = not is_missing(row["value"])
    precise = known and FRAGILE not in str(row.get("caveat", ""))
    return Evidence(
        evidence_id=name,
        label_fr=label,
        statement_fr=text if known else WITHHELD,
        headline_fr=(headline or percent(row["value"])) if known else NOT_APPLICABLE,
        family=family,
        # those who answered were met where they are: they do not cover the public
        quality=quality(known and family == "REC", stable, precise, family == "SUR"),
        direction=direction if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(row["value"]) if known else None,
        ci_low=_number(row.get("ci_low")),
        ci_high=_number(row.get("ci_high")),
        n=None if is_missing(row.get("n")) else int(row["n"]),
        design=design,
    )


def _number(value: object) -> float | None:
    return None if is_missing(value) else float(str(value))
