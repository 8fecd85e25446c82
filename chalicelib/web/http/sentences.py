"""The French sentences that people read about an error, by its stable code."""

from .guarding.sentences import ASKED_AGAIN
from .sentences_team import OF_THE_TEAM

SENTENCES: dict[str, tuple[str, str]] = {
    "invalid_fields": (
        "Certains champs sont à corriger",
        "Corrigez les champs indiqués, puis envoyez de nouveau.",
    ),
    "not_json": (
        "Le corps de la requête n’est pas du JSON",
        "Envoyez un document JSON valide, encodé en UTF-8.",
    ),
    "not_a_form": (
        "Ce formulaire n’est pas lisible",
        "Revenez à la page précédente, rechargez-la, puis envoyez de nouveau.",
    ),
    "unauthenticated": (
        "Vous n’êtes pas connecté",
        "Ouvrez le lien personnel reçu par courriel, ou demandez-en un nouveau.",
    ),
    "invalid_token": (
        "Ce lien n’est pas valide",
        "Demandez un nouveau lien personnel avec votre adresse courriel.",
    ),
    "expired_token": (
        "Ce lien est expiré",
        "Demandez un nouveau lien personnel avec votre adresse courriel.",
    ),
    "link_used": (
        "Ce lien a déjà servi",
        "Un lien de connexion sert une seule fois. Demandez-en un nouveau.",
    ),
    "session_ended": (
        "Votre session est terminée",
        "Rouvrez le lien de l’un de nos courriels, ou demandez-en un nouveau.",
    ),
    "forbidden": (
        "Vous n’avez pas accès à cette page",
        "Connectez-vous avec un compte qui y a droit.",
    ),
    "own_access": (
        "Vous ne pouvez pas changer votre propre accès",
        "Demandez-le à une autre personne qui administre, pour qu’il en reste toujours une.",
    ),
    "not_bounced": (
        "Cette adresse n’est pas fermée",
        "Nos courriels s’y rendent, pour autant que nous sachions : il n’y a rien à rouvrir.",
    ),
    "link_just_sent": (
        "Un lien vient de partir",
        "Attendez quelques minutes : la personne le reçoit peut-être en ce moment.",
    ),
    "not_found": ("Introuvable", "Vérifiez l’adresse, ou repartez de l’accueil."),
    "method_not_allowed": (
        "Méthode non permise",
        "Cette adresse existe, mais ne répond pas à cette méthode.",
    ),
    "slot_not_found": (
        "Cette plage n’existe plus",
        "Elle a été retirée. Choisissez-en une autre dans la liste.",
    ),
    "slot_taken": (
        "Cette plage n’est plus libre",
        "Une autre personne vient de la réserver, ou elle est commencée. Choisissez-en une autre.",
    ),
    "hours_free": (
        "Une heure est libre pour ce thème",
        "Il n’y a rien à attendre : choisissez un moment dans la liste.",
    ),
    "slot_booked": (
        "Cette plage est réservée",
        "Annulez d’abord la rencontre, pour que la personne soit avertie.",
    ),
    "already_booked": (
        "Vous avez déjà une rencontre à ce moment",
        "Choisissez un autre moment, ou déplacez votre rencontre actuelle.",
    ),
    "too_many_bookings": (
        "Vous avez déjà autant de rencontres à venir que permis",
        "Pour en réserver une autre, attendez qu’une ait eu lieu, ou annulez-en une.",
    ),
    "too_soon": (
        "Ce moment est trop proche",
        "La personne qui vous reçoit doit pouvoir se préparer. Choisissez un moment plus tard, "
        "ou joignez-nous si cela presse.",
    ),
    "too_late": (
        "Il est trop tard pour déplacer ou annuler en ligne",
        "Le délai est passé. Écrivez-nous ou téléphonez-nous : nous trouverons une solution.",
    ),
    "not_booked": (
        "Cette rencontre n’est plus à venir",
        "Elle a été annulée ou a déjà eu lieu. Vous pouvez en réserver une autre.",
    ),
    "document_drawing": (
        "Le document se dessine",
        "Demandez-le de nouveau dans quelques secondes.",
    ),
    "not_by_video": ("Cette rencontre est en personne", "Seule une rencontre par vidéo a un lien."),
    "not_sent": (
        "Le document n’est pas encore prêt",
        "Il se corrige ou se renvoie une fois fait. Revenez dans quelques minutes.",
    ),
    "not_under_way": (
        "Cette rencontre n’est pas en cours",
        "La personne peut être attendue entre le début et la fin de la rencontre, si elle tient.",
    ),
    "outcome_already_recorded": (
        "Cette rencontre est déjà inscrite comme tenue",
        "Son document est parti. Écrivez à la personne pour ajouter une précision.",
    ),
    "too_late_to_undo": (
        "Ce geste ne se défait plus",
        "La minute est passée, ou la personne a déjà été servie. Rechargez la page pour voir où "
        "en est la rencontre.",
    ),
    "call_noted": (
        "Cet appel vient d’être noté",
        "Quelqu’un d’autre de l’équipe a dit ce qu’il en est. Le voici comme il est maintenant.",
    ),
    "call_changed": (
        "Il y a autre chose à dire",
        "Une nouvelle est arrivée pendant votre appel. Lisez-la, puis rappelez la personne.",
    ),
    "notes_changed": (
        "D’autres notes ont été écrites entre-temps",
        "Rien n’est perdu : les vôtres sont dans le formulaire. Lisez les autres, puis gardez ce "
        "qui convient.",
    ),
    "overlap": (
        "Ces plages en chevauchent d’autres",
        "Choisissez un moment où l’agenda est libre.",
    ),
    "already_answered": (
        "Vous avez déjà répondu à ce sondage",
        "Merci! Une seule réponse par rencontre suffit.",
    ),
    "request_closed": ("Cette demande a déjà sa réponse", "Rechargez la page pour la lire."),
    "identity_unknown": (
        "On ne sait pas encore si c’est bien la personne",
        "Attendez qu’elle réponde au courriel envoyé à son adresse, ou refusez la demande.",
    ),
    "topic_not_found": (
        "Il n’y a pas de sujet ici",
        "Le sujet a été retiré, ou cette activité n’en reçoit pas.",
    ),
    "seat_needed": (
        "Il faut une place confirmée",
        "Les sujets viennent de qui participe. Inscrivez-vous d’abord à l’activité.",
    ),
    "topic_decided": (
        "L’équipe a déjà choisi",
        "Ce sujet ne change plus. Vous pouvez encore le retirer.",
    ),
    "too_many_topics": (
        "Il y a déjà beaucoup de sujets",
        "L’équipe en a plus qu’elle ne peut en lire. Écrivez-nous si le vôtre presse.",
    ),
    "series_not_found": (
        "Cette série n’existe pas",
        "Vérifiez l’adresse, ou voyez les activités à venir.",
    ),
    "series_full": (
        "Cette série est complète",
        "Une série compte trente rencontres au plus. Commencez-en une autre.",
    ),
    "survey_closed": (
        "Ce sondage n’est pas ouvert",
        "Il s’ouvre au début de l’activité et se ferme le lendemain de sa fin.",
    ),
    "survey_full": (
        "Il y a déjà autant de réponses que de personnes présentes",
        "Vous y étiez? Ouvrez d’abord le lien d’un de nos courriels sur cet appareil, puis "
        "revenez.",
    ),
    "event_not_found": (
        "Cette activité n’existe pas",
        "Elle a peut-être été retirée. Voyez les activités à venir.",
    ),
    "event_over": (
        "Cette activité est commencée ou passée",
        "Il n’est plus possible d’y changer une inscription. Voyez les activités à venir.",
    ),
    "event_cancelled": (
        "Cette activité est annulée",
        "Elle n’aura pas lieu. Voyez les autres activités à venir.",
    ),
    "changed_meanwhile": (
        "Cette activité a changé entre-temps",
        "Quelqu’un d’autre l’a modifiée. La voici comme elle est : refaites votre changement.",
    ),
    "text_changed": (
        "Ce texte a changé entre-temps",
        "Quelqu’un d’autre l’a modifié. Copiez ce que vous avez écrit, puis rouvrez la page.",
    ),
    "report_too_soon": (
        "Ce bilan ne peut pas encore être publié de nouveau",
        "Trop peu de choses ont changé depuis la version publique : en les comparant, on "
        "apprendrait ce qui ne concerne que quelques personnes. Elle reste comme elle est; "
        "réessayez quand au moins cinq personnes de plus auront été accompagnées.",
    ),
    "too_many_links": (
        "Ce bilan a déjà vingt liens",
        "Révoquez-en un, puis créez le nouveau.",
    ),
    "report_overlaps": (
        "Les dates de cette édition chevauchent celles d’une autre déjà publiée",
        "En comparant les deux bilans, on apprendrait ce qui ne concerne que quelques personnes. "
        "Corrigez les dates de l’une, ou retirez d’abord le bilan de l’autre.",
    ),
    "edition_too_large": (
        "Cette édition est trop grande pour être exportée ainsi",
        "Le système compte plus de mille personnes : c’est plus qu’une seule réponse ne peut en "
        "donner. Téléchargez plutôt les données de son bilan.",
    ),
    "presences_recorded": (
        "Des présences sont déjà notées",
        "Corrigez d’abord les présences, puis changez le moment de l’activité.",
    ),
    "registration_closed": (
        "Les inscriptions ne sont pas ouvertes",
        "Elles ne sont pas encore ouvertes, ou elles sont terminées. Écrivez-nous au besoin.",
    ),
    "already_registered": (
        "Vous avez déjà une inscription à cette activité",
        "Une seule inscription suffit. Dans votre espace, vous pouvez la changer ou l’annuler.",
    ),
    "not_registered": (
        "Cette inscription ne permet pas ce geste",
        "Elle est annulée, en attente ou passée. La page de l’activité dit où elle en est.",
    ),
    "not_attended": ("Aucune attestation", "Elle vient après l’activité, pour qui y était."),
    "profile_needed": (
        "C’est pour les personnes inscrites au programme",
        "C’est gratuit : complétez votre profil dans votre espace, accord compris, puis revenez.",
    ),
    "mode_full": (
        "Il n’y a plus de place de ce côté",
        "Vous gardez la place que vous avez, ou votre rang dans la liste d’attente. Réessayez plus "
        "tard, une place peut se libérer.",
    ),
    "offer_lapsed": (
        "Le délai pour confirmer est passé",
        "La place n’est plus libre. Si vous êtes dans la liste d’attente, vous y restez.",
    ),
    "capacity_too_low": (
        "Il y a plus de personnes inscrites que de places",
        "Gardez au moins une place pour chacune, ou retirez d’abord des inscriptions.",
    ),
    "idempotency_key_reused": (
        "Cette clé a déjà servi",
        "Utilisez une nouvelle Idempotency-Key pour une autre demande.",
    ),
    "invalid_idempotency_key": (
        "Cette clé n’est pas valide",
        "Une Idempotency-Key compte de 1 à 255 caractères ASCII imprimables.",
    ),
    "too_many_lists": (
        "Vous gardez déjà trente listes",
        "Retirez-en une dont vous ne vous servez plus, puis gardez celle-ci.",
    ),
    "address_taken": (
        "Cette adresse ne peut pas servir ici",
        "Une autre inscription l’a déjà. Écrivez-nous : nous réunirons les deux.",
    ),
    "busy": (
        "Beaucoup de monde en même temps",
        "Attendez quelques secondes, puis regardez si c’est fait; sinon, réessayez.",
    ),
    **ASKED_AGAIN,
    **OF_THE_TEAM,
    "report_drawing": (
        "Le bilan se prépare",
        "Il est en train d’être mis en pages. Redemandez-le dans quelques secondes.",
    ),
    "storage_busy": (
        "Ce document n’est pas accessible en ce moment",
        "Rien n’est perdu. Attendez une minute, puis rouvrez-le.",
    ),
    "too_large": (
        "C’est trop long pour être reçu",
        "Rien n’a été enregistré. Revenez à la page précédente, choisissez un fichier plus petit "
        "ou raccourcissez votre texte, puis envoyez de nouveau.",
    ),
    "internal": (
        "Une erreur est survenue",
        "Rien n’a été perdu. Réessayez dans quelques minutes; si l’erreur revient, écrivez-nous.",
    ),
    "unreadable": (
        "Nous n’arrivons pas à lire ce dossier",
        "Rien n’a été perdu, et nous en sommes avertis. Écrivez-nous si cela presse.",
    ),
}


RETRY_AFTER: dict[str, int] = {"busy": 5, "storage_busy": 30, "report_drawing": 5}
"""Seconds after which asking again may help."""
