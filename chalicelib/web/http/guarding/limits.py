"""Counts each form that may mail somebody, once it is known to be right and before all else."""

from chalice.app import Request

from .... import wiring
from ....workflows.limits.count_form import count_form
from ..once import ensure_new


def count(request: Request, address: str) -> None:
    """Count a form by where it comes from and the address that it names.

    Raises TooMany, whoever has the address: the answer tells nothing of it. Raises Done for a form
    that was answered before.
    """
    wiring.run(count_form, str(request.context["identity"]["sourceIp"]), address)
    ensure_new(request)
