"""What the demonstration's people write: the adviser's reports, needs, answers to the survey."""

from random import Random
from typing import Any

from .people import DISCOVERY, MARKETING, SECURITY, Person

NEEDS = (
    "J’ai un site, mais personne ne le trouve. Par où commencer?",
    "Je travaille surtout sur mon téléphone. J’aimerais des gestes simples.",
    "Je prépare une tournée pour l’automne et je veux m’y prendre à temps.",
    "",
    "Je fais tout par moi-même : il me faut des choix qui tiennent dans une semaine chargée.",
    "Je dois présenter un plan au printemps, et je ne sais pas ce qui est réaliste.",
)

OPENINGS = (
    "Merci pour cette belle rencontre, {given}. On a regardé ensemble où vous en êtes en "
    "**{discipline}** et ce qui vous aiderait le plus d’ici l’été.",
    "{given}, vous aviez préparé des questions précises, et c’est une force. Voici ce qu’on en "
    "retient pour votre pratique à {municipality}.",
    "On a pris l’heure pour démêler l’essentiel. Rien d’urgent ici : {given}, allez-y **une étape "
    "à la fois**, dans l’ordre qui vous convient.",
    "Bonjour {given}, voici vos notes. Ce que vous faites déjà en {discipline} est une bonne base; "
    "il s’agit surtout de le rendre visible et de ne rien compliquer.",
    "Vous aviez peur d’être en retard, {given} : vous ne l’êtes pas. Trois idées à garder en tête, "
    "et le droit de m’écrire si ça bloque.",
)

NOTES = {
    DISCOVERY: (
        "Votre nom s’écrit de trois façons sur le Web. La priorité :\n\n"
        "- choisir une graphie, et la même partout;\n- une page « À propos » avec votre discipline "
        "et votre municipalité;\n- un lien de chaque profil vers votre site.",
        "Votre site se lit bien, mais le titre de chaque page est le même. On a réécrit ensemble "
        "celui de l’accueil; il reste à faire *les œuvres* et *le contact*.",
        "On a demandé à deux assistants IA qui vous êtes. Ils se trompent sur votre discipline : "
        "c’est signe qu’il manque une **page de référence** qui le dise clairement.",
    ),
    MARKETING: (
        "Votre but pour la saison : **vingt personnes de plus à la liste d’envoi d’ici juin**. "
        "Deux publics : les gens de la région qui vous connaissent déjà, et les diffuseurs.",
        "Vous publiez beaucoup, et vous vous épuisez. On garde deux canaux :\n\n"
        "1. l’infolettre, une fois par mois;\n2. un seul réseau, une fois par semaine.",
        "Votre calendrier d’un mois est commencé. On y a placé le vernissage, deux coulisses et "
        "une invitation. *Le reste peut attendre.*",
    ),
    SECURITY: (
        "Vos mots de passe se ressemblent, comme chez bien du monde. On a installé un gestionnaire "
        "et changé **celui du courriel** en premier; les autres suivront au fil des visites.",
        "Vous gardez les fiches d’inscription de cinq ans d’ateliers. La Loi 25 demande de les "
        "détruire quand elles ne servent plus : on a écrit une règle de conservation d’une ligne.",
        "La personne responsable des renseignements personnels, c’est vous : il suffit de "
        "l’écrire sur le site, avec une adresse pour vous joindre.",
    ),
}

TOOLS = {
    DISCOVERY: (
        ("Wikidata", "https://www.wikidata.org", "Pour relier votre nom à vos œuvres."),
        ("Google Search Console", "https://search.google.com/search-console", "Pour voir par quels "
         "mots on vous trouve."),
        ("ISNI", "https://isni.org", "Un identifiant qui vous distingue de vos homonymes."),
        ("schema.org", "https://schema.org", "À transmettre à la personne qui fait votre site."),
    ),
    MARKETING: (
        ("Cyberimpact", "https://www.cyberimpact.com", "Une infolettre d’ici, conforme à la LCAP."),
        ("Canva", "https://www.canva.com", "Des visuels aux bons formats, sans logiciel à payer."),
        ("La vitrine", "https://www.lavitrine.com", "Pour annoncer vos dates au public."),
        ("Un tableur partagé", "", "Votre calendrier éditorial tient sur une page."),
    ),
    SECURITY: (
        ("Bitwarden", "https://bitwarden.com", "Un seul mot de passe à retenir, le plus long."),
        ("Pensez cybersécurité", "https://www.pensezcybersecurite.gc.ca", "Des aide-mémoire à "
         "remettre à vos bénévoles."),
        ("Commission d’accès à l’information", "https://www.cai.gouv.qc.ca", "Les modèles de "
         "registre et d’avis."),
    ),
}  # fmt: skip

