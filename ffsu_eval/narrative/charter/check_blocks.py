"""What the law and the charter ask of each exchange, and what is satisfied: CHA03 and CHA04."""

import pandas as pd

from ffsu_eval.french import NOT_APPLICABLE, count_words, is_missing, number, of_total, percent
from ffsu_eval.indicators.charter.controls import FLOW, FORBID
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.charter.blocks import COMPLETE, REGISTER
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.rows import Row, capital, lowered, rows

READ, TO_READ = "lu", "à vérifier"
REMEDIES = {FORBID: "à proscrire", "regulariser": "à régulariser"}
SEVERITIES = {"critique": "critique", "majeure": "majeure", "mineure": "mineure"}


@block
def framework(charter: Charter) -> Table:
    """The texts and what the charter draws from each: read, or to be checked."""
    controls = charter.controls
    lines = []
    for text, own in controls.groupby("legal_ref", sort=False):
        read = bool((own["verified"] == "oui").all())
        lines.append(
            {
                "Texte": str(text),
                "Ce que la charte en tire": " ; ".join(lowered(label) for label in own["label_fr"]),
                "Source": " ; ".join(dict.fromkeys(map(str, own["source"]))),
                "État": READ if read else TO_READ,
            }
        )
    left = sum(line["État"] == TO_READ for line in lines)
    return Table(
        "textes",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'texte'))} fondent les contrôles, dont "
        f"{number(left)} à vérifier avant signature",
        "Textes, règle que la charte en tire, source et état de la lecture",
        Notes(
            "",
            "CSI : code de la sécurité intérieure ; CP : code pénal ; RGPD : règlement (UE) 2016/679 sur la "
            "protection des données. Un texte « à vérifier » n'a pas été lu par la mission.",
            "table des contrôles de l'atelier.",
        ),
    )


@block
def by_text(charter: Charter) -> Table:
    """CHA03 by legal reference, then in all."""
    frame = charter.compliance
    unread = set(charter.controls.loc[charter.controls["verified"] != "oui", "legal_ref"])
    names = {FLOW: "Sur les flux", "instance": "Sur les instances"}
    lines = []
    for row in rows(frame[frame["scope"] == "texte"]):
        mark = f" ({TO_READ})" if row["item"] in unread and TO_READ not in row["item"] else ""
        lines.append(_line(f"{row['item']}{mark}", row))
    lines += [_line(names[row["item"]], row) for row in rows(frame[frame["scope"] == "niveau"])]
    read, whole = rows(frame[frame["item"] == WHOLE])
    lines += [_line("Textes lus seulement", read), _line("Ensemble", whole)]
    return Table(
        "conformite",
        pd.DataFrame(lines),
        f"{number(whole['count'])} contrôles satisfaits sur {number(whole['n'])} applicables",
        "Contrôles satisfaits rapportés aux contrôles applicables et renseignés, par texte",
        _notes(
            charter,
            f"{of_total(whole['count'], whole['n'])} contrôles sont satisfaits, soit "
            f"{percent(whole['value'])} ; {number(whole['unknown'])} n'ont pas pu être renseignés.",
            "chaque contrôle vaut pour un, quelle que soit sa gravité ; ceux que personne n'a pu renseigner "
            f"ne comptent pas. {COMPLETE}",
        ),
        right=["Satisfaits", "Part", "Non renseignés"],
        total_row=True,
        signs=f"{NOT_APPLICABLE} : sans objet.",
    )


def _line(name: str, row: Row) -> dict[str, str]:
    known = not is_missing(row["value"])
    return {
        "Texte": name,
        "Satisfaits": of_total(row["count"], row["n"]) if known else NOT_APPLICABLE,
        "Part": percent(row["value"]) if known else NOT_APPLICABLE,
        "Non renseignés": number(row["unknown"]),
    }


