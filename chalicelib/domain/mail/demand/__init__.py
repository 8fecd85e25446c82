"""The mails about themes that people wait for."""
