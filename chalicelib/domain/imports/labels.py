"""What people write where a value is wanted, without accents or capitals: each has one meaning."""

KINDS = {
    "individu": "individual",
    "artiste": "individual",
    "particulier": "individual",
    "travailleur autonome": "individual",
    "organisme": "organization",
    "organisme culturel": "organization",
    "organisation": "organization",
    "etudiant": "student",
    "etudiante": "student",
}

LEVELS = {
    "debutante": "debutant",
    "emergente": "emergent",
    "operationnelle": "operationnel",
    "avancee": "avance",
}

FORMATS = {
    "individuel": "individual",
    "individuelle": "individual",
    "rencontre individuelle": "individual",
    "groupe": "group",
    "de groupe": "group",
    "en groupe": "group",
}

SESSION_STATUSES = {
    "tenue": "completed",
    "terminee": "completed",
    "realisee": "completed",
    "completee": "completed",
    "complete": "completed",
    "absence": "no_show",
    "absent": "no_show",
    "absente": "no_show",
    "manquee": "no_show",
    "annulee": "cancelled",
    "canceled": "cancelled",
    "reservee": "booked",
}

EVENT_KINDS = {
    "seance de groupe": "group_session",
    "cohorte": "cohort",
    "rencontre de cohorte": "cohort",
    "codeveloppement": "codevelopment",
    "co developpement": "codevelopment",
    "conference": "conference",
    "prototype hybride": "hybrid_prototype",
    "evenement hybride": "hybrid_prototype",
    "atelier": "workshop",
    "rediffusion": "replay",
}

MODES = {
    "en ligne": "online",
    "virtuel": "online",
    "visioconference": "online",
    "a distance": "online",
    "sur place": "in_person",
    "en personne": "in_person",
    "presentiel": "in_person",
    "en presentiel": "in_person",
    "hybride": "hybrid",
    "les deux": "hybrid",
}

ATTENDANCE_STATUSES = {
    "present": "attended",
    "presente": "attended",
    "absente": "absent",
    "annule": "cancelled",
    "annulee": "cancelled",
    "canceled": "cancelled",
    "confirme": "confirmed",
    "confirmee": "confirmed",
    "inscrit": "confirmed",
    "inscrite": "confirmed",
    "en attente": "waitlisted",
}

AXES = {
    "accompagnement": "session",
    "rencontre individuelle": "session",
    "document": "document",
    "rencontre de groupe": "meeting",
    "rencontre": "meeting",
    "conference": "conference",
    "communaute": "community",
}


def among(values: tuple[str, ...], labels: dict[str, str]) -> dict[str, str]:
    """Return the labels whose meaning is one of the values."""
    return {label: value for label, value in labels.items() if value in values}
