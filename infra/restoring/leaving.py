"""Whether the site is here: where it left from, a restoration would start it again."""

from infra.moving import marks

from .account import Account, NotRestored


def ensure_here(account: Account) -> None:
    """Raise NotRestored if the site moved elsewhere, or has only partly arrived."""
    s3, bucket = account.client("s3"), account.resource("Documents")
    try:
        left, arriving = (marks.read(s3, bucket, each) for each in (marks.LEAVING, marks.ARRIVING))
    except marks.DamagedMark as error:
        raise NotRestored(str(error)) from error
    if left and left.done:
        raise NotRestored(
            f"{account.stage} moved to {left.other} on {left.at}: restore there. Two sites would "
            "send the same mails (docs/operations/moving.md)"
        )
    if arriving and not arriving.done:
        raise NotRestored(
            f"the move from {arriving.other} to {account.stage} is not over: "
            f"make move FROM={arriving.other} TO={account.stage} goes on with it"
        )
