"""What each field asks for, in its own words, and what is said of one that is wrong.

The first is said when it is empty, or says something else.

By form (`about` of its body, "" for the others), then by field; "*" stands for a place in a list.
"""

import re

from .asking.events import EVENT, TOPIC
from .asking.privacy import INCIDENT, REQUEST

UNANSWERED = {
    "required",
    "wrong_type",
    "invalid_choice",
    "too_few",
    "out_of_range",
    "invalid_datetime",
}
"""Codes of errors about which nothing more precise can be said than what the field asks for."""

ASKED: dict[str, dict[str, str]] = {
    "": {
        "body": "Envoyez un objet JSON, avec les champs que décrit la documentation.",
        "email": "Écrivez une adresse courriel.",
        "given_name": "Écrivez un prénom.",
        "family_name": "Écrivez un nom de famille, ou laissez vide.",
        "kind": "Choisissez ce qui vous décrit le mieux.",
        "maturity_level": "Choisissez l’aisance qui vous ressemble le plus.",
        "themes": "Cochez au moins un thème de la liste.",
        "themes.*": "Choisissez ce thème dans la liste.",
        "organization": "Écrivez le nom de votre organisme, ou laissez vide.",
        "role": "Écrivez votre rôle en quelques mots, ou laissez vide.",
        "discipline": "Écrivez votre discipline en quelques mots, ou laissez vide.",
        "municipality": "Écrivez le nom de votre municipalité, ou laissez vide.",
        "phone": "Écrivez un numéro de téléphone, ou laissez vide.",
        "motivations": "Écrivez en quelques phrases ce qui vous amène, ou laissez vide.",
        "needs": "Écrivez vos questions en quelques phrases, ou laissez vide.",
        "referral": "Dites comment vous avez entendu parler du programme.",
        "referral.heard_from": "Choisissez comment vous avez entendu parler du programme.",
        "heard_from": "Choisissez comment la personne a connu le programme, ou laissez vide.",
        "referral.code": "Écrivez le code qu’on vous a donné, ou laissez vide.",
        "under_14": "Cochez ou décochez cette case.",
        "guardian": "Donnez le nom et le courriel de votre parent ou de votre tuteur.",
        "guardian.name": "Écrivez le nom de votre parent ou de votre tuteur.",
        "guardian.email": "Écrivez le courriel de votre parent ou de votre tuteur.",
        "consents": "Dites à quoi vous consentez.",
        "consents.*": "Cochez ou décochez cet accord.",
        "mode": "Choisissez votre façon de participer : sur place ou en ligne.",
        "meetings": "Cochez au moins une rencontre.",
        "slot_id": "Choisissez un moment dans la liste.",
        "theme": "Choisissez un thème de la liste.",
        "participant_id": "Choisissez la personne pour qui est cette rencontre.",
        "same_address_as": "Choisissez qui a déjà cette adresse, ou laissez vide.",
        "reason": "Dites pourquoi en quelques mots, ou laissez vide.",
        "outcome": "Dites si la rencontre a eu lieu ou si la personne était absente.",
        "notes": "Écrivez les notes en texte simple, ou laissez vide.",
        "read": "Reprenez la valeur de « read » telle quelle, ou laissez vide.",
        "tools": "Donnez le nom de chaque outil.",
        "tools.*": "Donnez à cet outil un nom.",
        "tools.*.name": "Écrivez le nom de l’outil.",
        "tools.*.url": "Écrivez l’adresse Web de l’outil, ou laissez vide.",
        "tools.*.why": "Dites pourquoi cet outil convient à la personne, ou laissez vide.",
        "next_steps": "Écrivez une étape par ligne.",
        "next_steps.*": "Écrivez cette étape en une phrase.",
        "adviser": "Indiquez l’adresse courriel d’un membre de l’équipe.",
        "starts_at": "Indiquez le jour et l’heure du début, par exemple le 9 mars 2027 à 13 h 30.",
        "ends_at": "Indiquez le jour et l’heure de la fin, par exemple le 9 mars 2027 à 13 h 30.",
        "slot_minutes": "Indiquez la durée d’une rencontre : de 15 à 240 minutes.",
        "buffer_minutes": "Indiquez la pause entre deux rencontres : de 0 à 240 minutes.",
        "format": "Choisissez si la rencontre a lieu par vidéo ou en personne.",
        "meeting_url": "Écrivez l’adresse Web de la rencontre, ou laissez vide.",
        "url": "Écrivez l’adresse iCal de votre agenda, qui commence par https:// ou webcal://",
        "others": "Dites si ce lien va aussi aux heures à venir qui n’en ont pas.",
        "repeat": "Dites jusqu’à quel jour ces heures reviennent chaque semaine.",
        "repeat.until": "Indiquez le dernier jour, par exemple 2027-06-18.",
        "repeat.except": "Indiquez les jours à ne pas ouvrir, cent au plus.",
        "repeat.except.*": "Indiquez un jour à ne pas ouvrir, par exemple 2027-03-01.",
        "repeat.weekdays": "Cochez les jours de la semaine.",
        "repeat.weekdays.*": "Indiquez un jour de la semaine, de 1 (lundi) à 7 (dimanche).",
        "answers": "Répondez aux questions du sondage.",
        "answers.satisfaction": "Choisissez une note de 1 à 5.",
        "answers.shared": "Répondez par oui ou par non.",
        "answers.people_reached": "Écrivez un nombre en chiffres, par exemple 3, ou laissez vide.",
        "answers.how": "Cochez ce qui s’applique dans la liste.",
        "answers.how.*": "Cochez ce qui s’applique dans la liste.",
        "answers.project_planned": "Répondez par oui ou par non, ou ne répondez pas.",
        "answers.concrete_action": "Répondez par oui ou par non, ou ne répondez pas.",
        "answers.best_axis": "Choisissez une réponse de la liste, ou ne répondez pas.",
        "answers.idea": "Écrivez votre idée en quelques phrases, ou laissez vide.",
        "answers.testimonial": "Écrivez votre témoignage en quelques phrases, ou laissez vide.",
        "markdown": "Écrivez le bilan, puis envoyez-le.",
        "replay_url": "Écrivez l’adresse Web de la rediffusion, ou laissez vide.",
        "attendances": "Dites qui est venu et qui était absent.",
        "attendances.*": "Dites si cette personne est venue.",
        "attendances.*.registration_id": "Indiquez l’inscription de la personne.",
        "attendances.*.status": "Dites si la personne est venue ou était absente.",
        "topics": "Choisissez parmi les sujets proposés.",
        "notices": "Choisissez « Tout de suite » ou « Un résumé par jour ».",
        "from": "Indiquez une date, par exemple 2027-03-09.",
        "to": "Indiquez une date après la première, à 400 jours au plus, par exemple 2027-03-16.",
        "capacity.in_person": "Indiquez le nombre de places sur place, de 0 à 20 000.",
        "capacity.online": "Indiquez le nombre de places en ligne, de 0 à 20 000.",
    },
    "by_telephone": {
        "phone": "Écrivez un téléphone ou un courriel : sans cela, on ne peut la joindre.",
    },
    "event": EVENT,
    "topic": TOPIC,
    "member": {
        "name": "Écrivez le nom de cette personne.",
        "role": "Choisissez le rôle de cette personne.",
        "access": "Choisissez un rôle, ou retirez l’accès.",
    },
    "first_day": {
        "step": "Choisissez une étape de la liste; les coordonnées se changent dans les réglages.",
        "done": "Dites si l’étape est faite.",
        "put_away": "Dites si la liste est rangée.",
    },
    "mail_text": {
        "blocks": "Donnez les textes, chacun sous le nom de son bloc.",
        "read": "Reprenez la valeur de « read » telle quelle, ou laissez vide.",
        "variant": "Dites à qui va ce courriel, ou laissez vide.",
    },
    "people_list": {
        "name": "Donnez un nom à cette liste.",
        "q": "Écrivez ce qui est cherché, ou laissez vide.",
        "filters": "Choisissez des filtres, ou aucun.",
        "filter": "Choisissez un filtre de la liste.",
        "cursor": "Reprenez la valeur de « next » telle quelle, ou laissez vide.",
        "filters.*": "Choisissez ce filtre dans la liste.",
    },
    "letter": {
        "subject": "Écrivez l’objet du message.",
        "markdown": "Écrivez le message.",
        "audience": "Choisissez à qui vous écrivez : une activité, un thème ou une liste.",
        "audience.event": "Choisissez une activité, ou laissez vide.",
        "audience.whom": "Choisissez qui, parmi les personnes de l’activité.",
        "audience.theme": "Choisissez un thème, ou laissez vide.",
        "audience.list": "Choisissez une liste gardée, ou laissez vide.",
        "audience.q": "Écrivez ce qui est cherché, ou laissez vide.",
        "audience.filters": "Choisissez des filtres, ou aucun.",
        "audience.filters.*": "Choisissez ce filtre dans la liste.",
        "version": "Reprenez la valeur de « version » telle quelle, ou laissez vide.",
    },
    "mails": {
        "state": "Choisissez « waiting », « settled » ou « undelivered », ou laissez vide.",
        "kind": "Choisissez un genre de courriel de la liste, ou laissez vide.",
    },
    "call": {
        "result": "Choisissez ce que l’appel a donné.",
        "note": "Notez ce qui a été dit, ou laissez vide.",
        "again_on": "Indiquez le jour où rappeler, par exemple 2027-03-09.",
        "attempts": "Reprenez la valeur de « attempts » telle quelle, ou laissez vide.",
        "mail": "Reprenez la valeur de « mail » telle quelle, ou laissez vide.",
        "reason": "Choisissez une raison d’appeler, ou laissez vide.",
    },
    "merge": {
        "other": "Choisissez l’autre fiche de la même personne.",
        "apart": "Dites s’il s’agit de deux personnes.",
    },
    "day": {
        "day": "Indiquez le jour, par exemple 2027-03-09.",
        "becomes": "Choisissez ce que devient la journée.",
        "themes": "Cochez des thèmes de la liste, ou aucun pour les offrir tous.",
        "to": "Indiquez le nouveau jour, par exemple 2027-03-10.",
        "begins": "Indiquez l’heure de la première rencontre, par exemple 13:30.",
        "since": "Indiquez l’heure à partir de laquelle, par exemple 13:30, ou rien.",
        "before": "Indiquez l’heure jusqu’à laquelle, par exemple 16:30, ou rien.",
        "onwards": "Dites si les semaines suivantes changent aussi.",
        "reason": "Dites pourquoi en quelques mots, ou laissez vide.",
    },
    "opening": {"themes": "Cochez des thèmes de la liste, ou aucun pour les offrir tous."},
    "share": {"name": "Écrivez à qui vous donnez ce lien."},
    "request": REQUEST,
    "mail": {
        "act": "Choisissez ce qui est à faire : rouvrir l’adresse, ou envoyer le lien.",
        "reason": "Dites pourquoi, en quelques mots.",
    },
    "incident": INCIDENT,
}

