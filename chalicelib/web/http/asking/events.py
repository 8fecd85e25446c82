"""What the boxes of an event's form ask for, and those of a topic that is proposed."""

EVENT = {
    "title": "Écrivez-le en quelques mots.",
    "series_title": "Écrivez-le en quelques mots.",
    "kind": "Choisissez le genre de l’activité.",
    "themes": "Cochez les thèmes de l’activité dans la liste.",
    "mode": "Choisissez où l’activité se passe.",
    "capacity": "Indiquez le nombre de places de chaque façon de participer.",
    "public": "Dites si l’activité est ouverte à tout le monde.",
    "venue": "Écrivez le nom du lieu, ou laissez vide.",
    "venue_address": "Écrivez l’adresse du lieu, ou laissez vide.",
    "venue_access": "Dites comment s’y rendre, ou laissez vide.",
    "online_url": "Écrivez l’adresse Web de la rencontre, ou laissez vide.",
    "registration_opens_at": (
        "Indiquez un jour et une heure pour l’ouverture des inscriptions, ou laissez vide."
    ),
    "registration_closes_at": (
        "Indiquez un jour et une heure pour la fin des inscriptions, ou laissez vide."
    ),
    "description": "Décrivez l’activité en quelques phrases, ou laissez vide.",
    "language": "Choisissez la langue de l’activité.",
    "accessibility": "Dites ce qui rend l’activité accessible, ou laissez vide.",
    "speakers": "Nommez une personne par ligne, vingt au plus, ou laissez vide.",
    "speakers.*": "Écrivez le nom de cette personne.",
    "meetings": "Indiquez le nombre de rencontres : de 1 à 12.",
    "weeks": "Choisissez une, deux ou quatre semaines.",
}

TOPIC = {
    "title": "Écrivez votre sujet en une phrase.",
    "text": "Dites-en plus en quelques lignes, ou laissez vide.",
}
