"""Fictitious field data of the evaluation of Saint-Nazaire's policy of public tranquillity."""

from collections.abc import Callable

from data.demo.generate.saint_nazaire.actions import actions
from data.demo.generate.saint_nazaire.communes import communes
from data.demo.generate.saint_nazaire.conclusions import conclusions, recommendations
from data.demo.generate.saint_nazaire.crime import recorded_crime, recorded_crime_departement
from data.demo.generate.saint_nazaire.decisions import decisions
from data.demo.generate.saint_nazaire.documents import documents
from data.demo.generate.saint_nazaire.findings import findings
from data.demo.generate.saint_nazaire.governance import attendance, meetings, organisations
from data.demo.generate.saint_nazaire.incidents import local_incidents
from data.demo.generate.saint_nazaire.incidents_sources import source_coverage
from data.demo.generate.saint_nazaire.interviews import interviews
from data.demo.generate.saint_nazaire.legal import legal_checks
from data.demo.generate.saint_nazaire.logic_model import logic_model, waivers
from data.demo.generate.saint_nazaire.policy import baselines, objectives, policy_events
from data.demo.generate.saint_nazaire.qualitative import codebook, codings, segments
from data.demo.generate.saint_nazaire.quartiers import quartiers
from data.demo.generate.saint_nazaire.survey_form import (
    survey_items,
    survey_strata,
    survey_waves,
)
from data.demo.generate.saint_nazaire.survey_residents import survey_margins
from data.demo.generate.saint_nazaire.survey_responses import survey_responses
from data.demo.generate.saint_nazaire.truths import truths
from data.demo.generate.saint_nazaire.workshops import (
    workshop_items,
    workshop_votes,
    workshops,
)
from data.demo.generate.writing import Content

DATASETS: tuple[Callable[[], Content], ...] = (
    recorded_crime,
    recorded_crime_departement,
    communes,
    survey_waves,
    survey_strata,
    survey_items,
    survey_margins,
    survey_responses,
    interviews,
    codebook,
    segments,
    codings,
    documents,
    objectives,
    actions,
    baselines,
    organisations,
    meetings,
    attendance,
    decisions,
    legal_checks,
    policy_events,
    quartiers,
    source_coverage,
    local_incidents,
    workshops,
    workshop_items,
    workshop_votes,
    findings,
    conclusions,
    recommendations,
    logic_model,
    waivers,
    truths,
)


def contents() -> dict[str, Content]:
    """Every dataset by name: the name of its function is that of its file."""
    return {dataset.__name__: dataset() for dataset in DATASETS}
