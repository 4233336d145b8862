"""`sanad audit`: read the audit trail, see whether it still holds, drop what is older than the policy keeps.

In: actions and dates. Out: entries as lines or JSON; exit 1 where the chain is broken.
"""

import json
import sys
from dataclasses import asdict

import click

from corpus.settings import load_settings
from ui.cli_users import people


@click.group()
def audit() -> None:
    """Who asked, saw, exported, indexed and removed what, and when.

    Example: sanad audit show --limit 20
    """


@audit.command("show")
@click.option("--action", "actions", multiple=True, help="Only these, for example asked or exported.")
@click.option("--from", "since", default="", help="From this day or time on (ISO, UTC).")
@click.option("--to", "until", default="", help="Until before this day or time (ISO, UTC).")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The latest so many.")
@click.option("--all", "everything", is_flag=True, help="Without a limit.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show(actions: tuple[str, ...], since: str, until: str, limit: int, everything: bool, as_json: bool) -> None:
    """Entries in order, the latest last.

    Example: sanad audit show --action exported --from 2026-11-01 --json
    """
    with people() as opened:
        for entry in opened.audit.entries(actions, since, until, None if everything else limit):
            if as_json:
                click.echo(json.dumps(asdict(entry), ensure_ascii=False))
            else:
                detail = json.dumps(entry.detail, ensure_ascii=False) if entry.detail else ""
                parts = (str(entry.number), entry.at, entry.who or "-", entry.role, entry.action, entry.target, detail)
                click.echo("  ".join(filter(None, parts)))


@audit.command("verify")
@click.option("--expect", metavar="DIGEST", help="A head that was noted before: it must still be in the trail.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def verify(expect: str | None, as_json: bool) -> None:
    """Walk the chain of digests; exit 1 where an entry was changed, removed or put in.

    Note the head that is printed and give it as --expect later: that also shows entries cut off at the end.

    Example: sanad audit verify
    """
    with people() as opened:
        found = opened.audit.verify()
        missing = expect is not None and not opened.audit.holds(expect)
    whole = found.broken_at is None and not missing
    if as_json:
        click.echo(json.dumps({**asdict(found), "whole": whole}))
    elif found.broken_at is not None:
        click.echo(
            f"BROKEN at entry {found.broken_at}: it was changed, removed or put in. {found.entries} before it fit."
        )
    elif missing:
        click.echo(f"BROKEN: no entry has the digest {expect}; entries were cut off at the end.")
    else:
        click.echo(f"ok: {found.entries} entries from number {found.first}, head {found.head}")
    sys.exit(0 if whole else 1)


@audit.command("prune")
@click.option("--days", type=click.IntRange(1), help="Keep so many days; SANAD_AUDIT_DAYS where not given.")
def prune(days: int | None) -> None:
    """Remove the entries older than the policy keeps; the chain goes on from there.

    Example: sanad audit prune --days 365
    """
    kept = days or load_settings().audit_days
    if not kept:
        raise click.UsageError("Give --days N, or set SANAD_AUDIT_DAYS.")
    with people() as opened:
        click.echo(str(opened.prune_audit(kept)))
