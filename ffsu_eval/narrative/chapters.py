"""The chapters that a notebook may call, and the evidence that they give together.

A chapter whose data the mission does not have is ``Absent``: its blocks say so, and the findings
that rest on it too.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from ffsu_eval import extensions
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.mission import RECORDED, SURVEYS, Mission
from ffsu_eval.narrative.absent import Absent, gathered, opened
from ffsu_eval.narrative.analysis import Analysis, analyse
from ffsu_eval.narrative.charter import evidence as charter_evidence
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.narrative.council import evidence as council_evidence
from ffsu_eval.narrative.council.results import Council
from ffsu_eval.narrative.diagnosis import evidence as diagnosis_evidence
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.narrative.doctrine import evidence as doctrine_evidence
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.evaluation import evidence as evaluation_evidence
from ffsu_eval.narrative.evaluation.results import Evaluation
from ffsu_eval.narrative.incidents import evidence as incident_evidence
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.interviews import evidence as interview_evidence
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.night import evidence as night_evidence
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.partnership import evidence as partnership_evidence
from ffsu_eval.narrative.partnership.results import Partnership
from ffsu_eval.narrative.policy import evidence as policy_evidence
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.narrative.radicalisation import evidence as radicalisation_evidence
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.narrative.recorded import evidence as crime_evidence
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.narrative.strategy import evidence as strategy_evidence
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.narrative.survey import evidence as survey_evidence
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.narrative.workshops import blocks as workshop_blocks
from ffsu_eval.narrative.workshops.results import Workshop

# chapter → what it gives as evidence, in the order of the register
EVIDENCE: dict[str, Callable[[Any], list[Evidence]]] = {
    "crime": crime_evidence.items,
    "surveys": survey_evidence.items,
    "incidents": incident_evidence.items,
    "workshop": workshop_blocks.items,
    "interviews": interview_evidence.items,
    "mission": interview_evidence.of_documents,
    "partnership": partnership_evidence.items,
    "policy": policy_evidence.items,
    "diagnosis": diagnosis_evidence.items,
    "strategy": strategy_evidence.items,
    "council": council_evidence.items,
    "evaluation": evaluation_evidence.items,
    "radicalisation": radicalisation_evidence.items,
    "doctrine": doctrine_evidence.items,
    "nightlife": night_evidence.items,
    "charter": charter_evidence.items,
}
# chapters that only some types of mission tell
ONLY = {
    "diagnosis": {"dls"},
    "strategy": {"stspd"},
    "policy": {"evaluation", "clspd"},
    "council": {"clspd"},
    "evaluation": {"evaluation"},
    "radicalisation": {"radicalisation"},
    "doctrine": {"doctrine_pm"},
    "nightlife": {"nuit"},
    "charter": {"charte"},
}
# prefix of evidence → the groups of datasets that it is drawn from
INTERVIEWS = "entretiens"
COUNCIL = ("organisations", "réunions", "décisions du conseil", "exigences légales")
DRAWN_FROM = {
    "REC": (RECORDED,),
    "SUR": (SURVEYS,),
    "INC": ("incidents locaux",),
    "PRI": ("ateliers",),
    "QUA": (INTERVIEWS,),
    "PIE": ("documents",),
    "GOV": (*COUNCIL, SURVEYS, INTERVIEWS),
    "ACT": ("objectifs et actions",),
    "STS": (
        "objectifs et actions",
        "organisations",
        "enjeux de la stratégie",
        "cadres et alignements",
        "capacités des pilotes",
    ),
    "CLS": (
        "formations du conseil",
        "sièges du conseil",
        "étapes de la création",
        "avis des membres",
        "indicateurs de suivi",
        "décisions du conseil",
    ),
    "EVA": (
        "objectifs et actions",
        "zones et zones témoins",
        "coûts des actions",
        "priorités de départ",
    ),
    "RAD": (
        "dispositifs des communes",
        "circuits de signalement",
        "formation des professionnels",
        "questionnaire des professionnels",
        "ressources de prévention",
        "échelle et relecture des actions",
        "objectifs et actions",
    ),
    "NUI": (
        "zones de vie nocturne",
        "incidents de nuit",
        "plaintes pour bruit",
        "présence la nuit",
        "comptages de piétons",
        "tournées de médiation",
        "établissements de nuit",
        "transports de nuit",
        "secours et urgences la nuit",
        "sanctions administratives",
        "engagements de la charte",
        "questionnaires de la nuit",
    ),
    "CHA": (
        "instances d'échange",
        "flux d'information",
        "signataires de la charte",
        "confiance des professionnels",
        "revues annuelles de la charte",
    ),
    "SOC": (RECORDED, "données sociales"),
    "DLS": (RECORDED, SURVEYS, "réponses existantes", "marches exploratoires", "données sociales"),
    "DOC": (
        "effectifs de la police municipale",
        "effectifs comparés",
        "catalogue des missions",
        "vacations de la police municipale",
        "activités de la police municipale",
        "appels à la police municipale",
        "présence de la police nationale",
        "attentes sur les missions",
        "clauses de la convention",
        "formations des agents",
        "interventions et contacts",
        "usages de la force",
        "réclamations",
        "scénarios d'organisation",
    ),
}

# types that live in a folder of their own (ffsu_eval.extensions)
OWN = {key: extensions.part(key, "chapter") for key in extensions.found()}
EVIDENCE |= {key: module.items for key, module in OWN.items()}
ONLY |= {key: {key} for key in OWN}
DRAWN_FROM |= {
    module.PREFIX: tuple(label for label, _ in extensions.part(key, "datasets").GROUPS)
    for key, module in OWN.items()
}


class Chapters:
    """Every chapter of a mission, each opened when it is asked for."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @cached_property
    def crime(self) -> RecordedCrime | Absent:
        """Recorded crime: REC01 to REC08."""
        return opened(RecordedCrime, self.mission)

    @cached_property
    def surveys(self) -> Surveys | Absent:
        """Surveys: SUR01 to SUR10."""
        return opened(Surveys, self.mission)

    @cached_property
    def incidents(self) -> LocalIncidents | Absent:
        """Local incidents: INC01 to INC08."""
        return opened(LocalIncidents, self.mission)

    @cached_property
    def workshop(self) -> Workshop | Absent:
        """Workshop: PRI01 to PRI04."""
        return opened(Workshop, self.mission)

    @cached_property
    def interviews(self) -> Interviews | Absent:
        """Interviews: QUA01 to QUA04."""
        return opened(Interviews, self.mission)

    @cached_property
    def partnership(self) -> Partnership | Absent:
        """Governance: GOV01 to GOV09."""
        return opened(Partnership, self.mission)

    @cached_property
    def policy(self) -> Policy | Absent:
        """Objectives and actions: ACT01 to ACT08, EVA01, EVA02."""
        return opened(Policy, self.mission)

    @cached_property
    def diagnosis(self) -> Diagnosis | Absent:
        """Felt and recorded, needs and responses, walks, two communes: DLS01 to DLS04."""
        others = (self.crime, self.surveys, self.incidents, self.interviews)
        return opened(lambda mission: Diagnosis(mission, *others), self.mission)

    @cached_property
    def strategy(self) -> Strategy | Absent:
        """A strategy to come: STS01 to STS08."""
        return opened(Strategy, self.mission)

    @cached_property
    def council(self) -> Council | Absent:
        """A local council: CLS01 to CLS06."""
        return opened(Council, self.mission)

    @cached_property
    def evaluation(self) -> Evaluation | Absent:
        """Zones, costs, priorities of the start: EVA03 to EVA07."""
        others = (self.crime, self.policy, self.surveys, self.workshop)
        return opened(lambda mission: Evaluation(mission, *others), self.mission)

    @cached_property
    def radicalisation(self) -> Radicalisation | Absent:
        """Prevention of radicalisation: RAD01 to RAD13."""
        return opened(Radicalisation, self.mission)

    @cached_property
    def doctrine(self) -> Doctrine | Absent:
        """A municipal police service: DOC01 to DOC15."""
        return opened(Doctrine, self.mission)

    @cached_property
    def nightlife(self) -> Nightlife | Absent:
        """The night of a city: NUI01 to NUI14."""
        return opened(Nightlife, self.mission)

    @cached_property
    def charter(self) -> Charter | Absent:
        """A charter of information exchange: CHA01 to CHA09."""
        return opened(Charter, self.mission)

    def __getattr__(self, name: str) -> Any:
        """The chapter of a type that lives in a folder of its own."""
        if name not in OWN:
            raise AttributeError(name)
        chapter = opened(OWN[name].Chapter, self.mission)
        setattr(self, name, chapter)
        return chapter

    @cached_property
    def register(self) -> Register:
        """The evidence of every chapter that has data."""
        register = Register(absent=self._absent())
        for name, items in EVIDENCE.items():
            if self.mission.engagement not in ONLY.get(name, {self.mission.engagement}):
                continue
            chapter = getattr(self, name)
            if not isinstance(chapter, Absent):
                register.add(gathered(chapter, items))
        if self.mission.engagement in ONLY["diagnosis"] and isinstance(self.diagnosis, Diagnosis):
            # needs are read in the findings and in the evidence that they cite
            register.add(diagnosis_evidence.of_needs(self.diagnosis, register))
        return register

    def _absent(self) -> dict[str, str]:
        """By prefix of evidence, the data that the mission does not have."""
        lacking = {*self.mission.absent, *self.mission.lacking}
        found = {
            prefix: [group for group in groups if group in lacking]
            for prefix, groups in DRAWN_FROM.items()
        }
        return {prefix: ", ".join(groups) for prefix, groups in found.items() if groups}

    @cached_property
    def analysis(self) -> Analysis | Absent:
        """What the analyst wrote, checked against the evidence."""
        return opened(lambda mission: analyse(mission, self.register), self.mission)
