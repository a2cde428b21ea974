"""Figures of the night: each with its Lecture, Champ and Source; a sentence where there is nothing."""

from ffsu_eval.charts import evaluation as evaluation_charts
from ffsu_eval.charts import night as charts
from ffsu_eval.evidence.evaluation import zone_statement
from ffsu_eval.french import NBSP, count_words, interval, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.night.measure import CATEGORY, MEASURE
from ffsu_eval.indicators.zones import UNDETECTED
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import PARTIES, PUBLICS, QUESTIONS
from ffsu_eval.nighttime import DAYS, clock_label, hour_label
from ffsu_eval.rows import rows

NIGHT = "la nuit va de 18 h à 8 h et porte le nom de sa soirée"
CAUTION = (
    "Comparer suppose que les deux zones auraient sinon évolué de même, ce que deux périodes ne montrent "
    "pas. « Non détectable » ne veut pas dire sans effet."
)
# values of the mismatch index from which presence is said to part from the incidents (convention)
APART, CLOSE = 0.3, 0.15
TOLD_NIGHTS = 3


def note_source(nightlife: Nightlife, dataset: str, what: str) -> str:
    """What a block rests on, and its status."""
    return f"{what} ; {nightlife.mission.status_words(dataset)}."


@block
def clock(nightlife: Nightlife) -> Figure:
    """NUI07 drawn: incidents and presence, hour by hour."""
    hours, row = nightlife.hours, rows(nightlife.mismatch)[0]
    known = hours[hours["incidents"].notna()]
    top = rows(known.sort_values("incidents", ascending=False))[0] if len(known) else None
    lecture = (
        "aucune heure n'a assez d'incidents."
        if top is None
        else (
            f"l'heure de {_span(top['hour'])} réunit {percent(top['incidents'])} des incidents de la nuit "
            f"et {percent(top['presence'])} des heures de présence des services."
        )
    )
    return Figure(
        "horloge",
        charts.night_clock(hours),
        _clock_title(row["value"], top),
        "Part de chaque heure dans les incidents et dans les heures de présence, toutes nuits",
        Notes(
            lecture,
            f"incidents de nuit relevés dans les zones, toutes nuits ({NIGHT}) ; présence : agents prévus, "
            "tous services. Une part n'est pas un niveau : l'ensemble fait 100 % de chaque côté.",
            _sources(nightlife),
        ),
        charts.night_clock_alt(hours),
        charts.night_clock_data(hours),
    )


def _clock_title(value: object, top: dict[str, object] | None) -> str:
    if is_missing(value) or top is None:
        return "La nuit, heure par heure"
    d = number(value, 2)
    if float(value) >= APART:  # type: ignore[arg-type]
        return f"La présence ne suit pas les heures des incidents : désajustement de {d} sur 1"
    if float(value) >= CLOSE:  # type: ignore[arg-type]
        return f"La présence suit en partie les heures des incidents : désajustement de {d} sur 1"
    return f"La présence suit les heures des incidents : désajustement de {d} sur 1"


def _span(hour: object) -> str:
    first = int(str(hour))
    return f"{hour_label(first)} à {hour_label((first + 1) % 24)}"


def _sources(nightlife: Nightlife) -> str:
    return note_source(
        nightlife, "night_incidents", "relevé de nuit commun aux services et planning de présence"
    )


@block
def heat(nightlife: Nightlife) -> Figure:
    """Incidents and presence, night by night and hour by hour."""
    incidents, presence = nightlife.profile, nightlife.presence_grid
    known = incidents[incidents["value"].notna()].sort_values("value", ascending=False)
    lecture = "aucun créneau n'a assez d'incidents."
    title = "Incidents et présence, nuit par nuit"
    if len(known):
        row = rows(known)[0]
        there = presence.loc[
            (presence["night"] == row["night"]) & (presence["hour"] == row["hour"]), "value"
        ].iloc[0]
        lecture = (
            f"la nuit de {row['night']}, de {_span(row['hour'])}, {number(row['value'], 1)} incidents sont "
            f"relevés pour dix nuits ; {number(there, 1)} agents sont prévus en moyenne."
        )
        title = _heat_title(nightlife)
    return Figure(
        "semaine-de-nuit",
        charts.night_heat(incidents, presence),
        title,
        "Incidents pour dix nuits et agents présents, par nuit de la semaine et par heure",
        Notes(
            lecture,
            f"{NIGHT} ; moins de six incidents dans un créneau : secret statistique. La présence est donnée "
            "tous services réunis : le planning d'un service n'est pas publié.",
            _sources(nightlife),
        ),
        charts.night_heat_alt(incidents, presence),
        charts.night_heat_data(incidents, presence),
    )