FIELDS: dict[str, str] = {
    "required": "Ce champ est nécessaire.",
    "too_long": "Ce texte est trop long : {limit} caractères au plus.",
    "too_short": "Ce texte est trop court : {limit} caractères au moins.",
    "too_many": "C’est trop : {limit} au plus.",
    "too_few": "Faites au moins un choix.",
    "wrong_type": "Cette réponse n’a pas la forme attendue.",
    "invalid_choice": "Choisissez une des valeurs proposées.",
    "invalid_email": "Cette adresse courriel n’est pas valide. Exemple : prenom@exemple.org",
    "address_taken": "Une autre inscription a déjà cette adresse. Vérifiez-la avec la personne.",
    "address_of_the_child": "C’est l’adresse de l’enfant. Donnez celle du parent ou du tuteur.",
    "address_of_child": "Donnez l’adresse de votre parent ou de votre tuteur, pas la vôtre.",
    "invalid_url": "Indiquez une adresse Web complète, qui commence par https://",
    "invalid_date": "Indiquez un jour, par exemple 2027-03-09.",
    "invalid_datetime": "Indiquez un jour et une heure, par exemple le 9 mars 2027 à 13 h 30.",
    "out_of_range": "Cette valeur est trop petite ou trop grande.",
    "unknown_field": "Ce champ n’existe pas ou ne peut pas être changé ici.",
    "unknown_theme": "Ce thème n’existe pas. Choisissez-en un dans la liste.",
    "unknown_adviser": "Personne de l’équipe n’a cette adresse courriel.",
    "theme_retired": "Ce thème n’est plus offert. Choisissez-en un autre.",
    "theme_not_offered": "Cette plage n’est pas offerte pour ce thème. Choisissez-en une autre.",
    "consent_required": "Cochez cette case : l’inscription demande cet accord.",
    "control_character": "Effacez le caractère illisible, {where}.",
    "invalid_phone": "Écrivez le numéro avec l’indicatif régional, par exemple 450 555-0100.",
    "no_links": "Un nom ne peut pas contenir d’adresse Web ni d’adresse courriel.",
    "too_complex": "Ce texte est trop complexe à mettre en page : écrivez des paragraphes simples.",
    "invalid_hour": "Indiquez une heure, par exemple 21:00.",
    "longer_than_offers": "Ce délai doit être plus court que celui des offres de place.",
    "with_a_reminder": "Un rappel part déjà à ce moment : choisissez un autre nombre d’heures.",
    "not_at_night": "Ces heures sont celles de la nuit : 12 heures au plus, où 3 h est comprise.",
    "named_twice": "Ce nom y est deux fois.",
    "whole_minutes": "Indiquez une heure à la minute près, sans secondes.",
    "in_the_past": "Choisissez un moment à venir.",
    "too_short_for_a_slot": "Cette période est trop courte pour une seule plage.",
    "mode_not_offered": "Cette activité n’a pas lieu de cette façon. Choisissez un autre mode.",
    "ends_before_start": "La fin doit venir après le début.",
    "event_too_long": "Une activité dure {limit} jours au plus.",
    "before_the_event": "Le bilan vient après le début de l’activité.",
    "not_registered": "Cette personne n’a pas de place à cette activité.",
    "said_twice": "La même personne y est deux fois.",
    "opening_too_long": "Une période compte {limit} heures au plus.",
    "until_before_start": "Le dernier jour doit venir après le premier.",
    "repeats_too_long": "Ces heures reviennent pendant {limit} jours au plus.",
    "too_many_hours": "Cela fait plus de {limit} plages : choisissez un dernier jour plus proche.",
    "no_hours": "Il n’y a aucune plage à venir ce jour-là.",
    "skipped_hour": "{named} n’existe pas la nuit où l’heure avance. Choisissez une autre heure.",
    "hour_twice": "{named} vient deux fois la nuit où l’heure recule. Choisissez une autre heure.",
    "another_day": "Choisissez un autre jour, à venir.",
    "broken_placeholder": "Une accolade est seule, {where} : un mot à remplacer en a deux.",
    "unknown_placeholder": "Ce courriel ne connaît pas {named}. Choisissez dans la liste.",
    "missing_placeholder": "Gardez {named} : ce courriel ne le dit nulle part ailleurs.",
    "placeholder_in_address": "Un mot à remplacer ne va pas dans l’adresse d’un lien : ôtez-le.",
    "news_to_tell": "Une nouvelle est à dire à la personne : notez si vous l’avez jointe.",
    "same_person": "C’est déjà cette fiche. Choisissez l’autre fiche de la personne.",
    "no_day_left": "Il ne reste aucun jour à ouvrir : gardez-en au moins un.",
}


