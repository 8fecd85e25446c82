"""The French sentence of each mistake in files that are brought in, for page, JSON and CSV.

Each says what is there, then what should be.
"""

from ...domain.imports.mistakes import Mistake
from . import words

OF_ARCHIVES: dict[str, str] = {
    "not_a_zip": "Ce fichier n’est pas une archive ZIP lisible : il faut un .zip des fichiers CSV.",
    "too_many_files": "Il y a trop de fichiers dans l’archive : il en faut {wanted} au plus.",
    "too_much": "Une fois ouverts, les fichiers dépassent la taille permise à partir de "
    "« {found} » : gardez seulement les lignes de l’édition.",
    "too_many_tables": "Ensemble, ces tableaux sont trop grands : apportez-les en plusieurs fois, "
    "ou gardez seulement les lignes de l’édition.",
    "bomb": "« {found} » grossit beaucoup trop une fois ouvert : refaites l’archive à partir de "
    "fichiers CSV.",
    "nested_archive": "« {found} » est une archive dans l’archive : il faut les fichiers mêmes.",
    "encrypted": "« {found} » est protégé par un mot de passe : il faut une archive sans mot de "
    "passe.",
    "duplicate_file": "« {found} » est là deux fois dans l’archive : gardez un seul fichier de ce "
    "nom.",
    "escaping_name": "« {found} » mène hors de l’archive : il faut un simple nom de fichier.",
    "symlink": "« {found} » est un lien vers un autre fichier : il faut le fichier lui-même.",
    "unknown_compression": "« {found} » est compressé d’une façon inhabituelle : refaites "
    "l’archive avec la compression ZIP habituelle.",
    "deep_folder": "« {found} » est dans un sous-dossier : il faut les fichiers ensemble, à la "
    "racine de l’archive ou dans un seul dossier.",
    "several_folders": "Les fichiers sont dans plusieurs dossiers ({wanted}) : il les faut "
    "ensemble, à la racine de l’archive ou dans un seul dossier.",
    "damaged_file": "« {found} » est endommagé ou incomplet : refaites l’archive.",
    "not_a_table": "« {found} » n’est pas un tableau, et ne se lit pas : il faut {wanted}. "
    "Enregistrez le tableau d’où il vient en CSV ou en XLSX.",
    "unknown_file": "Il y a « {found} », qui n’est pas d’une édition : il faut {wanted}.",
    "missing_file": "Il manque « {wanted} » : ajoutez-le; il y a : {found}.",
}

OF_FILES: dict[str, str] = {
    "not_a_spreadsheet": "Ce classeur ne s’ouvre pas : il faut un fichier XLSX ou ODS, sans mot de "
    "passe. Enregistrez-le de nouveau, ou en « CSV UTF-8 ».",
    "spreadsheet_too_large": "Ce classeur est trop grand : gardez seulement les lignes et les "
    "colonnes de l’édition.",
    "bad_encoding": "Des caractères sont illisibles à cette ligne : enregistrez le fichier en "
    "« CSV UTF-8 ».",
    "bad_quotes": 'Un guillemet (") ouvre ou ferme mal une cellule de cette ligne : il faut le '
    "doubler, ou l’enlever.",
    "empty_file": "Le fichier est vide : il faut une première ligne avec les colonnes {wanted}.",
    "nothing_in_it": "Ce fichier est vide : vérifiez que c’est le bon, puis "
    "enregistrez-le de nouveau.",
    "lines_removed": "{found} lignes seraient retirées : cochez la case qui le dit, puis gardez.",
    "too_many_lines": "Il y a plus de {wanted} lignes : c’est le plus que nous lisons.",
    "too_many_cells": "Il y a beaucoup trop de cellules à cette ligne : vérifiez le séparateur.",
    "no_header": "Il faut une première ligne avec les colonnes {wanted}; il y a : {found}.",
    "missing_column": "Il faut une colonne « {column} »; il y a : {found}.",
    "unknown_column": "Il y a une colonne « {column} », qui n’est pas de ce fichier : enlevez-la, "
    "ou donnez-lui le nom d’une colonne attendue.",
    "duplicate_column": "Il y a deux colonnes « {column} » : il en faut une seule.",
    "cell_without_column": "Il y a « {found} » dans une colonne sans titre : enlevez-le, "
    "ou vérifiez le séparateur.",
}

