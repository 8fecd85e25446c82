"""What each section counts, in one sentence: docs/counting.md has the same, and the rest."""

THEMES = "Un accompagnement est une personne à une séance tenue, individuelle ou de groupe."
PEOPLE = (
    "Une personne est comptée une seule fois, quel que soit le nombre de ses accompagnements, "
    "et seulement si son adresse est confirmée."
)
DISCIPLINES = "La discipline est celle que la personne a indiquée à l’inscription."
LEVELS = (
    "Le niveau est celui que la personne dit être le sien, à l’inscription puis dans son profil."
)
MONTHS = "Un accompagnement compte dans le mois où la séance a commencé, à l’heure du programme."
JOURNEY = (
    "Parmi les personnes inscrites pendant l’édition\u00a0: celles qui ont réservé une séance, "
    "en ont eu une, ont répondu au sondage, ont transmis ce qu’elles ont appris."
)
MEETINGS = "Une présence est une personne notée présente à une rencontre de groupe."
CONVERSION = (
    "Parmi les personnes accompagnées pendant l’édition, celles qui ont assisté à au moins une "
    "de ses rencontres, avant ou après leur accompagnement."
)
SURVEY = (
    "Le sondage est envoyé à chaque personne qui a eu une séance individuelle; "
    "sa réponse la plus récente compte, une seule fois."
)
REACH = (
    "Le rayonnement est une estimation\u00a0: les personnes accompagnées, plus celles à qui elles "
    "ont transmis, d’après les réponses au sondage."
)
AUDIENCE = (
    "Une visite est une page publique vue une fois; ni témoin, ni adresse, ni identifiant ne sont "
    "conservés, et les robots ne comptent pas."
)
INDICATORS = "Ces nombres viennent d’autres outils et sont repris tels quels, avec leur source."
