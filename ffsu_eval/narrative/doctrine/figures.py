"""Figures of a police service."""

from ffsu_eval.charts import doctrine as charts
from ffsu_eval.french import interval, number, of_total, percent, signed
from ffsu_eval.indicators.doctrine.time_use import INDOORS
from ffsu_eval.indicators.doctrine.wishes import REINFORCE
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure
from ffsu_eval.narrative.doctrine.notes import RESAMPLED, calls, notes, period
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    BAND_HOURS,
    BANDS_FR,
    FAMILIES_FR,
    PRIORITIES_FR,
    SERVICES_FR,
    SERVICES_SHORT,
)
from ffsu_eval.rows import capital, lowered, rows


@block
def time_use(police: Doctrine) -> Figure:
    """DOC05, and DOC03 read under it."""
    use, out = police.time_use, rows(police.street_share)[0]
    first = rows(use)[0]
    name = police.labels.get(first["item"], "autres missions")
    bounds = interval(100 * first["ci_low"], 100 * first["ci_high"], 0, "%")
    lecture = (
        f"{percent(first['value'])} {bounds} du temps d'activité va à « {lowered(name)} ». Toutes missions "
        f"confondues, {percent(out['value'])} du temps se passe sur la voie publique."
    )
    champ = (
        f"activités des équipages, {period(police, 'pm_activities')} (n = {number(out['activities'])} "
        f"activités, {number(out['n'])} heures). {RESAMPLED}"
    )
    arguments = (use, police.labels)
    return Figure(
        "temps",
        charts.time_bars(*arguments, marked=_paperwork(police)),
        f"{capital(name)} : {percent(first['value'])} du temps, premier poste du service",
        f"Part du temps d'activité par mission, {police.mission.territory.label_fr}",
        notes(police, lecture, champ, "pm_activities"),
        charts.time_bars_alt(*arguments),
        charts.time_bars_data(*arguments),
    )


def _paperwork(police: Doctrine) -> str:
    """The mission most often done indoors; nothing when none is."""
    own = police.mission.data.pm_activities
    indoors = own.loc[own["mode"] == INDOORS, "mission_code"]
    return str(indoors.mode().iloc[0]) if len(indoors) else ""


@block
def wishes(police: Doctrine) -> Figure:
    """DOC09: quadrants of importance and realisation."""
    gaps = police.gaps
    whole = gaps[(gaps["family"] == WHOLE) & gaps["value"].notna()]
    first = rows(whole)[0]
    low = [row for row in rows(whole) if row["quadrant"] == REINFORCE]
    name = lowered(police.labels[first["mission_code"]])
    lecture = (
        f"« {name} » reçoit {number(first['importance'], 1)} sur 5 pour l'importance et "
        f"{number(first['current'], 1)} pour la réalisation, un écart de {signed(first['value'], 1)}. "
        "Les traits sont les moyennes des missions."
    )
    champ = (
        f"{number(police.mission.data.mission_expectations['respondent_id'].nunique())} personnes "
        "interrogées, non tirées au sort : pas de marge d'erreur. Les familles de moins de dix personnes "
        "sont regroupées."
    )
    return Figure(
        "attentes",
        charts.wish_quadrant(gaps, police.labels),
        f"{capital(_count(len(low)))} à renforcer : importantes et peu réalisées",
        "Importance accordée à chaque mission et réalisation perçue, de 1 à 5, toutes familles",
        notes(police, lecture, champ, "mission_expectations", "questionnaire de la mission"),
        charts.wish_quadrant_alt(gaps, police.labels),
        charts.wish_quadrant_data(gaps, police.labels, FAMILIES_FR),
    )


def _count(count: int) -> str:
    return f"{number(count)} mission{'s' if count > 1 else ''}"


@block
def week(police: Doctrine) -> Figure:
    """Presence and calls, the 168 hours side by side."""
    frame = police.week
    there = frame[frame["hour"].between(20, 22)]
    mean, best = there["agents"].mean(), frame["agents"].max()
    lecture = (
        f"de 20 h à 23 h, {number(mean, 1)} agents sont présents en moyenne ; le créneau le plus doté de la "
        f"semaine en compte {number(best, 1)}."
    )
    champ = (
        f"vacations des unités de voie publique et appels reçus, {period(police, 'pm_calls')}. Un créneau "
        "de moins de six appels est hachuré."
    )
    return Figure(
        "semaine",
        charts.week_pair(frame),
        "Les agents sont là l'après-midi, les appels viennent le soir"
        if _evening(police)
        else "Présence et appels au fil de la semaine",
        "Agents présents en moyenne et appels pour 100 heures, par jour et heure",
        notes(police, lecture, champ, "pm_shifts"),
        charts.week_pair_alt(frame),
        charts.week_pair_data(frame),
    )


