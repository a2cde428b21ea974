"""What may never enter a mission on radicalisation, whatever the file and whoever gives it.

The refusal comes before any rule is checked and before anything is typed or stored: the mission stops,
and says which file, column and lines, never what they hold. Data protection: RGPD, art. 10;
threshold of eleven: Insee, Guide du secret statistique.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.convert import typed_column
from ffsu_eval.gate.datasets import groups_of
from ffsu_eval.gate.datasets.radicalisation import WIDE_AREAS
from ffsu_eval.gate.request import Request
from ffsu_eval.project import shown_path
from ffsu_eval.sources.raw import FILE, ROW, RawTable

RADICALISATION = "radicalisation"
LEAST = ENGAGEMENTS[RADICALISATION].least
# columns that count persons; a number from 1 to 10 could be somebody's
PERSONS = {
    "training_log": ("n_trained", "n_target"),
    "actions": ("beneficiaries", "beneficiaries_qpv"),
    "prefecture_figures": ("count",),
}
RELIGION = (
    r"religi\w*|cultes?|cultuel\w*|confession\w*|croyan\w*|prieres?|pratiquant\w*|voiles?|foulards?|"
    r"hijab|niqab|barbes?|mosquees?|eglises?|synagogues?|temples?|convertie?s?|ramadan|halal|casher|"
    r"islam\w*|musulman\w*|chretien\w*|catholique\w*|protestant\w*|juifs?|juives?|bouddhis\w*"
)
PLACE = (
    r"quartiers?|iris|qpv|carreaux?|mailles?|cell_250m|grid_cell\w*|adresses?|rues?|voies?|"
    r"lieu_dit|residences?"
)
_CASE = r"(?:cas|signalements?|dossiers?|individus?|personnes?|familles?_suivies?|jeunes?|eleves?)"
INDIVIDUAL = (
    rf"(?:nom|prenoms?|patronyme|identite|naissance|date_de_naissance|date_naissance|ne_le|nee_le|nir|"
    rf"telephone|courriel|email|e_mail|pseudo\w*|"
    rf"nom_(?:de_)?(?:famille|naissance|usage|personne|jeune|eleve)|"
    rf"{_CASE}_(?:id|numero|num|n|nom|age|sexe)|(?:id|numero|num|nom|age|sexe)_(?:du_|de_la_|de_)?{_CASE})"
)
WHOLE_NAME = {
    "donnée individuelle : ce type de mission n'en traite aucune": re.compile(rf"^{INDIVIDUAL}$"),
}
PART_OF_NAME = {
    "pratique religieuse : aucune variable de cette nature n'est admise": re.compile(
        rf"(?:^|_)(?:{RELIGION})(?:_|$)"
    ),
    "ventilation par quartier ou par adresse : la commune est la maille la plus fine": re.compile(
        rf"(?:^|_)(?:{PLACE})(?:_|$)"
    ),
}
Crossed = Iterator[str]


def need_within_red_lines(request: Request, tables: Mapping[str, RawTable]) -> None:
    """GateRefusal, with every red line that is crossed; nothing for the types that have none."""
    rules = RED_LINES.get(request.engagement, ())
    messages = [line for rule in rules for line in rule(request, tables)]
    if messages:
        raise GateRefusal("\n".join(messages))


def _unexpected_files(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    """A file of the mission's own folder that it does not read could hold anything."""
    folder, _ = request.own_data
    groups = groups_of(request.engagement)
    known = {dataset.file for group in groups for dataset in group.datasets}
    known |= {file.file for files in request.sources.values() for file in files}
    own = folder / request.engagement
    for path in sorted(own.rglob("*")) if own.is_dir() else ():
        if path.is_file() and path.name not in known and not path.name.startswith("."):
            shown = shown_path(path, request.root)
            yield (
                f"{shown} : ligne rouge : fichier que ce type de mission ne lit pas ; il pourrait "
                "contenir des données individuelles ou de quartier, à retirer"
            )


def _columns(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    for table in tables.values():
        for name in table.columns:
            heading = table.headings.get(name, name)
            for said in dict.fromkeys((name, heading)):
                rule = crossed_by(said)
                if rule:
                    yield f"{table.file}, colonne {heading} : ligne rouge : {rule}"
                    break


def _codes(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    """A theme of the grid of interviews is a variable too."""
    table = tables.get("codebook")
    if table and "code_id" in table.columns:
        for rule in (*WHOLE_NAME, *PART_OF_NAME):
            failing = table.frame["code_id"].map(lambda code, own=rule: crossed_by(code) == own)
            yield from _lines(table, "code_id", failing, rule)


def crossed_by(column: str) -> str:
    """The red line that the name of a column crosses; empty when none is."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", column.casefold())
        if not unicodedata.combining(letter)
    )
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    found = [rule for rule, shape in WHOLE_NAME.items() if shape.search(name)]
    found += [rule for rule, shape in PART_OF_NAME.items() if shape.search(name)]
    return found[0] if found else ""


def _small_counts(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    rule = f"nombre de personnes de 1 à {LEAST - 1} : à regrouper avant remise"
    for dataset, columns in PERSONS.items():
        table = tables.get(dataset)
        for column in columns if table else ():
            if table and column in table.columns:
                counts = typed_column(table.frame[column], "integer")
                failing = ((counts > 0) & (counts < LEAST)).fillna(False)
                yield from _lines(table, column, failing, rule)


def _too_fine(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    table = tables.get("prefecture_figures")
    if table and "area_level" in table.columns:
        failing = ~table.frame["area_level"].isin(WIDE_AREAS)
        rule = (
            "chiffre préfectoral plus fin que le département : seuls sont admis les chiffres déjà "
            "publiés d'un département, d'une région ou de la France"
        )
        yield from _lines(table, "area_level", failing, rule)


def _foreign_communes(request: Request, tables: Mapping[str, RawTable]) -> Crossed:
    table = tables.get("commune_setup")
    if table and "commune_code" in table.columns:
        failing = ~table.frame["commune_code"].isin(request.communes)
        for line in _lines(table, "commune_code", failing, "commune hors du territoire"):
            yield line.replace("ligne rouge : ", "")


def _lines(table: RawTable, column: str, failing: pd.Series, rule: str) -> Crossed:
    frame = table.frame
    files = frame[FILE] if FILE in frame else pd.Series("", index=frame.index)
    broken = frame.loc[failing.to_numpy(dtype=bool)]
    for file, part in broken.groupby(files[broken.index]):
        shown = f"{table.file}{f' ({file})' if file else ''}"
        where = lines_fr(sorted(int(line) for line in part[ROW]))
        heading = table.headings.get(column, column)
        yield f"{shown}, colonne {heading}, {where} : ligne rouge : {rule}"


Rule = Callable[[Request, Mapping[str, RawTable]], Crossed]
RED_LINES: dict[str, tuple[Rule, ...]] = {
    RADICALISATION: (
        _unexpected_files,
        _columns,
        _codes,
        _small_counts,
        _too_fine,
        _foreign_communes,
    )
}
