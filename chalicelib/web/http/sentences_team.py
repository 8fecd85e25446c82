"""The sentences of errors that the team alone meets, by their stable code."""

OF_THE_TEAM: dict[str, tuple[str, str]] = {
    "invalid_import": (
        "Ces fichiers sont à corriger",
        "Rien n’a été gardé. Corrigez ce qui est indiqué, puis envoyez-les de nouveau.",
    ),
    "mail_text_changed": (
        "Quelqu’un a changé ce texte entre-temps",
        "Rien n’est perdu : le vôtre est dans le formulaire, et l’autre au-dessous. Gardez ce qui "
        "convient.",
    ),
    "too_many_texts": (
        "Les textes des courriels sont trop longs en tout",
        "Raccourcissez celui-ci, ou revenez au texte d’origine d’un autre courriel.",
    ),
    "nothing_to_undo": (
        "Ce changement ne se défait plus",
        "Un autre texte a été gardé depuis. Changez celui-ci dans le formulaire.",
    ),
    "letter_sent": (
        "Ce message n’est plus un brouillon",
        "Il est parti, ou il part : écrivez-en un autre.",
    ),
    "letter_changed": (
        "Quelqu’un a changé ce message entre-temps",
        "Rien n’est perdu : ouvrez-le dans un autre onglet, et reprenez ce qui convient.",
    ),
    "nothing_to_stop": (
        "Il n’y a rien à arrêter",
        "Ce message est un brouillon : rien n’en part.",
    ),
    "too_many_people": (
        "Ce message irait à trop de personnes",
        "Un message va à 2 000 personnes au plus : choisissez une liste plus courte.",
    ),
    "nobody_to_write": (
        "Ce message n’irait à personne",
        "Voyez plus bas pourquoi, ou choisissez d’autres personnes.",
    ),
    "not_resent": (
        "Ce courriel ne partirait pas",
        "Rien n’a été envoyé : il ne serait plus juste, ou la personne n’en veut pas.",
    ),
    "not_sent_yet": (
        "Ce courriel n’est pas encore parti",
        "Il part de lui-même à son heure : il n’y a rien à renvoyer.",
    ),
    "not_to_be_resent": (
        "Ce courriel ne se renvoie pas d’ici",
        "Refaites plutôt ce qui l’a causé : une demande, une adresse, une place offerte.",
    ),
    "resent_enough": (
        "Ce courriel a été renvoyé trois fois",
        "Téléphonez plutôt à la personne, ou vérifiez son adresse avec elle.",
    ),
    "day_changing": (
        "Un autre changement touche déjà ces jours",
        "Il se fait dans la minute. Défaites-le, ou attendez qu’il soit fait, puis envoyez le "
        "vôtre de nouveau : rien n’en est perdu.",
    ),
    "settings_changed": (
        "Quelqu’un vient de changer ces réglages",
        "Relisez ce qui a changé, puis enregistrez de nouveau si vous le voulez toujours.",
    ),
    "child_not_merged": (
        "La fiche d’un enfant ne se réunit pas",
        "Son parent ou tuteur répond pour lui. Quand l’enfant aura sa propre adresse, ce sera "
        "possible.",
    ),
    "too_many_merged": (
        "Cette fiche en réunit déjà plusieurs",
        "Elle ne peut pas en réunir davantage. Vérifiez s’il s’agit bien de la même personne.",
    ),
    "not_merged": (
        "Il n’y a rien à séparer",
        "Aucune fiche n’a été réunie à celle-ci dans les dernières 24 heures.",
    ),
}
