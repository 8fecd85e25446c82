"""The Brigade numérique: the participant journey of a digital literacy programme."""
