"""The layer of the documents function: WeasyPrint, Pango and what it needs, fonts.

Made of Debian packages without Docker: the runtime has no Pango of its own, and Debian 12's
libraries need no newer C library than it has (`elf.py` checks each).
"""
