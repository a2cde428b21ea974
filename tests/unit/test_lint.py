"""Each rule of writing has a text that it accepts and a text that it refuses."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.evidence import lint
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.lint.causes import causes
from ffsu_eval.evidence.lint.numbers import figures
from ffsu_eval.evidence.lint.sections import filled_sections, section_faults
from ffsu_eval.evidence.lint.texts import sentences
from ffsu_eval.reference import table

ITEM = Evidence(
    evidence_id="SUR01:soiree",
    label_fr="sentiment d'insécurité des 12-17 ans",
    statement_fr="46 % des répondants (n = 172)",
    headline_fr="46 %",
    family="SUR",
    quality="B",
    direction="descriptif",
    producer="enquête",
    status="terrain",
    shown_in="fig-x",
    value=0.4603,
    n=172,
)
CHANGE = dataclasses.replace(
    ITEM,
    evidence_id="REC02:x",
    label_fr="cambriolages",
    statement_fr="−31 % [−40 ; −21], en baisse",
    value=0.69,
    ci_low=0.6,
    ci_high=0.79,
    n=3480,
)


def statement(text: str, rung: Any = "descriptif", **changes: Any) -> lint.Statement:
    made = lint.Statement("constat", "C1", text, rung, (ITEM, CHANGE), ("SUR01:soiree",))
    return dataclasses.replace(made, **changes)


def rules(text: str, rung: Any = "descriptif", **changes: Any) -> list[str]:
    return [fault.rule for fault in lint.text_faults([statement(text, rung, **changes)])]


def test_plain_text_has_no_fault() -> None:
    assert rules("Les acteurs se sentent moins en sécurité le soir : {SUR01:soiree}.") == []


@pytest.mark.parametrize(
    ("kind", "rule"), [("constat", "L1"), ("conclusion", "L2"), ("recommandation", "L2")]
)
def test_what_rests_on_nothing_is_refused(kind: Any, rule: str) -> None:
    assert rules("Un texte.", kind=kind, rests_on=()) == [rule]
    assert rules("Un texte.", kind=kind) == []


def test_evidence_read_aloud_must_be_in_the_chain() -> None:
    fault = lint.text_faults([statement("Le reste : {SUR02:trafic}.")])[0]
    assert fault.rule == "L1"
    assert "SUR02:trafic" in fault.reason


# text, lowest rung that accepts it
CAUSES = [
    ("L'action a permis un recul.", "contribution plausible"),
    ("L'action n'a pas permis un recul.", "contribution plausible"),
    ("Elle permettrait un recul.", "contribution plausible"),
    ("Les vols reculent grâce aux patrouilles.", "contribution plausible"),
    ("Les vols reculent sous l’effet de la présence.", "contribution plausible"),
    ("Elle a ainsi contribué au recul.", "contribution plausible"),
    ("Elle a pu contribuer au recul.", "contribution plausible"),
    ("Le recul s'explique par le télétravail.", "contribution plausible"),
    ("Le télétravail explique le recul.", "contribution plausible"),
    ("La fermeture a entraîné un report.", "contribution plausible"),
    ("La hausse est due aux travaux.", "contribution plausible"),
    ("La hausse résulte des travaux.", "contribution plausible"),
    ("Une contribution de l'action est plausible.", "contribution plausible"),
    ("L'action a réduit les vols.", "effet estimé"),
    ("L'action n'a pas réduit les vols.", "effet estimé"),
    ("L'action a nettement fait baisser les vols.", "effet estimé"),
    ("Les passages réduisent les vols.", "effet estimé"),
    ("L'impact de l'action est net.", "effet estimé"),
    ("L'action a probablement réduit les vols.", "contribution plausible"),
    ("L'action aurait réduit les vols.", "contribution plausible"),
    ("L'action semble avoir réduit les vols.", "contribution plausible"),
    ("L'action a pu réduire les vols.", "contribution plausible"),
    ("Les vols reculent parce que les patrouilles passent.", "contribution plausible"),
    ("La baisse vient des patrouilles.", "contribution plausible"),
    ("Cela contribuerait au recul.", "contribution plausible"),
    ("Les deux séries sont corrélées.", "associé"),
]


@pytest.mark.parametrize(("text", "needed"), CAUSES)
def test_causal_words_need_their_rung(text: str, needed: Any) -> None:
    ladder = ["descriptif", "associé", "contribution plausible", "effet estimé"]
    accepted = [rung for rung in ladder if "L3" not in rules(text, rung)]
    assert accepted == ladder[ladder.index(needed) :]


@pytest.mark.parametrize(
    "text",
    [
        "Le taux a baissé de 2018 à 2022.",
        "Les effectifs ne permettent pas de conclure.",
        "Les données ne permettent pas d'en juger.",
        "Les acteurs expliquent que le soir est plus difficile.",
        "« L'action a réduit les vols », dit un gardien.",
        "« Grâce à eux, c’est plus calme », disent plusieurs personnes.",
        "Le permis de construire est accordé.",
        "La ville a pris un engagement réduit.",
        "Il y a un report possible.",
        "Le suivi inégal en limite la portée.",
    ],
)
def test_descriptions_speech_and_quotations_are_no_causes(text: str) -> None:
    assert rules(text) == []


def test_claimed_rung_may_be_lower_never_higher() -> None:
    assert rules("Un texte.", "associé", claimed="descriptif") == []
    assert rules("Un texte.", "associé", claimed="associé") == []
    assert rules("Un texte.", "associé", claimed="effet estimé") == ["L3"]


def test_every_line_of_the_causal_table_is_met() -> None:
    """A pattern that no text of these tests meets would be a line that nobody has tried."""
    tried = [text for text, _ in CAUSES] + [
        "Cela a provoqué un report.",
        "Cela a conduit à un report.",
        "Cela a freiné le projet.",
        "La hausse vient en raison des travaux.",
        "La hausse est imputable aux travaux.",
        "Cela a empêché un report.",
    ]
    met = {
        rank
        for text in tried
        for sentence in sentences(text)
        for rank, cause in enumerate(causes())
        if cause.pattern.search(sentence.own)
    }
    assert met == set(range(len(table("causal_phrases"))))


@pytest.mark.parametrize(
    "text",
    [
        "46 % des répondants le disent.",
        "46,0 % des répondants le disent.",
        "Quarante-six pour cent le disent.",
        "Un tiers des faits en moins.",
        "Environ 50 % le disent.",
        "Une baisse de 31 % est enregistrée.",
        "172 réponses sont analysées.",
        "Près de 3 500 logements sont suivis.",
        "Les 12-17 ans sont concernés.",
        "De 2018 à 2022, le 12 mars 2018, après 20 h, l'axe 2 et l'article L. 132-4.",
        "Entre 2018-2022, deux actions sur les trois axes.",
        "« J'ai vu 30 personnes », dit un gardien.",
        "L'intervalle est à 95 %, pendant la crise du COVID-19.",
        "Un signalement par un tiers, deux passages sur trois axes, un quart d'heure.",
    ],
)
def test_figures_that_evidence_carries_or_that_measure_nothing(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "47 % des répondants le disent.",
        "46,3 % des répondants le disent.",
        "Quarante-sept pour cent le disent.",
        "173 réponses sont analysées.",
        "172 % des répondants le disent.",
        "Une baisse de 35 points est enregistrée.",
        "Les 18-25 ans sont concernés.",
        "Les crédits courent sur douze mois.",
        "Le coût est de 12 000 euros.",
        "Environ 90 % le disent.",
        "Trois quarts des répondants le disent.",
        "Deux répondants sur trois le disent.",
        "Neuf sur dix.",
    ],
)
def test_typed_figures_are_refused(text: str) -> None:
    assert rules(text) == ["L4"]


def test_a_recommendation_may_ask_for_a_delay_but_not_invent_a_share() -> None:
    def asked(text: str) -> list[str]:
        return rules(text, kind="recommandation")

    assert asked("Répondre sous 15 jours, deux fois par an.") == []
    assert asked("Atteindre 80 % de réponses.") == ["L4"]


def test_figures_in_letters() -> None:
    said = "quatre-vingt-dix jours, deux cents euros, vingt et un mois, mille deux cents euros"
    assert [each.size for each in figures(said)] == [90, 200, 21, 1200]


@pytest.mark.parametrize(
    "text",
    [
        "Le taux de délinquance global recule.",
        "La délinquance globale recule.",
        "La délinquance a baissé.",
        "L'indice d’insécurité progresse.",
        "Un score de sécurité est calculé.",
        "Le total des crimes et délits est stable.",
        "« La délinquance explose, un taux de criminalité record », dit-on.",
    ],
)
def test_a_global_crime_rate_is_refused(text: str) -> None:
    assert "L5" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "C'est la ville la plus dangereuse du département.",
        "La commune est classée 3e.",
        "Elle est au deuxième rang.",
        "Le palmarès la place en bas.",
        "Un quartier parmi les plus calmes, parmi les communes les plus touchées.",
        "Le classement des communes la place bien.",
        "C'est la 3e commune.",
    ],
)
def test_a_ranking_of_territories_is_refused(text: str) -> None:
    assert "L6" in rules(text, items=())


@pytest.mark.parametrize(
    "text",
    [
        "Les cambriolages enregistrés reculent.",
        "La prévention de la délinquance est une mission du conseil local.",
        "Le service jugé le plus efficace est la médiation.",
        "Le taux est au-dessus de celui des communes comparées.",
        "La formation plénière est classée sans suite.",
    ],
)
def test_what_the_report_may_say(text: str) -> None:
    assert rules(text) == []


def test_adjectives_are_noticed_and_stop_nothing() -> None:
    judged = statement("Une hausse inquiétante, une explosion des faits.")
    assert lint.text_faults([judged]) == []
    assert len(lint.notices([judged])) == 2
    assert lint.notices([statement("« C'est inquiétant », dit un gardien.")]) == []


def test_a_sentence_is_one_fault_per_rule_and_is_quoted() -> None:
    text = "Rien ici. Grâce à elle, l'action a permis un recul de 47 %. Rien là."
    faults = lint.text_faults([statement(text)])
    assert [fault.rule for fault in faults] == ["L3", "L4"]
    line = faults[0].line()
    assert line.startswith("findings.yml, C1, règle L3")
    assert "« Grâce à elle, l'action a permis un recul de 47 %. »" in line
    assert "Rien" not in line


def test_sentences_end_at_stops_not_inside_abbreviations() -> None:
    said = [sentence.raw for sentence in sentences("Un. Deux, art. 3 ! « Trois. » Quatre")]
    assert said == ["Un.", "Deux, art. 3 !", "« Trois. »", "Quatre"]


def cells(*markdown: str) -> list[tuple[str, str]]:
    return [("markdown", text) for text in markdown]


def test_mandatory_sections_are_looked_for_in_the_notebook() -> None:
    wanted = table("mandatory_sections")
    anchors = list(wanted.loc[wanted["engagement"].isin(["*", "evaluation"]), "anchor"])
    whole = cells(*[f"# Titre {{#{anchor}}}\n\ntexte" for anchor in anchors])
    assert list(section_faults(whole, "evaluation", "x.ipynb")) == []
    missing = list(section_faults(whole[1:], "evaluation", "x.ipynb"))
    assert [fault.target for fault in missing] == [anchors[0]]
    others = [fault.target for fault in section_faults([], "diagnostic", "x.ipynb")]
    assert others == list(wanted.loc[wanted["engagement"] == "*", "anchor"])


def test_an_empty_section_is_missing() -> None:
    book = [
        *cells("# Vide {#sec-vide}", "# Pleine {.unnumbered #sec-pleine}\n\n## Sous {#sec-sous}"),
        ("code", "display(x)"),
        *cells("# Fin {#sec-fin}"),
    ]
    assert filled_sections(book) == {"sec-pleine", "sec-sous"}


@given(st.text(alphabet="aeimnprstu àéèî'’«».,%{}:-0123456789\n", max_size=300))
def test_no_text_makes_the_rules_fail(text: str) -> None:
    raw = [sentence.raw for sentence in sentences(text)]
    assert "".join("".join(raw).split()) == "".join(text.split())
    assert all(fault.line() for fault in lint.text_faults([statement(text)]))