OF_CELLS: dict[str, str] = {
    "required": "Il n’y a rien : il faut une valeur.",
    "too_long": "Le texte est trop long : il faut {wanted} caractères au plus.",
    "control_character": "Il y a un caractère illisible dans « {found} » : il faut l’effacer.",
    "no_links": "Il y a « {found} » : un nom ne peut pas contenir d’adresse Web ni courriel.",
    "formula": "Il y a une formule, « {found} » : il faut sa valeur (collage spécial, valeurs).",
    "spreadsheet_error": "Il y a « {found} », une erreur du tableur : il faut la valeur elle-même.",
    "garbled": "Il y a « {found} », dont les accents sont abîmés : il faut enregistrer le fichier "
    "en « CSV UTF-8 ».",
    "invalid_email": "Il y a « {found} » : il faut une adresse courriel, comme prenom@example.org.",
    "invalid_choice": "Il y a « {found} » : il faut l’une de ces valeurs : {wanted}.",
    "unknown_theme": "Il y a « {found} », qui n’est pas un thème connu : il faut l’un de ceux-ci : "
    "{wanted}; ou ajoutez-le aux thèmes (themes) d’edition.json.",
    "not_yes_no": "Il y a « {found} » : il faut oui ou non (yes ou no).",
    "not_a_number": "Il y a « {found} » : il faut un nombre.",
    "not_whole": "Il y a « {found} » : il faut un nombre entier, à partir de {wanted}.",
    "too_small": "Il y a « {found} », qui est trop petit : il faut un nombre de {wanted}.",
    "too_great": "Il y a « {found} », qui est trop grand : il faut un nombre de {wanted}.",
    "ambiguous_number": "« {found} » peut se lire de deux façons : il faut {wanted}.",
    "percentage": "Il y a « {found} » : il faut la fraction, {wanted}.",
    "not_a_rate": "Il y a « {found} » pour un taux : il faut une fraction de {wanted}, comme 0,58.",
    "bad_name": "Il y a « {found} » : il faut un nom en lettres minuscules et « _ », comme "
    "{wanted}.",
    "bad_date": "Il y a « {found} » : il faut une date écrite {wanted}.",
    "no_such_day": "Il y a « {found} », un jour qui n’existe pas : il faut une date écrite "
    "{wanted}.",
    "short_year": "Il y a « {found} » : il faut l’année en quatre chiffres, et la date écrite "
    "{wanted}.",
    "ambiguous_date": "« {found} » peut se lire de deux façons : il faut {wanted}.",
    "missing_time": "Il y a « {found} », sans l’heure : il faut {wanted}.",
    "no_such_time": "Il y a « {found} », une heure qui n’existe pas : les horloges avancent cette "
    "nuit-là. Est-ce {wanted}? Il faut l’une des deux.",
    "bad_time": "Il y a « {found} », dont l’heure n’est pas lisible : il faut {wanted}.",
}