def _heat_title(nightlife: Nightlife) -> str:
    """The three nights with the most incidents and their share, where all three may be told."""
    frame = nightlife.by_night
    known = frame[frame["count"].notna()].sort_values("count", ascending=False, kind="stable")
    if len(known) < TOLD_NIGHTS:
        return "Incidents et présence, nuit par nuit"
    first = set(known["night"].head(TOLD_NIGHTS))
    share = percent(known["count"].head(TOLD_NIGHTS).sum() / len(nightlife.found))
    names = join_fr([day for day in DAYS if day in first])
    return f"Les nuits de {names} réunissent {share} des incidents"


@block
def complaints(nightlife: Nightlife) -> Figure:
    """NUI03 beside the density of venues."""
    frame = nightlife.complaints[nightlife.complaints["zone_id"] != WHOLE]
    joined = frame.merge(nightlife.density, on="zone_id")
    names = nightlife.names
    known = joined[joined["value"].notna()]
    lecture = "aucune zone n'a assez de plaintes."
    if len(known):
        row = rows(known)[0]
        lecture = (
            f"« {names[row['zone_id']]} » compte {number(row['density'], 1)} établissements pour 1 000 "
            f"riverains et {number(row['value'], 1)} plaintes pour 1 000 riverains et par an "
            f"{interval(row['ci_low'], row['ci_high'], 1)}."
        )
    whole = rows(nightlife.complaints[nightlife.complaints["zone_id"] == WHOLE])[0]
    title = "Plaintes pour bruit et établissements, par zone"
    if not is_missing(whole["value"]):
        title = (
            f"{number(whole['value'], 1)} plaintes pour bruit pour 1 000 riverains et par an, dans "
            f"{count_words(len(frame), 'zone', feminine=True)}"
        )
    return Figure(
        "plaintes",
        charts.complaint_points(joined, names),
        title,
        "Établissements et plaintes pour 1 000 riverains, par zone",
        Notes(
            lecture,
            "riverains à 200 m ou moins ; toutes les plaintes, y compris sans lien avec un établissement. "
            "Trop peu de zones pour dire si l'un va avec l'autre.",
            note_source(
                nightlife, "noise_complaints", "plaintes reçues par la Ville et ses partenaires"
            ),
        ),
        charts.complaint_points_alt(joined, names),
        charts.complaint_points_data(joined, names),
    )


@block
def opinions(nightlife: Nightlife) -> Figure:
    """What each public answers."""
    frame = nightlife.opinions
    arguments = (frame, QUESTIONS, PUBLICS)
    shown = frame[(frame["answer"] == "4-5") & frame["value"].notna()]
    lecture = "aucune réponse ne peut être montrée."
    title = "Ce que disent usagers, riverains, exploitants et travailleurs de nuit"
    if len(shown):
        row = rows(shown)[0]
        lecture = (
            f"{percent(row['value'])} des {PUBLICS[row['public']]} donnent 4 ou 5 à "
            f"{QUESTIONS[row['question']]} (n{NBSP}={NBSP}{number(row['n'])})."
        )
        title = _opinion_title(shown)
    return Figure(
        "avis",
        charts.opinion_bars(*arguments),
        title,
        "Réponses de 1 (pas du tout) à 5 (tout à fait), par question et par public",
        Notes(
            lecture,
            "personnes rencontrées sur place ou par leurs associations, non tirées au sort : pas de marge "
            "d'erreur. Moins de cinq réponses dans une classe : secret statistique.",
            note_source(nightlife, "night_answers", "questionnaires de la nuit, sans identité"),
        ),
        charts.opinion_bars_alt(*arguments),
        charts.opinion_bars_data(*arguments),
    )


def _opinion_title(shown: object) -> str:
    by = {(row["question"], row["public"]): row["value"] for row in rows(shown)}  # type: ignore[arg-type]
    users, residents = by.get(("return", "usager")), by.get(("noise", "riverain"))
    if users is None or residents is None:
        return "Ce que disent usagers, riverains, exploitants et travailleurs de nuit"
    return (
        f"{percent(residents)} des riverains se disent gênés par le bruit, {percent(users)} des usagers "
        "rentrent facilement"
    )


