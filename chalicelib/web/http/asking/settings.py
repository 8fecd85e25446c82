"""What the boxes of the settings ask for: a sentence for each, of what it may be."""

from ....domain.adjusting.fields import SCHEMA, Field, Kind


def _asked(field: Field) -> str:
    between = f"de {field.least} à {field.most}"
    fewest, most = field.values
    match field.kind:
        case Kind.COUNT:
            return f"Écrivez un nombre entier, {between}."
        case Kind.DESCENDING | Kind.ASCENDING:
            how_many = f"{fewest} au moins, {most} au plus" if fewest else f"{most} au plus"
            return f"Écrivez des nombres entiers, {between} : {how_many}."
        case Kind.THEMES:
            return "Gardez au moins un thème offert."
        case Kind.ROOMS | Kind.TOOLS:
            return f"Donnez {most} noms au plus, un par ligne."
    return (
        "Écrivez-le en une ligne." if field.least else "Écrivez-le en une ligne, ou laissez vide."
    )


SETTINGS = {
    **{key: _asked(field) for key, field in SCHEMA.items()},
    "values": "Donnez les réglages à changer, chacun par sa clé.",
    "read": "Reprenez la valeur de « read » telle quelle, ou laissez vide.",
    "reason": "Dites pourquoi en quelques mots, ou laissez vide.",
    "rooms.*": "Donnez le nom de ce lieu.",
    "rooms.*.name": "Écrivez le nom de ce lieu.",
    "rooms.*.address": "Écrivez l’adresse de ce lieu, ou laissez vide.",
    "rooms.*.access": "Dites comment entrer, ou laissez vide.",
    "rooms.*.seats": "Écrivez un nombre de places, de 0 à 20000, ou laissez vide.",
    "tools.*": "Donnez le nom de cet outil.",
    "tools.*.name": "Écrivez le nom de cet outil.",
    "tools.*.url": "Écrivez l’adresse Web de cet outil, ou laissez vide.",
    "tools.*.why": "Dites à quoi sert cet outil, ou laissez vide.",
}
"""By a setting's key, or by the name of a box beside it."""
