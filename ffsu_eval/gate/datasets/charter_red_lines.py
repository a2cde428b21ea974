"""What no file of a charter may hold: a column about a person or a case, a text that tells of one.

A register of exchanges says who sends what class of information to whom, never about whom. The
words are a house list; sources of the rule: regulation (EU) 2016/679, articles 4(1) and 10.
"""

import re
from pathlib import Path

import pandas as pd

from ffsu_eval.disclosure import screening_names, screening_patterns
from ffsu_eval.disclosure.screening_text import fold
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.schema import Rule
from ffsu_eval.sources.raw import ROW, RawTable
from ffsu_eval.sources.tabular import read_table

# words of a heading: of a person, of a case
NOMINATIVE = frozenset((
    "nom", "noms", "prenom", "prenoms", "patronyme", "initiales", "naissance", "naissances", "ne",
    "nee", "age", "sexe", "adresse", "adresses", "domicile", "telephone", "tel", "portable",
    "courriel", "mail", "email", "nir", "matricule", "identite", "individu", "individus",
    "personne", "personnes", "usager", "beneficiaire", "mineur", "mineure", "victime", "auteur",
    "suspect", "famille", "menage", "dossier", "dossiers", "situation", "situations", "cas",
    "affaire", "procedure", "signalement", "name", "names", "firstname", "lastname", "surname",
    "birth", "birthdate", "birthday", "person", "persons", "case", "cases", "address", "phone",
    "gender",
))  # fmt: skip
# headings of the project that hold such a word without being about anybody
OURS = frozenset(("person_informed", "breach_procedure"))
# long enough to be sought inside a heading written in one word; « dateNaissance » is two words
ANYWHERE = ("prenom", "naissance", "dossier", "identite", "nomdefamille")
JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
CASE = re.compile(
    r"(?:dossier|situation|affaire|procedure|signalement|plainte)\s+(?:n\s?[°ºo]\.?|numero)\s*\w"
    r"|(?<!\w)(?:m\.|mr\.?|mme|mlle|monsieur|madame|mademoiselle)\s+(?=\w)(?!(?:le|la|les)\b)"
)
HEADING = "colonne qui désigne une personne ou un cas : un flux n'en porte aucun, à retirer"
TEXT = "texte qui désigne une personne ou un cas : à récrire sans lui"
NAME = "nom de personne : une fonction est attendue"
NO_RETENTION = "donnée personnelle sans durée de conservation : contrôle critique non satisfait"


def read_process(path: Path, shown_as: str) -> RawTable:
    """Read a file of processes; a heading about a person or a case makes it unreadable."""
    table = read_table(path, shown_as)
    table.faults.extend(
        f"ligne 1, colonne {name} : {HEADING}" for name in table.columns if nominative(name)
    )
    return table


def read_flows(path: Path, shown_as: str) -> RawTable:
    """Read the register of flows; personal data kept without a term are said, not refused."""
    table = read_process(path, shown_as)
    frame = table.frame
    if not table.faults and {"personal_data", "retention_days"} <= set(frame):
        endless = (frame["personal_data"].str.lower() == "oui") & (frame["retention_days"] == "")
        if endless.any():
            where = lines_fr(sorted(int(line) for line in frame.loc[endless, ROW]))
            table.notices.append(f"colonne retention_days, {where} : {NO_RETENTION}")
    return table


def nominative(heading: str) -> bool:
    """True when a heading speaks of a person or of a case."""
    plain = fold(JOINED.sub("_", heading))
    if plain in OURS:
        return False
    words = set(re.split(r"[^a-z]+", plain))
    return not NOMINATIVE.isdisjoint(words) or any(word in plain for word in ANYWHERE)


def no_case(*columns: str) -> tuple[Rule, ...]:
    """Rules: no text of these columns tells of a case or holds what identifies a person by form."""

    def rule(column: str) -> Rule:
        def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
            return raw[column].map(_tells_of_a_case).astype(bool)

        return Rule(TEXT, column, failing)

    return tuple(map(rule, columns))


def no_name(column: str) -> Rule:
    """Rule: no text of this column holds the name of a person."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return raw[column].map(lambda text: any(screening_names.spans(text))).astype(bool)

    return Rule(NAME, column, failing)


def _tells_of_a_case(text: str) -> bool:
    return bool(CASE.search(fold(text))) or any(screening_patterns.spans(text))
