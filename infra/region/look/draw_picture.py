"""`python -m infra.region.look.draw_picture`: draws the picture of our links anew, in our look."""

import tomllib

from infra.packaging.archive import read_folder

from ..places import OURS
from .picture import PICTURE, picture_of

if __name__ == "__main__":
    files = read_folder(OURS)
    said = tomllib.loads(files["programme.toml"].decode())
    (OURS / PICTURE).write_bytes(picture_of(said, files))
