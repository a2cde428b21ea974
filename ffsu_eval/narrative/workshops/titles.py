"""Titles of the chapter on workshops: words chosen by rule from the votes."""

from ffsu_eval.french import count_words, join_fr
from ffsu_eval.indicators.priorities import undecided
from ffsu_eval.narrative.workshops.results import Workshop
from ffsu_eval.rows import capital

NAMED = 2


def priorities(workshop: Workshop) -> str:
    """What comes first, and which subjects cannot be told apart from their neighbour."""
    scores, labels = workshop.scores, workshop.labels
    if scores.empty:
        return "Aucun bulletin complet"
    pairs = undecided(scores)
    first = str(scores["item_id"].iloc[0])
    apart = not any(first in pair for pair in pairs)
    named = f"« {labels[first]} »"
    head = f"{named} vient en tête" if apart else f"{named} ne se détache pas des suivants"
    if not pairs:
        return f"{head}, et chaque sujet se distingue du suivant"
    told = [f"« {labels[a]} » et « {labels[b]} »" for a, b in pairs[:NAMED]]
    more = f", et {count_words(len(pairs) - NAMED, 'autre paire')}" if len(pairs) > NAMED else ""
    return f"{head} ; ordre non établi entre {' ; '.join(told)}{more}"


def consensus(workshop: Workshop) -> str:
    """How many subjects the participants agree on, and those that divide them."""
    agreed = int(workshop.consensus["consensus"].sum())
    divided = workshop.consensus[~workshop.consensus["consensus"].astype(bool)]["item_id"]
    head = f"{capital(count_words(agreed, 'sujet'))} de consensus sur {len(workshop.consensus)}"
    if divided.empty:
        return head
    return f"{head} ; avis partagés sur {join_fr([f'« {workshop.labels[i]} »' for i in divided])}"


def minority(workshop: Workshop) -> str:
    """How many views of a minority there are."""
    number = len(workshop.minority)
    return (
        "Une famille d'acteurs est d'un autre avis que l'ensemble"
        if number == 1
        else f"{capital(count_words(number, 'avis', 'avis'))} de familles d'acteurs opposés à celui de "
        "l'ensemble"
    )