STEPS = {
    DISCOVERY: (
        "Écrire la page « À propos » en 150 mots, puis la faire relire par une collègue.",
        "Corriger la graphie de votre nom sur trois profils.",
        "Donner un texte de remplacement à chaque image de l’accueil.",
        "Vérifier dans un mois ce que répond un assistant IA à votre sujet.",
    ),
    MARKETING: (
        "Envoyer la première infolettre à dix personnes avant la fin du mois.",
        "Remplir deux semaines du calendrier, pas plus.",
        "Demander la permission à votre liste actuelle, comme la LCAP l’exige.",
        "Noter trois chiffres le premier lundi du mois.",
    ),
    SECURITY: (
        "Activer la double authentification du courriel.",
        "Publier le nom de la personne responsable des renseignements personnels.",
        "Faire une copie de vos œuvres sur un disque rangé ailleurs que chez vous.",
        "Détruire les fiches d’inscription de plus de deux ans.",
    ),
}

IDEAS = (
    "Une rencontre en soirée : le jour, je répète.",
    "Un aide-mémoire d’une page, à coller au mur de l’atelier.",
    "",
    "Jumeler les gens d’une même discipline.",
)

TESTIMONIALS = (
    "Je repars avec trois gestes clairs et l’envie de m’y mettre.",
    "",
    "Enfin quelqu’un qui parle notre langue.",
    "Une heure bien investie, même pour qui n’aime pas la technique.",
)


SUMMARY = """## Ce que nous avons essayé

Un même atelier, dans la salle et en ligne : une caméra, deux micros, et une personne qui veille sur
celles et ceux qui sont à l’écran.

## Ce que nous en retenons

- Commencer par un tour de table qui *alterne* la salle et l’écran.
- Un document partagé où tout le monde écrit, d’où qu’il soit.
- Une pause toutes les **trente minutes**.
"""


def on_the_spot(rng: Random) -> dict[str, str]:
    """Return a form filled in on a phone before leaving."""
    answers = {"satisfaction": str(rng.choice((4, 5, 5))), "shared": "non"}
    return {**answers, "idea": rng.choice(IDEAS)}


def registration(person: Person, rng: Random) -> dict[str, Any]:
    """Return the body of a registration, as the form sends it."""
    return {
        "email": person.address,
        "given_name": person.given,
        "family_name": person.family,
        "kind": person.kind.value,
        "maturity_level": person.level.value,
        "discipline": person.discipline,
        "municipality": person.municipality,
        "organization": person.organization,
        "themes": list(person.themes),
        "referral": {"heard_from": rng.choice(("colleague", "newsletter", "social", "other"))},
        "consents": {"program": True, "newsletter": rng.random() < 0.5},
    }


def held(person: Person, theme: str, rng: Random) -> dict[str, Any]:
    """Return the adviser's report of a session: a few words of her own, tools, next steps."""
    words = {
        "given": person.given,
        "discipline": person.discipline,
        "municipality": person.municipality,
    }
    opening = rng.choice(OPENINGS).format(**words)
    tools = rng.sample(TOOLS[theme], rng.randint(1, 3))
    return {
        "outcome": "completed",
        "notes": f"{opening}\n\n{rng.choice(NOTES[theme])}",
        "tools": [{"name": name, "url": url, "why": why} for name, url, why in tools],
        "next_steps": rng.sample(STEPS[theme], rng.randint(2, 3)),
    }


def answers(questions: list[dict[str, Any]], rng: Random) -> dict[str, Any]:
    """Return answers to the survey's questions, as somebody in a hurry gives them."""
    choices = {
        question["name"]: [choice["value"] for choice in question.get("choices", [])]
        for question in questions
    }
    shared = rng.random() < 0.8
    return {
        "satisfaction": rng.choice((4, 4, 5, 5, 5, 3)),
        "shared": shared,
        "people_reached": rng.randint(1, 6) if shared else None,
        "how": rng.sample(choices["how"], rng.randint(1, 2)) if shared else [],
        "project_planned": rng.random() < 0.7,
        "concrete_action": rng.random() < 0.5,
        "best_axis": rng.choice(choices["best_axis"]),
        "idea": rng.choice(IDEAS),
        "testimonial": rng.choice(TESTIMONIALS),
    }
