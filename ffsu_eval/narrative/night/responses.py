"""Tables of what answers the night: presence, mediation, light, harassment, charter, sanctions."""

import pandas as pd

from ffsu_eval.charts.words import missing_sign
from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    interval,
    is_missing,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.night.opinions import GAP
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.night.figures import note_source
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import GENDERS, KINDS, SANCTIONS, SERVICES
from ffsu_eval.rows import Row, capital, rows

SIGNS = f"{SECRET} : secret statistique. {NOT_APPLICABLE} : sans objet ou non calculé."


def _count(row: Row) -> str:
    return missing_sign(row["caveat"]) if is_missing(row["count"]) else number(row["count"])


@block
def presence(nightlife: Nightlife) -> Table:
    """Agent-hours by service, before and after midnight; never a roster."""
    frame = nightlife.presence
    late = frame["hour"].astype(int) < 8
    lines = [
        {
            "Service": capital(SERVICES[str(service)]),
            "Heures d'agent par semaine": number(own["value"].sum()),
            "Avant minuit": percent(own.loc[~late, "value"].sum() / own["value"].sum()),
            "Après minuit": percent(own.loc[late, "value"].sum() / own["value"].sum()),
        }
        for service, own in frame.groupby("service", sort=False)
    ]
    total = float(frame["value"].sum())
    share = float(frame.loc[late, "value"].sum()) / total
    lines.append(
        {
            "Service": "Ensemble",
            "Heures d'agent par semaine": number(total),
            "Avant minuit": percent(1 - share),
            "Après minuit": percent(share),
        }
    )
    return Table(
        "presence-de-nuit", pd.DataFrame(lines),
        f"{percent(share)} des heures de présence sont après minuit",
        "Heures d'agent d'une semaine type, par service",
        Notes("", "services présents la nuit, agents prévus ; le planning n'est pas publié.",
              note_source(nightlife, "night_presence", "services présents la nuit")),
        right=["Heures d'agent par semaine", "Avant minuit", "Après minuit"], total_row=True,
    )  # fmt: skip


@block
def rounds(nightlife: Nightlife) -> Prose:
    """NUI14: what mediation did."""
    row = rows(nightlife.rounds[nightlife.rounds["zone_id"] == WHOLE])[0]
    return Prose(
        f"**Médiation.** {number(row['rounds'])} tournées et {number(row['contacts'])} contacts ont été "
        f"consignés ; {percent(row['value'])} du temps de tournée tombe autour de la fermeture, de 30 "
        "minutes avant à 60 minutes après."
    )


@block
def lighting(nightlife: Nightlife) -> Table:
    """Metres lit by zone."""
    lines = [
        {
            "Zone": capital(nightlife.names[row["zone_id"]]),
            "Mètres relevés": number(row["n"]),
            "Éclairage en état": percent(row["value"]),
        }
        for row in rows(nightlife.lighting)
    ]
    whole = rows(nightlife.lighting[nightlife.lighting["zone_id"] == WHOLE])[0]
    return Table(
        "eclairage", pd.DataFrame(lines),
        f"{percent(whole['value'])} de la longueur relevée est éclairée", "Éclairage la nuit, par zone",
        Notes("", "voies relevées ; un éclairage abaissé, en panne ou absent n'est pas en état.",
              note_source(nightlife, "lighting", "relevé de l'éclairage")),
        right=["Mètres relevés", "Éclairage en état"], total_row=True,
    )  # fmt: skip


@block
def harassment(nightlife: Nightlife) -> Table | Prose:
    """NUI08 by gender; one sentence where it may not be shown."""
    frame = nightlife.harassment
    if frame["value"].isna().any():
        reason = str(frame["caveat"].iloc[0])
        return Prose(
            f"Harcèlement ou agression déclarés : non montrés ({reason}). Le résultat n'est donné qu'avec au "
            "moins 30 réponses par genre et aucune case de moins de onze réponses."
        )
    lines = [
        {
            "Genre": "Écart, en points" if row["item"] == GAP else capital(GENDERS[row["item"]]),
            "Ont déclaré": NOT_APPLICABLE
            if row["item"] == GAP
            else of_total(row["count"], row["n"]),
            "Part": signed(100 * row["value"]) if row["item"] == GAP else percent(row["value"]),
            "Variabilité entre répondants": interval(
                100 * row["spread_low"], 100 * row["spread_high"], 0, plus=row["item"] == GAP
            ),
        }
        for row in rows(frame)
    ]
    women, men, _ = rows(frame)
    return Table(
        "harcelement", pd.DataFrame(lines),
        f"{percent(women['value'])} des usagères et {percent(men['value'])} des usagers déclarent un "
        "harcèlement ou une agression",
        "Usagers qui déclarent un harcèlement ou une agression la nuit, en douze mois, par genre",
        Notes("", "usagers rencontrés la nuit, non tirés au sort : la variabilité entre répondants n'est pas "
              "une marge d'erreur. Les autres réponses sur le genre sont trop peu nombreuses.",
              note_source(nightlife, "night_answers", "questionnaires de la nuit, sans identité")),
        right=["Ont déclaré", "Part"], signs=SIGNS,
    )  # fmt: skip


@block
def membership(nightlife: Nightlife) -> Table:
    """NUI10: who signed."""
    lines = [
        {
            "Établissements": "Ensemble" if row["kind"] == WHOLE else capital(KINDS[row["kind"]]),
            "Signataires": of_total(row["count"], row["n"]),
            "Part": percent(row["value"]),
        }
        for row in rows(nightlife.membership)
    ]
    whole = rows(nightlife.membership[nightlife.membership["kind"] == WHOLE])[0]
    return Table(
        "adhesion", pd.DataFrame(lines),
        f"{number(whole['count'])} établissements éligibles sur {number(whole['n'])} ont signé la charte",
        "Adhésion à la charte de la vie nocturne",
        Notes("", "établissements éligibles à la charte ; signer est volontaire.",
              note_source(nightlife, "venues", "recensement des établissements de nuit")),
        right=["Signataires", "Part"], total_row=True,
    )  # fmt: skip


@block
def sanctions(nightlife: Nightlife) -> Table:
    """NUI12 by year and type."""
    frame = nightlife.sanctions
    years = sorted(set(frame["year"]))
    by_cell = frame.set_index(["type", "year"])
    lines = []
    for kind in [name for name in SANCTIONS if name in set(frame["type"])]:
        line = {"Sanction": capital(SANCTIONS[kind])}
        for year in years:
            known = (kind, year) in by_cell.index
            line[year] = _count(by_cell.loc[(kind, year)].to_dict()) if known else "0"
        lines.append(line)
    return Table(
        "sanctions", pd.DataFrame(lines), "Sanctions administratives envers des établissements de nuit",
        "Nombre de sanctions par année et par degré",
        Notes("", "sanctions prises envers des établissements de nuit ; ni zone ni établissement. Moins de "
              "trois : secret statistique.",
              note_source(nightlife, "admin_sanctions", "registre des sanctions administratives")),
        right=years, signs=SIGNS,
    )  # fmt: skip