@block
def offer(nightlife: Nightlife) -> Figure:
    """NUI06: the return offer after each closing time."""
    frame = nightlife.offer
    whole = rows(frame[frame["closing"] == WHOLE])[0]
    own = frame[frame["closing"] != WHOLE].sort_values("n", ascending=False)
    row = rows(own)[0]
    return Figure(
        "retour",
        charts.offer_bars(frame),
        f"Un départ dessert {percent(whole['value'])} des places à l'heure de leur fermeture",
        "Places des établissements par heure de fermeture, et places desservies",
        Notes(
            f"à {clock_label(int(row['minutes']))}, {count_words(row['venues'], 'établissement')} ferment, "
            f"soit {number(row['n'])} places estimées, dont {number(row['count'])} avec un départ dans les "
            "30 minutes à 500 m ou moins.",
            "établissements recensés ; places estimées par classe de jauge ; départs déduits du dernier et "
            "de l'intervalle de chaque ligne. Taxis, vélos et marche ne sont pas comptés.",
            note_source(
                nightlife, "night_transport", "recensement des établissements et horaires du réseau"
            ),
        ),
        charts.offer_bars_alt(frame),
        charts.offer_bars_data(frame),
    )


@block
def commitments(nightlife: Nightlife) -> Figure:
    """NUI10: commitments of the charter, checked and kept."""
    frame = nightlife.commitments
    own = frame[frame["commitment_id"] != WHOLE]
    unchecked = int((own["n"] == 0).sum())
    checked = own[own["n"] > 0]
    lecture = "aucun engagement n'a été vérifié."
    if len(checked):
        row = rows(checked)[0]
        lecture = (
            f"« {row['label_fr']} » : respecté lors de {number(row['count'])} vérifications sur "
            f"{number(row['n'])}."
        )
    return Figure(
        "engagements",
        charts.commitment_bars(frame, PARTIES),
        f"{number(unchecked)} engagements sur {number(len(own))} n'ont jamais été vérifiés",
        "Vérifications de chaque engagement de la charte, et celles qui l'ont trouvé respecté",
        Notes(
            lecture,
            "engagements de la charte, par partie. « Respecté » à partir de 90 % des vérifications, "
            "« respecté en partie » de 50 à 89 %, « peu respecté » en dessous. Qui est vérifié n'est pas "
            "tiré au sort.",
            note_source(nightlife, "charter_commitments", "suivi de la charte par la Ville"),
        ),
        charts.commitment_bars_alt(frame, PARTIES),
        charts.commitment_bars_data(frame, PARTIES),
    )


@block
def effect(nightlife: Nightlife) -> Figure | Prose:
    """NUI11: the zone of the measure against its control."""
    frame = nightlife.effect
    if frame.empty or frame["value"].isna().all():
        return Prose("Effet de la mesure : aucune comparaison n'est calculable.")
    row, avoided = rows(frame)[0], rows(nightlife.avoided)[0]
    arguments = (frame, {MEASURE: "mesure expérimentée"}, {CATEGORY: CATEGORY})
    title = (
        "Effet de la mesure : non détectable"
        if row["direction"] == UNDETECTED
        else f"Effet de la mesure : {row['direction']} détectée"
    )
    lecture = (
        f"de {number(row['t_before'])} à {number(row['t_after'])} incidents dans la zone de la mesure, de "
        f"{number(row['c_before'])} à {number(row['c_after'])} dans la zone témoin : {zone_statement(row)}."
    )
    if not is_missing(avoided["value"]):
        bounds = interval(avoided["ci_low"], avoided["ci_high"], 0, plus=True)
        lecture += f" En nombre d'incidents, l'écart est de {number(avoided['value'])} {bounds}."
    return Figure(
        "effet",
        evaluation_charts.zone_forest(*arguments),
        title,
        "Évolution des incidents de nuit dans la zone de la mesure, rapportée à celle de la zone témoin",
        Notes(
            lecture,
            f"incidents de nuit des deux zones, avant et après le début de la mesure. {CAUTION}",
            note_source(nightlife, "night_incidents", "relevé de nuit commun aux services"),
        ),
        evaluation_charts.zone_forest_alt(*arguments),
        evaluation_charts.zone_forest_data(*arguments),
    )
