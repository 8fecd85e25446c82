"""What is held about a person and not given out, each with the reason that they read."""

from collections.abc import Mapping
from typing import Any

from ..directory.entries import FoundBy, PersonEntry
from ..mail.told import Told
from ..merging.merges import Merge
from ..people.erasures import Erasure
from ..people.keys import PersonKey
from ..people.participants import AddressHolder
from ..receipts import Receipt
from ..report.returning import Accompanied

WITHHELD: Mapping[type[Any], str] = {
    Merge: "deux de vos fiches d’avant leur réunion, gardées un jour; elles répètent votre profil",
    AddressHolder: "une empreinte de votre adresse, qui est dans votre profil",
    Told: "le numéro d’un courriel déjà envoyé, gardé soixante jours après une restauration",
    PersonKey: "la clé de vos documents; les documents sont donnés",
    Erasure: "où en est un effacement que vous avez demandé; il disparaît avec le reste",
    PersonEntry: "votre ligne dans la liste de l’équipe : elle répète votre profil",
    FoundBy: "ce par quoi l’équipe vous trouve dans sa liste, tiré de votre profil",
    Receipt: "la réponse à une demande, gardée un jour : elle répète ce qui est donné ici",
    Accompanied: "une empreinte de votre adresse, sans rien d’autre, dans une édition passée",
}
"""Types of which nothing is given out, and why."""

WORKINGS: Mapping[str, str] = {
    "version": "compte les écritures",
    "corrections": "compte les corrections du document; le dernier est donné",
    "before": "ce qu’étaient la rencontre, ou l’appel, tant que le geste peut se défaire",
    "sequence": "compte les changements d’heure",
    "link_changes": "compte les changements de lien",
    "event_sequence": "compte les changements de l’activité",
    "link_epoch": "ferme les liens d’avant; le donner aiderait à en forger",
    "session_epoch": "ferme les sessions d’avant; le donner aiderait à en forger",
    "calendar_epoch": "ferme l’adresse d’avant du calendrier",
    "apart_from": "les numéros de fiches qui ressemblent à la vôtre, et sont à d’autres",
    "merged_into": "le numéro de la fiche avec laquelle celle-ci est réunie",
    "slot_id": "la place dans l’agenda de l’équipe; l’heure est donnée",
    "offered": "les heures libres que le courriel d’une annulation a proposées",
    "message_id": "le numéro du courriel qui n’est pas parti, donné avec les autres",
    "adviser_id": "le numéro d’un membre de l’équipe; son nom est donné",
    "by": "le numéro d’un membre de l’équipe; son nom et son rôle sont donnés",
    "person_id": "votre numéro, donné en tête du fichier",
    "recorded_by": "le numéro du membre de l’équipe qui a noté la demande",
    "attempts": "compte les essais, d’un envoi ou d’un appel",
    "next_at": "quand le système regarde de nouveau",
    "put_off_at": "quand un essai a échoué",
    "file_key": "où est le fichier; le fichier est donné",
    "correlation": "le numéro de la demande dans le journal technique",
    "ticket": "le rang d’arrivée, donné avec la place dans la file",
    "about": "de quelle liste il s’agit, quand l’équipe en a vu une",
    "step": "le rang d’un rappel",
    "anchor_at": "l’heure à partir de laquelle on compte les rappels",
    "retried_unknown": "si un essai a été repris",
    "provider_id": "le numéro du courriel chez le service d’envoi",
    "cause": "le code technique d’un échec d’envoi",
    "begins_at": "le début de ce que le courriel annonce, donné avec la rencontre ou l’activité",
}
"""Fields of any type that only make the system work, and what they are."""
