"""What is said of a form that is asked again, by the code of its refusal."""

ASKED_AGAIN: dict[str, tuple[str, str]] = {
    "too_many": (
        "Beaucoup de demandes en peu de temps",
        "Trop de formulaires viennent d’arriver de votre réseau, ou pour cette adresse. Le vôtre "
        "n’est pas encore parti, et rien n’est perdu.",
    ),
    "once_more": (
        "Est-ce bien vous?",
        "Des robots remplissent nos formulaires, et le vôtre est arrivé comme ils les envoient. "
        "Rien n’est perdu : un dernier geste, et c’est parti.",
    ),
}
