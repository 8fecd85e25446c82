"""Our columns and values in French, for the sentences of imports: the file's own word follows."""

COLUMNS = {
    "email": "Courriel",
    "given_name": "Prénom",
    "family_name": "Nom",
    "kind": "Genre",
    "organization": "Organisme",
    "discipline": "Discipline",
    "municipality": "Municipalité",
    "maturity_level": "Niveau de maturité",
    "referred_by_colleague": "Recommandé par un·e collègue",
    "registered_on": "Date d’inscription",
    "consent_newsletter": "Accord pour l’infolettre",
    "community_member": "Membre de la communauté",
    "session_ref": "Référence de la rencontre",
    "theme": "Thème",
    "format": "Format",
    "starts_at": "Date et heure de début",
    "status": "Ce qui s’est passé",
    "event_ref": "Référence de l’activité",
    "title": "Titre",
    "themes": "Thèmes",
    "duration_minutes": "Durée en minutes",
    "mode": "En ligne, sur place ou hybride",
    "survey": "Nom du sondage",
    "answered_on": "Date de la réponse",
    "shared": "A partagé ce qui a été appris",
    "people_reached": "Nombre de personnes rejointes",
    "project_planned": "A un projet en vue",
    "concrete_action": "A posé une action concrète",
    "best_axis": "Volet préféré",
    "name": "Nom du chiffre",
    "value": "Valeur",
    "source": "Source",
    "slug": "Nom court",
    "starts_on": "Premier jour",
    "ends_on": "Dernier jour",
    "target_people": "Nombre de personnes visées",
    "reach": "Personnes rejointes",
    "reach.sharers": "Personnes rejointes par qui a partagé",
    "reach.non_sharers": "Personnes rejointes par qui n’a pas partagé",
    "reach.non_respondents": "Personnes rejointes par qui n’a pas répondu",
    "sharers": "Par qui a partagé",
    "non_sharers": "Par qui n’a pas partagé",
    "non_respondents": "Par qui n’a pas répondu",
}
"""By the file's own word, the keys of `edition.json` too."""

VALUES = {
    "kind": {
        "individual": "individu",
        "organization": "organisme",
        "student": "étudiant",
        "group_session": "séance de groupe",
        "cohort": "cohorte",
        "codevelopment": "codéveloppement",
        "conference": "conférence",
        "hybrid_prototype": "prototype hybride",
        "workshop": "atelier",
        "replay": "rediffusion",
    },
    "maturity_level": {
        "debutant": "débutant",
        "emergent": "émergent",
        "operationnel": "opérationnel",
        "avance": "avancé",
    },
    "format": {"individual": "individuel", "group": "groupe"},
    "mode": {"online": "en ligne", "in_person": "sur place", "hybrid": "hybride"},
    "status": {
        "completed": "tenue",
        "no_show": "absence",
        "cancelled": "annulée",
        "booked": "réservée",
        "attended": "présente",
        "absent": "absente",
        "confirmed": "inscrite",
        "waitlisted": "en attente",
    },
    "best_axis": {
        "session": "accompagnement",
        "document": "document",
        "meeting": "rencontre",
        "conference": "conférence",
        "community": "communauté",
    },
}
"""By column; each French word is one that is read, or corrected for certain."""


def column(name: str) -> str:
    """Return a column as people are told of it: « Courriel (email) »."""
    return f"{COLUMNS[name]} ({name})" if name in COLUMNS else name


def columns(names: str) -> str:
    return ", ".join(map(column, names.split(", ")))


def values(of: str, wanted: str) -> str:
    """Return the values of a column, each in French with the file's own in parentheses."""
    known = VALUES.get(of, {})
    return ", ".join(f"{known[v]} ({v})" if v in known else v for v in wanted.split(", "))