BETWEEN_FILES: dict[str, str] = {
    "unknown_person": "Il y a « {found} », qui n’est pas dans participants.csv : il faut une "
    "adresse de ce fichier, ou y ajouter la personne.",
    "unknown_event": "Il y a « {found} », qui n’est pas dans events.csv : il faut une de ses "
    "références : {wanted}.",
    "duplicate_person": "« {found} » est déjà à la ligne {wanted} : il faut une seule ligne par "
    "personne.",
    "duplicate_session": "La même personne est déjà à la rencontre « {found} », à la ligne "
    "{wanted} : il faut une seule ligne par personne et par rencontre.",
    "duplicate_event": "« {found} » est déjà la référence de la ligne {wanted} : il faut une "
    "référence par activité.",
    "duplicate_attendance": "« {found} » est déjà à cette activité, à la ligne {wanted} : il faut "
    "une seule ligne par personne et par activité.",
    "duplicate_answer": "« {found} » a déjà une réponse à ce sondage le même jour, à la ligne "
    "{wanted} : il en faut une seule.",
    "duplicate_indicator": "« {found} » est déjà à la ligne {wanted} : il faut une seule ligne par "
    "indicateur.",
    "several_people": "« {found} » est une rencontre individuelle, et a déjà une autre personne à "
    "la ligne {wanted} : il faut une référence par rencontre, ou le format groupe (group).",
    "session_differs": "Il y a « {found} », mais la même rencontre a {wanted} : il faut "
    "la même valeur.",
    "outside_edition": "Il y a « {found} », hors de l’édition : il faut une date du {wanted}.",
    "after_edition": "Il y a « {found} », après la fin de l’édition (du {wanted}) : il faut "
    "une date qui la précède.",
    "answered_outside": "Il y a « {found} » : il faut une date de l’édition (du {wanted}), ou de "
    "l’année qui la suit.",
    "other_mode": "Il y a « {found} », mais l’activité a lieu en mode {wanted} : il faut le même "
    "mode, ou le mode hybride (hybrid) dans events.csv.",
}

OF_THE_EDITION: dict[str, str] = {
    "not_json": "Le fichier n’est pas du JSON à partir de cette ligne : vérifiez virgules, "
    "guillemets et accolades.",
    "not_an_object": "Il y a « {found} » : il faut un objet JSON, entre accolades.",
    "missing_key": "Il faut « {column} »; il y a : {found}.",
    "unknown_key": "Il y a « {column} », qui n’est pas de ce fichier : il faut {wanted}.",
    "duplicate_key": "« {column} » est là deux fois : il le faut une seule fois.",
    "wrong_type": "Il y a « {found} » : il faut une valeur entre guillemets, ou un objet entre "
    "accolades, selon le modèle.",
    "quoted_number": "Il y a « {found} » entre guillemets : il faut un nombre sans guillemets.",
    "invalid_slug": "Il y a « {found} » : il faut des lettres minuscules sans accent, des chiffres "
    "et des traits d’union, comme {wanted}.",
    "ends_before": "Il y a « {found} », avant le début : il faut une date à partir du {wanted}.",
    "bad_factor": 'Il y a « {found} » : il faut un nombre de 0 à 1000, ou "{wanted}".',
    "running_edition": "« {found} » est l’édition en cours, que le système compte lui-même : il "
    "faut le nom d’une édition passée.",
}

MISTAKES: dict[str, str] = {
    **OF_ARCHIVES,
    **OF_FILES,
    **OF_CELLS,
    **BETWEEN_FILES,
    **OF_THE_EDITION,
}
"""By code."""

NOTHING = "rien"
"""What is there, where nothing is."""


CORRECTED = "Il y a « {found} » : il faut « {correction} »."
"""Of a cell that is not as it should be, and means one thing for certain."""


OF_OUR_COLUMNS = ("missing_column", "duplicate_column", "missing_key", "duplicate_key")
"""Codes whose column is one of ours."""

NAMES_WANTED = ("no_header", "empty_file", "unknown_key")
"""Codes that want columns of ours."""

VALUES_WANTED = ("invalid_choice", "other_mode")
"""Codes that want values of their column."""


def _wanted(mistake: Mistake) -> str:
    """Return what should be there, in French with the file's own word in parentheses."""
    if mistake.code in NAMES_WANTED:
        return words.columns(mistake.wanted)
    if mistake.code in VALUES_WANTED:
        return words.values(mistake.column, mistake.wanted)
    if mistake.code == "session_differs":
        value, _, where = mistake.wanted.partition(", ")
        return f"{words.values(mistake.column, value)}, {where}"
    return mistake.wanted


def message(mistake: Mistake) -> str:
    """Return what a mistake says to people: what is there, then what should be."""
    said = MISTAKES[mistake.code] if mistake.correction is None else CORRECTED
    return said.format(
        column=words.column(mistake.column) if mistake.code in OF_OUR_COLUMNS else mistake.column,
        found=mistake.found or NOTHING,
        wanted=_wanted(mistake),
        correction=mistake.correction,
    )
