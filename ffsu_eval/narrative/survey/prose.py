"""What the reader must know of a survey before reading it: sentences from the wave itself."""

from ffsu_eval.french import count_words, date_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.survey.notes import PEOPLE
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.rows import capital, rows


@block
def method(wave: SurveyWave) -> Prose:
    """Who was asked, how, when, and what the answers may be extended to."""
    said = wave.wave
    whole = rows(wave.response[wave.response["stratum"] == WHOLE])[0]
    done = count_words(whole["finished"], "questionnaire complet", "questionnaires complets")
    sentences = [
        f"{capital(PEOPLE[said['population']])} : {said['frame_desc'][0].lower()}"
        f"{said['frame_desc'][1:]}. {capital(said['mode'])}, du {date_fr(said['field_start'])} au "
        f"{date_fr(said['field_end'])} ; {done} pour {number(whole['invited'])} invitations."
    ]
    if not wave.drawn:
        sentences.append(
            "Les personnes interrogées l'ont été pour leur position d'observation : leurs réponses "
            "décrivent ce qu'elles voient et ressentent, ne sont pas étendues à la population et n'ont "
            "pas de marge d'erreur. Un résultat n'est pas montré sous dix réponses ; de dix à "
            "vingt-neuf, seuls les effectifs le sont."
        )
    else:
        base, raked = wave.precision
        after = raked or base
        sentences.append(
            "Les personnes interrogées ont été tirées au sort : chaque réponse porte un poids, et les "
            f"estimations valent pour la population, avec un intervalle à {percent(0.95)} qui tient "
            "compte du plan de sondage. Les poids inégaux ramènent la précision à celle de "
            f"{number(after.n_eff)} réponses (effet de plan des poids : {number(after.deff, 2)})."
        )
    if wave.declined:
        count = count_words(len(wave.declined), "catégorie", feminine=True)
        sentences.append(
            f"Des organismes ont décliné dans {count} : le tableau des réponses les nomme."
        )
    return Prose(" ".join(sentences))
