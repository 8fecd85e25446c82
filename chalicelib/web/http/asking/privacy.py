"""What the boxes of requests about privacy and of incidents ask for."""

REQUEST = {
    "kind": "Choisissez ce qui est demandé.",
    "channel": "Dites si la demande est venue par écrit ou par téléphone.",
    "email": "Écrivez l’adresse courriel de la personne.",
    "who": "Écrivez le nom de la personne, ou laissez vide.",
    "note": "Écrivez ce que la personne demande, ou laissez vide.",
    "granted": "Dites si la demande est acceptée ou refusée.",
    "outcome": "Écrivez en une phrase ou deux ce que vous avez répondu.",
}

INCIDENT = {
    "information": "Nommez les renseignements visés, ou dites pourquoi on ne le sait pas.",
    "circumstances": "Dites en quelques phrases ce qui s’est passé.",
    "happened": "Dites quand l’incident a eu lieu, même à peu près.",
    "aware_on": "Indiquez le jour où vous l’avez su.",
    "people": "Dites combien de personnes sont touchées, même à peu près.",
    "risk": "Choisissez s’il y a un risque de préjudice sérieux.",
    "assessment": "Dites en quelques phrases pourquoi vous jugez ainsi du risque.",
    "commission_told_on": "Indiquez le jour de l’avis à la Commission, ou laissez vide.",
    "people_told_on": "Indiquez le jour de l’avis aux personnes, ou laissez vide.",
    "public_notice": "Dites s’il y a eu un avis public, ou laissez vide.",
    "measures": "Dites en quelques phrases ce qui a été fait.",
}