@block
def critical(charter: Charter) -> Table | Prose:
    """CHA04: what must stop, what must be mended."""
    frame = charter.critical
    if frame.empty:
        return Prose("Aucun contrôle critique n'est en défaut dans les flux et instances recensés.")
    flows = {str(row["flow_id"]): row for row in rows(charter.mission.data.info_flows)}
    lines = []
    for _, own in frame.groupby(["level", "item"], sort=False):
        row = rows(own)[0]
        asked = [lowered(charter.control_labels[name]) for name in own["control_id"]]
        lines.append(
            {
                "Objet": _told(charter, flows, row),
                "Contrôles critiques non satisfaits": " ; ".join(asked),
                "Textes": " ; ".join(dict.fromkeys(own["legal_ref"])),
                # one control that forbids is enough
                "Suite": REMEDIES[FORBID if FORBID in set(own["remedy"]) else row["remedy"]],
            }
        )
    forbidden = frame.loc[(frame["level"] == FLOW) & (frame["remedy"] == FORBID), "item"].nunique()
    concerned = frame.loc[frame["level"] == FLOW, "item"].nunique()
    return Table(
        "critiques",
        pd.DataFrame(lines),
        f"{capital(count_words(forbidden, 'flux', 'flux'))} à proscrire, "
        f"{number(concerned - forbidden)} à régulariser",
        "Contrôles critiques non satisfaits, par flux et par instance",
        _notes(
            charter,
            "",
            "flux et instances dont un contrôle critique n'est pas satisfait. « À proscrire » : l'échange "
            "doit cesser ; « à régulariser » : il peut reprendre une fois la règle respectée.",
        ),
    )


def _told(charter: Charter, flows: dict[str, Row], row: Row) -> str:
    if row["level"] != FLOW:
        return f"Instance : {charter.places[row['item']]}"
    flow = flows[row["item"]]
    place = flow["instance_id"]
    where = "hors instance" if is_missing(place) else lowered(charter.places[place])
    return f"{row['item']} : {charter.names[flow['from_org']]} vers {charter.names[flow['to_org']]} ({where})"


@block
def unanswered(charter: Charter) -> Prose:
    """What nobody could say of the exchanges."""
    told = charter.compliance[charter.compliance["scope"] == "controle"]
    lines = [
        f"- {charter.control_labels[row['item']]} : "
        f"{count_words(row['unknown'], 'flux', 'flux')} sans réponse."
        for row in rows(told[told["unknown"] > 0])
    ]
    if not lines:
        return Prose("- Chaque contrôle a pu être renseigné.")
    return Prose("\n".join(lines))


@block
def controls(charter: Charter) -> Table:
    """Each control, its severity and its results."""
    found = charter.compliance[charter.compliance["scope"] == "controle"].set_index("item")
    lines = []
    for row in rows(charter.controls):
        name = row["control_id"]
        known = name in found.index and not is_missing(found.loc[name, "value"])
        lines.append(
            {
                "Contrôle": row["label_fr"],
                "Porte sur": "flux" if row["level"] == FLOW else "instance",
                "Établi par": "calcul"
                if row["established"] == "calcule"
                else "constat de la mission",
                "Gravité": SEVERITIES[row["severity"]],
                "Texte": _text(row),
                "Satisfaits": of_total(found.loc[name, "count"], found.loc[name, "n"])
                if known
                else NOT_APPLICABLE,
            }
        )
    return Table(
        "controles",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'contrôle'))} par flux ou par instance",
        "Contrôles, façon dont ils sont établis, gravité et résultat",
        _notes(charter, "", f"contrôles applicables et renseignés. {COMPLETE}"),
        right=["Satisfaits"],
        signs=f"{NOT_APPLICABLE} : sans objet, ou non documenté.",
    )


def _text(row: Row) -> str:
    text = str(row["legal_ref"])
    return text if row["verified"] == "oui" or TO_READ in text else f"{text} ({TO_READ})"


def _notes(charter: Charter, lecture: str, scope: str) -> Notes:
    return Notes(lecture, scope, f"{REGISTER} ; {charter.mission.status_words('info_flows')}.")