def _evening(police: Doctrine) -> bool:
    """Does the presence peak from 12 h to 18 h, and do the calls from 18 h to 24 h?"""
    known = police.profiles[police.profiles["dimension"] == "hour"]
    there, asked = (
        int(rows(known.dropna(subset=[name]).sort_values(name))[-1]["item"])
        for name in ("presence_share", "demand_share")
    )
    return 12 <= there < 18 <= asked


@block
def hours(police: Doctrine) -> Figure:
    """DOC07 by hour of the clock."""
    row = rows(police.mismatch[police.mismatch["dimension"] == "hour"])[0]
    bounds = interval(100 * row["ci_low"], 100 * row["ci_high"], 0, "%")
    established = row["value"] > row["chance"]
    lecture = (
        f"il faudrait déplacer {percent(row['value'])} {bounds} des heures de présence pour qu'elles suivent "
        f"les appels ; si elles les suivaient, le hasard seul donnerait au plus {percent(row['chance'])}."
    )
    champ = (
        f"vacations des unités de voie publique et appels reçus, {number(row['days'])} jours, "
        f"n = {number(row['n'])} appels. {RESAMPLED}"
    )
    return Figure(
        "heures",
        charts.hour_profiles(police.profiles),
        f"{percent(row['value'])} de la présence n'est pas aux heures des appels"
        if established
        else "La présence suit les heures des appels",
        "Part de la présence et part des appels, par heure",
        notes(police, lecture, champ, "pm_shifts"),
        charts.hour_profiles_alt(police.profiles),
        charts.hour_profiles_data(police.profiles),
    )


@block
def sectors(police: Doctrine) -> Figure:
    """DOC07 by sector."""
    champ = (
        "temps passé sur la voie publique par les équipages et appels reçus, "
        f"{period(police, 'pm_activities')}. {RESAMPLED} Les secteurs ne sont pas classés."
    )
    row = rows(police.mismatch[police.mismatch["dimension"] == "sector_id"])[0]
    known = police.profiles[police.profiles["dimension"] == "sector_id"].dropna(subset=["gap"])
    least = rows(known.sort_values("gap"))[0]
    name = police.sectors.get(least["item"], least["item"])
    lecture = (
        f"{name} réunit {percent(least['demand_share'])} des appels et {percent(least['presence_share'])} du "
        f"temps des patrouilles. Désajustement des secteurs : {percent(row['value'])} "
        f"{interval(100 * row['ci_low'], 100 * row['ci_high'], 0, '%')}."
    )
    arguments = (police.profiles, police.sectors)
    return Figure(
        "secteurs",
        charts.sector_pairs(*arguments),
        f"{name} : {percent(least['demand_share'])} des appels, {percent(least['presence_share'])} du temps "
        "des patrouilles",
        "Part du temps des patrouilles et part des appels, par secteur",
        notes(police, lecture, champ, "pm_activities"),
        charts.sector_pairs_alt(*arguments),
        charts.sector_pairs_data(*arguments),
    )


def _delay_labels(police: Doctrine) -> dict[str, str]:
    named = {f"priority:{key}": words for key, words in PRIORITIES_FR.items()}
    items = set(police.arrivals["item"])
    named |= {f"sector_id:{key}": police.sectors.get(key, key) for key in items}
    named |= {f"band:{key}": f"{words} ({BAND_HOURS[key]})" for key, words in BANDS_FR.items()}
    return named | {f"ensemble:{WHOLE}": "tous les appels"}


@block
def delays(police: Doctrine) -> Figure:
    """DOC06: quantiles by priority, sector and part of the day."""
    frame, labels = police.arrivals, _delay_labels(police)
    whole = rows(frame[frame["dimension"] == "ensemble"])[0]
    places = frame[(frame["dimension"] == "sector_id") & frame["value"].notna()]
    slow = rows(places.sort_values("value", ascending=False))[0] if len(places) else None
    lecture = (
        f"la moitié des appels sont rejoints en {number(whole['value'])} minutes au plus "
        f"{interval(whole['ci_low'], whole['ci_high'])}, neuf sur dix en {number(whole['p90'])} minutes "
        f"{interval(whole['p90_low'], whole['p90_high'])}."
    )
    longer = slow is not None and slow["ci_low"] > whole["ci_high"]
    title = (
        f"{capital(labels['sector_id:' + slow['item']])} attend {number(slow['value'])} minutes, "
        f"{number(whole['value'])} dans l'ensemble (médianes)"
        if longer and slow is not None
        else f"La moitié des appels sont rejoints en {number(whole['value'])} minutes"
    )
    headings = {
        "ensemble": "Ensemble", "priority": "Par priorité", "sector_id": "Par secteur",
        "band": "Par moment de la journée",
    }  # fmt: skip
    return Figure(
        "delais",
        charts.delay_dots(frame, labels, headings),
        title,
        "Minutes de l'appel à l'arrivée, médiane et neuvième décile, avec leurs intervalles",
        notes(police, lecture, calls(police), "pm_calls"),
        charts.delay_dots_alt(frame, labels),
        charts.delay_dots_data(frame, labels),
    )


