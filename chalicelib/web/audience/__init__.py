"""The tiny pictures by which the public pages say that they are looked at."""
