"""What the surveys ask: that of a session, and that of a meeting, answered on the spot."""

from typing import Any

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "name": "satisfaction",
        "type": "integer",
        "minimum": 1,
        "maximum": 5,
        "required": True,
        "label": "Dans l’ensemble, quelle est votre satisfaction à l’égard de la rencontre?",
    },
    {
        "name": "shared",
        "type": "boolean",
        "required": True,
        "label": "Avez-vous partagé ce que vous avez appris?",
    },
    {
        "name": "people_reached",
        "type": "integer",
        "minimum": 0,
        "required": False,
        "label": "Avec combien de personnes?",
    },
    {
        "name": "how",
        "type": "array",
        "required": False,
        "label": "De quelle façon?",
        "choices": [
            "De vive voix",
            "En partageant le document ou le site",
            "Dans une réunion ou un atelier",
            "Par les médias sociaux ou une infolettre",
            "Autrement",
        ],
    },
    {
        "name": "project_planned",
        "type": "boolean",
        "required": False,
        "label": "Prévoyez-vous un projet numérique à la suite de la rencontre?",
    },
    {
        "name": "concrete_action",
        "type": "boolean",
        "required": False,
        "label": "Avez-vous déjà posé un geste concret?",
    },
    {
        "name": "best_axis",
        "type": "string",
        "required": False,
        "label": "Qu’est-ce qui vous aide le plus dans le programme?",
        "choices": [
            "La rencontre individuelle",
            "Le document personnalisé",
            "Les rencontres de groupe",
            "La communauté en ligne",
        ],
    },
    {
        "name": "idea",
        "type": "string",
        "required": False,
        "label": "Boîte à idées : que pourrions-nous améliorer?",
    },
    {
        "name": "testimonial",
        "type": "string",
        "required": False,
        "label": "Un témoignage, en quelques mots",
    },
)

_IN_THE_ROOM: dict[str, dict[str, Any]] = {
    "shared": {
        "label": "Avez-vous déjà parlé à d’autres de ce que vous apprenez avec la Brigade?",
        "no": "Pas encore",
    },
    "people_reached": {"label": "À combien de personnes?"},
    "how": {
        "choices": [
            "De vive voix",
            "Dans une réunion ou un atelier",
            "Par les médias sociaux ou une infolettre",
            "Autrement",
        ]
    },
}

ON_THE_SPOT = tuple(
    {**question, **_IN_THE_ROOM.get(question["name"], {})}
    for question in QUESTIONS
    if question["name"] != "testimonial"
)
"""The same for who answers before the meeting is over, and is nobody who could consent."""