@block
def waiting(police: Doctrine) -> Figure:
    """DOC06: calls still waiting, by priority."""
    curve = police.curve
    whole = curve[curve["item"] == WHOLE].set_index("minute")["value"]
    at = 20 if 20 in whole.index else int(whole.index.max())
    lecture = (
        f"{at} minutes après l'appel, {percent(whole[at])} des appels attendent encore une arrivée."
    )
    champ = (
        f"{calls(police)} Un appel clos avant toute arrivée compte jusqu'à sa clôture (Kaplan-Meier). La "
        "courbe s'arrête quand moins de dix appels attendent."
    )
    arguments = (curve, PRIORITIES_FR)
    return Figure(
        "attente",
        charts.waiting_lines(*arguments),
        f"{percent(whole[at])} des appels attendent encore après {at} minutes",
        "Part des appels que personne n'a encore rejoints, par priorité",
        notes(police, lecture, champ, "pm_calls"),
        charts.waiting_lines_alt(*arguments),
        charts.waiting_lines_data(*arguments),
    )


@block
def roles(police: Doctrine) -> Figure:
    """Who does what."""
    frame, shared = police.mission.data.responsibilities, police.sharing
    nobody, several = (int((shared["doing"] == 0).sum()), int((shared["doing"] > 1).sum()))
    lecture = (
        f"{number(nobody)} missions ne sont réalisées par personne, {number(several)} le sont par plusieurs "
        "services. Une mission partagée est une question à trancher, non une faute."
    )
    champ = (
        f"{number(len(shared))} missions du catalogue. "
        + " ; ".join(
            f"{SERVICES_SHORT[name]} : {lowered(words)}"
            for name, words in SERVICES_FR.items()
            if name in set(frame["service"]) and SERVICES_SHORT[name] != words
        )
        + "."
    )
    arguments = (frame, police.labels, SERVICES_SHORT)
    return Figure(
        "roles",
        charts.role_matrix(*arguments),
        f"{_count(nobody)} sans réalisateur, {number(several)} partagées entre services",
        "Qui réalise (R), répond (A), est consulté (C) ou informé (I), par mission",
        notes(police, lecture, champ, "responsibilities", "atelier avec les services"),
        charts.role_matrix_alt(*arguments),
        charts.role_matrix_data(*arguments),
    )


@block
def coverage(police: Doctrine) -> Figure:
    """DOC15: who is there, hour by hour."""
    frame = police.coverage
    whole = rows(frame[frame["item"] == WHOLE])[0]
    bare = [row for row in rows(frame) if row["item"].isdigit() and row["value"] < 0.5]
    lecture = (
        f"{percent(whole['value'])} des heures sont couvertes par l'une ou l'autre police, "
        f"{percent(whole['municipal'])} par la police municipale ; {of_total(len(bare), 24)} heures du "
        "jour le sont moins d'un jour sur deux."
    )
    champ = (
        f"heures observées, {period(police, 'pm_shifts')} (n = {number(whole['hours'])}) ; police "
        "municipale : au moins deux agents de voie publique ; police nationale : au moins une "
        "patrouille dans la semaine type qu'elle déclare. La diffusion de cette figure est à convenir "
        "avec elle."
    )
    return Figure(
        "couverture",
        charts.coverage_columns(frame),
        f"{number(len(bare))} heures sont couvertes moins d'un jour sur deux"
        if bare
        else "Chaque heure est couverte au moins un jour sur deux",
        "Présence de la police municipale et de la police nationale, par heure",
        notes(police, lecture, champ, "pn_presences",
              "vacations du service et déclaration de la police nationale"),
        charts.coverage_columns_alt(frame),
        charts.coverage_columns_data(frame),
    )  # fmt: skip
