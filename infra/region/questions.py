"""What `make region` asks, in French, and what of the answers makes a first `programme.toml`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from zoneinfo import available_timezones

NAME = "name"
INVENTED = {NAME: "Brigade numérique de la Côte-Nord", "organisation": "Culture Côte-Nord"}


@dataclass(frozen=True)
class Question:
    """One key of the file; `""` may be the answer of some, and TOML has others without marks.

    `fits` says what an answer has to be.
    """

    key: str
    asks: str
    example: str
    may_be_nothing: bool = False
    bare: bool = False
    fits: str = "une seule ligne, pas trop longue"

    def example_for(self, answers: Mapping[str, str]) -> str:
        """Return the example, in the names that were given."""
        given = {**INVENTED, **{key: answer for key, answer in answers.items() if answer}}
        example = self.example
        if _begins_with_a_vowel(given["organisation"]):
            example = re.sub(r"\b([dq]u?)e (?=\{organisation\})", r"\1’", example)
        return example.format_map(given)


def _begins_with_a_vowel(name: str) -> bool:
    return plain(name)[:1] in tuple("aeiou")


def plain(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def zones_like(said: str) -> list[str]:
    """Return the zones of the place that somebody said, in its own spelling perhaps."""
    place = re.sub(r"[^a-z]+", "_", plain(said.rpartition("/")[2]))
    zones = available_timezones()
    alike = sorted(each for each in zones if "/" in each and each.casefold().endswith(f"/{place}"))
    return alike or get_close_matches(said, zones, 1)


ADDRESS = "une adresse courriel, sans espace ni accent"
PAGE = "une adresse complète, qui commence par https://"
DAY = "un jour : l’année, le mois et le quantième, et la fin après le début"
NUMBER = "un nombre entier, en chiffres"


QUESTIONS = (
    Question("organisation", "Quel organisme porte le programme?", "Culture Côte-Nord"),
    Question("region", "Comment s’appelle votre région?", "Côte-Nord"),
    Question(
        "zone",
        "Quel est son fuseau horaire? Le continent, puis une grande ville à la même heure.",
        "America/Toronto",
        fits="un nom de la liste des fuseaux, en anglais et sans accents, comme Pacific/Noumea",
    ),
    Question(
        "contact_email",
        "À quelle adresse courriel vous écrit-on? Quelqu’un doit la lire.",
        "bonjour@example.org",
        fits=ADDRESS,
    ),
    Question(
        "contact_phone",
        "À quel numéro vous appelle-t-on?",
        "418 555-0150",
        True,
        fits="un numéro de téléphone",
    ),
    Question(
        "postal_address",
        "Quelle est l’adresse postale de l’organisme? La loi la demande au bas des courriels.",
        "9, rue de l’Exemple, Baie-Comeau (Québec)  G4Z 0A0",
    ),
    Question(
        "privacy_officer",
        "Qui répond des renseignements personnels?",
        "la direction générale de {organisation}",
    ),
    Question(
        "privacy_email",
        "À quelle adresse courriel joint-on cette personne?",
        "vie-privee@example.org",
        fits=ADDRESS,
    ),
    Question(
        "community_url",
        "Où est votre communauté en ligne?",
        "https://communaute.example.org",
        True,
        fits=PAGE,
    ),
    Question(
        "diagnostic_url",
        "Où est votre diagnostic en ligne?",
        "https://diagnostic.example.org",
        True,
        fits=PAGE,
    ),
    Question(
        "law.name", "Quelle loi protège les renseignements personnels chez vous?", "la Loi 25"
    ),
    Question("law.territory", "De quel territoire est-ce la loi?", "Québec"),
    Question(
        "law.authority",
        "Quelle autorité la fait respecter, et reçoit les plaintes?",
        "Commission d’accès à l’information du Québec",
    ),
    Question(
        "law.authority_url", "Où est son site?", "https://www.cai.gouv.qc.ca/", True, fits=PAGE
    ),
    Question(
        "law.guardian_age",
        "Avant quel âge faut-il l’accord d’un parent ou d’un tuteur?",
        "14",
        bare=True,
        fits="un âge de 1 à 25 ans, en chiffres",
    ),
    Question(
        "hosting.place", "Où seront vos données? En un mot, avec « à » ou « en ».", "à Montréal"
    ),
    Question(
        "hosting.provider",
        "Sur les machines de qui? Si leurs disques sont chiffrés, dites-le aussi.",
        "Amazon Web Services, région « ca-central-1 », disques chiffrés",
    ),
    Question("mail.sender_name", "De qui viennent les courriels?", "{name}"),
    Question(
        "edition.slug",
        "Quel mot désigne l’édition en cours? On le lit sur l’accueil, au bas de chaque page et"
        " dans des adresses du site.",
        "2027-2028",
        fits="de petites lettres sans accent, des chiffres, et des traits d’union entre eux",
    ),
    Question("edition.title", "Comment s’appelle cette édition?", "Édition 2027-2028"),
    Question("edition.starts_on", "Quel est son premier jour?", "2027-08-30", bare=True, fits=DAY),
    Question("edition.ends_on", "Quel est son dernier jour?", "2028-08-27", bare=True, fits=DAY),
    Question(
        "edition.target_people",
        "Combien de personnes voulez-vous accompagner?",
        "40",
        bare=True,
        fits=NUMBER,
    ),
    Question("consents.version", "De quand datent vos textes de consentement?", "2027-08"),
    Question(
        "consents.text",
        "À quoi consent-on en s’inscrivant? En mots simples : qui utilise quoi, et pourquoi.",
        "J’accepte que {organisation} utilise mes renseignements pour m’inscrire au programme,"
        " organiser mes rencontres, m’envoyer mes documents et produire des statistiques anonymes.",
    ),
    Question(
        "event_consent.text",
        "Et en s’inscrivant à une seule activité?",
        "J’accepte que {organisation} utilise mon nom et mon adresse courriel pour mon"
        " inscription à cette activité : confirmation, rappels, bilan, et statistiques anonymes.",
    ),
)