OF_A_CAUSE: dict[str, str] = {
    "line_break": "Effacez le saut de ligne, {where} : ce champ n’en prend pas.",
    "encoded": "Effacez « =? » : un nom ne peut pas en contenir.",
    "no_at": "Cette adresse courriel n’est pas valide : il y manque le signe « @ ». "
    "Exemple : prenom@exemple.org",
    "several": "Cette adresse courriel n’est pas valide : elle a plus d’un signe « @ ». "
    "Écrivez une seule adresse.",
    "half": "Cette adresse courriel n’est pas valide : il manque ce qui vient avant ou après le "
    "signe « @ ». Exemple : prenom@exemple.org",
    "space": "Cette adresse courriel n’est pas valide : effacez l’espace, {where}. Écrivez "
    "l’adresse seule.",
    "sign": "Cette adresse courriel n’est pas valide : elle a un accent ou un signe qu’une adresse "
    "ne peut pas avoir, {where}.",
    "dots": "Cette adresse courriel n’est pas valide : un point y est de trop ou mal placé.",
    "no_ending": "Cette adresse courriel n’est pas valide : il en manque la fin, comme « .org » "
    "ou « .ca ».",
    "lines": "Ces notes ont plus de 400 lignes : gardez l’essentiel, ou rassemblez-les.",
    "nested": "Il y a plus de quatre niveaux de liste ou de citation, {where} : gardez-en moins.",
    "|": "Le signe « | » revient plus de 200 fois, {where} : faites des tableaux plus petits.",
    "[": "Le crochet « [ » revient plus de 200 fois, {where} : gardez moins de liens.",
    "`": "L’accent grave « ` » revient plus de 200 fois, {where} : gardez moins de code.",
    ">": "Le signe « > » revient plus de 200 fois, {where} : gardez moins de citations.",
}
"""Sentences of one cause, where a code has several."""

OF_A_FIELD: dict[tuple[str, str], str] = {
    ("topics", "too_many"): "Gardez-en {limit} au plus.",
    ("registration_opens_at", "ends_before_start"): (
        "Les inscriptions doivent ouvrir avant le début, et avant de fermer."
    ),
    ("registration_closes_at", "in_the_past"): (
        "Choisissez un moment à venir, ou laissez vide : les inscriptions finiront au début."
    ),
}
"""Sentences of one field, where that of the code would be false or too vague."""


def asked(about: str, field: str) -> str:
    """Return what a field of a form asks for, or ""."""
    name = re.sub(r"\.\d+(?=\.|$)", ".*", field)
    for place in (_of_form(about), ASKED[""]):
        for known in (name, re.sub(r"^consents\.\w+$", "consents.*", name)):
            if known in place:
                return place[known]
    return ""


def _of_form(about: str) -> dict[str, str]:
    """Return what a form's fields ask for. Those of the settings are read when one is asked for."""
    if about == "settings":
        from .asking.settings import SETTINGS

        return SETTINGS
    return ASKED[about]
