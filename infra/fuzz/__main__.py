"""Start the system as `make run` does, and ask its API everything, once in each role.

python -m infra.fuzz SCHEMATHESIS EXAMPLES SEED [ROLE…]

EXAMPLES of each operation and phase make some thousands in a role. Each role has a system of its
own: what one has changed or used up, another does not miss.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from .people import ROLES, World, met
from .site import SITE, started

HERE = Path(__file__).parent
LAST = ("erase_me", "erase_person")
"""The operations after which somebody is nobody: asked when all others have been."""


def main(words: list[str]) -> int:
    program, examples, seed, *roles = words
    red = []
    for role in roles or ROLES:
        print(f"— {role}", flush=True)
        with started():
            world, options = met(), ["-n", examples, "--seed", seed]
            before = _asked(program, world, role, [*options, *_each_of_last("--exclude")])
            last = _asked(program, world, role, [*options, *_each_of_last("--include")])
        if before or last:
            red.append(role)
    if red:
        print(f"✗ {', '.join(red)}")
    return 1 if red else 0


def _each_of_last(what: str) -> list[str]:
    return [word for name in LAST for word in (f"{what}-operation-id", name)]


def _asked(program: str, world: World, role: str, options: list[str]) -> int:
    """Return what schemathesis says: 0 if each answer is as described."""
    token = world.tokens[role]
    who = ["-H", f"Authorization: Bearer {token}"] if token else []
    command = [program, "--config-file", str(HERE / "schemathesis.toml"), "run"]
    how = ["--continue-on-failure", "--warnings", "off"]
    hooks, known = str(HERE / "hooks.py"), json.dumps(world.known)
    return subprocess.run(
        [*command, f"{SITE}/openapi.json", *options, *how, *who],
        env={**os.environ, "SCHEMATHESIS_HOOKS": hooks, "KNOWN": known},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
