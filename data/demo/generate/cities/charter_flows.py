"""The flows of the fictitious charter, one by one.

Truths: sensitive exchanges by telephone outside any group, one flow of medical and social information
in a plenary session, few returns, persons rarely informed.
"""

GROUPS, SOCIAL = "CSI, art. L132-5", "loi du 5 mars 2007, art. 8"
PUBLIC_TASK = "RGPD, art. 6"
# sender, receiver, instance, class, purpose, legal basis, legal exception, personal data, offences,
# channel, recipients, days kept, person informed, logged, something comes back
FLOWS = (
    # the group on domestic violence: the best kept
    (9, 20, "F3", "confidentielle", "orienter les victimes", GROUPS, "", True, True, "reunion", 6, 365,
     "oui", True, True),
    (20, 9, "F3", "confidentielle", "signaler un danger", GROUPS, "", True, True, "reunion", 6, 365,
     "oui", True, True),
    (10, 2, "F3", "confidentielle", "informer des suites données", GROUPS, "", True, True, "reunion", 6,
     365, "non", True, False),
    (12, 20, "F3", "confidentielle", "préparer une sortie", GROUPS, "", True, True, "reunion", 6, 365,
     "motif", True, False),
    (20, 2, "F3", "statistique", "compter les accueils", "", "", False, False, "courriel", 8, None,
     "sans_objet", False, False),
    # the group on public spaces: under the charter, less well kept
    (17, 3, "F5", "confidentielle", "traiter des occupations répétées", GROUPS, "", True, False, "reunion",
     8, None, "non", False, False),
    (16, 3, "F5", "generale", "organiser les passages", "", "", False, False, "reunion", 8, None,
     "sans_objet", False, True),
    (19, 3, "F5", "statistique", "situer les faits signalés", "", "", False, False, "courriel", 8, None,
     "sans_objet", False, False),
    (3, 17, "F5", "generale", "dire ce qui a été fait", "", "", False, False, "reunion", 8, None,
     "sans_objet", False, True),
    (9, 3, "F5", "confidentielle", "coordonner les interventions", GROUPS, "", True, True, "reunion", 8,
     180, "non", False, False),
    (18, 5, "F5", "generale", "planifier les remises en état", "", "", False, False, "reunion", 8, None,
     "sans_objet", False, True),
    # the landlords' meeting: no charter
    (17, 16, "F6", "confidentielle", "préparer les passages de la médiation", "", "", True, False,
     "reunion", 5, None, "non", False, False),
    (16, 17, "F6", "generale", "rendre compte des soirées", "", "", False, False, "courriel", 5, None,
     "sans_objet", False, True),
    # the network of victim support: social workers only, no charter either
    (14, 6, "F4", "secrete", "assurer la continuité d'un accompagnement", PUBLIC_TASK, SOCIAL, True,
     False, "reunion", 3, 365, "oui", True, True),
    # the plenary session: truth, one flow to forbid
    (14, 1, "F1", "secrete", "présenter des difficultés sociales et de santé", "", SOCIAL, True, False,
     "reunion", 22, None, "non", False, False),
    (3, 1, "F1", "statistique", "présenter l'activité de l'année", "", "", False, False, "reunion", 22,
     None, "sans_objet", False, False),
    (7, 1, "F1", "generale", "présenter les orientations de l'État", "", "", False, False, "reunion", 22,
     None, "sans_objet", False, False),
    (1, 21, "F1", "publique", "annoncer les actions", "", "", False, False, "reunion", 22, None,
     "sans_objet", False, False),
    # the restricted formation
    (10, 1, "F2", "generale", "présenter la politique pénale", "", "", False, False, "reunion", 8, None,
     "sans_objet", False, False),
    (7, 2, "F2", "generale", "partager un état de la menace", "", "", False, False, "reunion", 8, None,
     "sans_objet", False, False),
    # truth: outside any instance, by telephone mostly
    (3, 17, "", "confidentielle", "identifier un logement concerné", "", "", True, False, "telephone", 1,
     None, "non", False, False),
    (13, 3, "", "confidentielle", "prévenir une tension à la sortie", "", "", True, False, "telephone", 1,
     None, "non", False, False),
    (15, 2, "", "confidentielle", "alerter sur une rupture de parcours", "", "", True, False, "telephone",
     1, None, "non", False, False),
    (9, 17, "", "confidentielle", "", "", "", True, True, "telephone", 1, None, "non", False, False),
    (6, 14, "", "secrete", "organiser une prise en charge", PUBLIC_TASK, SOCIAL, True, False,
     "courriel", 2, 365, "oui", True, True),
    (16, 2, "", "generale", "signaler un besoin de présence", "", "", False, False, "courriel", 1, None,
     "sans_objet", False, False),
    # the network again, with what is confidential and has no charter there
    (13, 20, "F4", "confidentielle", "orienter des familles", GROUPS, "", True, False, "reunion", 5, None,
     "non", False, False),
)  # fmt: skip
# controls judged otherwise than satisfied; an empty status: nobody could tell
JUDGED_APART = {
    ("X06", "FICHIER"): "non",
    ("X12", "FICHIER"): "non",
    ("X12", "CONNAITRE"): "non",
    ("X15", "SECRET"): "non",
    ("X15", "TIERS"): "non",
    ("X15", "CONNAITRE"): "non",
    ("X15", "MINIMISATION"): "non",
    ("X21", "MINIMISATION"): "non",
    ("X22", "FICHIER"): "",
    ("X23", "TIERS"): "",
    ("X24", "INFRACTION"): "non",
    ("X24", "MINIMISATION"): "non",
    ("X24", "TIERS"): "",
}
