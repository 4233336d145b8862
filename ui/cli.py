"""The terminal face: `sanad index | ask | search | export | documents | reindex | doctor | serve | evaluate`.

In: arguments and SANAD_* variables. Out: results on stdout, progress and logs on stderr; exit 0 success, 1 a failure
explained in one line, 2 wrong usage. How results look is render.py's and payload.py's; imports of heavy parts wait
until a command needs them.
"""

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from corpus.errors import SanadError
from corpus.roles import ROLES, Role
from corpus.settings import load_settings
from ui.cli_audit import audit
from ui.cli_common import interface_language as _language
from ui.cli_common import open_desk as _desk
from ui.cli_common import open_services as _services
from ui.cli_common import print_json as _print_json
from ui.cli_evaluate import evaluate
from ui.cli_export import export
from ui.cli_filters import narrowing, require_known
from ui.cli_library import index, reindex, rollback
from ui.cli_users import users

if TYPE_CHECKING:
    from assistant.records import Filters


class _Group(click.Group):
    """The CLI's one boundary: whatever goes wrong ends as one line on stderr and exit 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SanadError as error:
            _fail(error.text(_language()))
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            _fail("Interrupted; nothing indexed before is lost.")
        except Exception as error:  # noqa: BLE001 - the documented boundary
            _fail(f"Unexpected {type(error).__name__}: {' '.join(str(error).split())[:300]}. Run `sanad doctor`.")


def _fail(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(1)


def _questions(question: str | None, file: IO[bytes] | None) -> list[str]:
    if (question is None) == (file is None):
        raise click.UsageError('Give one question, or --questions FILE. Example: sanad ask "Where is the GCTF based?"')
    if file is None:
        return [question or ""]
    return [line.strip() for line in _decoded(file.read()).splitlines() if line.strip()]


def _decoded(data: bytes) -> str:
    """In whatever encoding a list of questions was saved; what is damaged costs its own line and no other."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from ingest.readers.problems import Unreadable
        from ingest.readers.text import decode
    try:
        return decode(data)
    except Unreadable:
        return data.decode("utf-8-sig", errors="replace")


_question_file = click.option(
    "--questions", "file", type=click.File("rb"), help="One question a line; - reads standard input."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sanad")
def main() -> None:
    """Sanad (سند): ask reports in Arabic or English; every sentence of the answer rests on a passage you can open.

    Example: sanad index reports/ && sanad ask "When was the strategy adopted?"

    SANAD_HOME names the data folder; `sanad doctor` shows where it is and whether all is well.
    """


@main.command()
@click.argument("question", required=False)
@_question_file
@narrowing
@_as_json
def ask(question: str | None, file: IO[bytes] | None, filters: "Filters", as_json: bool) -> None:
    """Answer a question from the indexed documents, every sentence with its quote.

    Example: sanad ask "متى أُنشئ المنتدى العالمي لمكافحة الإرهاب؟"
    """
    from ui.payload import answer_json
    from ui.terminal import answer_text

    questions = _questions(question, file)
    failed = False
    with _desk() as desk:
        require_known(filters, desk.services)
        for text in questions:
            try:
                answer = desk.answer(text, filters=filters)
            except SanadError as error:
                failed = _report(error, text, as_json and file is not None)
                continue
            if as_json:
                _print_json(answer_json(answer))
            else:
                click.echo(answer_text(answer))
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("query", required=False)
@_question_file
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many excerpts.")
@narrowing
@_as_json
def search(query: str | None, file: IO[bytes] | None, limit: int, filters: "Filters", as_json: bool) -> None:
    """Rank the passages that best match a query, in both languages.

    Example: sanad search "terrorist financing" --limit 5
    """
    from ui.payload import search_json
    from ui.terminal import hits_text

    questions = _questions(query, file)
    failed = False
    with _desk() as desk:
        require_known(filters, desk.services)
        for text in questions:
            try:
                result = desk.search(text, limit, filters)
            except SanadError as error:
                failed = _report(error, text, as_json and file is not None)
                continue
            if as_json:
                _print_json(search_json(result))
            else:
                click.echo(hits_text(result.hits))
    sys.exit(1 if failed else 0)


def _report(error: SanadError, question: str, in_json: bool) -> bool:
    """One bad question of many: told in its own language, in its place among the answers; the others go on."""
    from corpus.language import language_of

    line = error.text(language_of(question, _language()))
    if in_json:
        _print_json({"question": question[:200], "error": line})
    click.echo(line, err=True)
    return True


@main.group()
def documents() -> None:
    """List, show or remove indexed documents.

    Example: sanad documents list
    """


@documents.command("list")
@_as_json
def documents_list(as_json: bool) -> None:
    """All documents: id, language, date, title.

    Example: sanad documents list --json
    """
    from ui.payload import document_json
    from ui.terminal import documents_text

    with _services() as services:
        infos = services.library.documents()
    if as_json:
        _print_json([document_json(info) for info in infos])
    else:
        click.echo(documents_text(infos))


@documents.command("show")
@click.argument("document_id")
@click.option("--text", "only_text", is_flag=True, help="The cleaned text alone, which citations' offsets refer to.")
@_as_json
def documents_show(document_id: str, only_text: bool, as_json: bool) -> None:
    """One document: what is known of it, and its text.

    Example: sanad documents show d0123456789ab --text
    """
    from ui.payload import document_json
    from ui.terminal import document_text

    with _services() as services:
        document, relatives = services.document(document_id), services.relatives(document_id)
    if as_json:
        _print_json({**document_json(document), "pages": len(document.pages) or None, "text": document.text})
    else:
        click.echo(document.text if only_text else document_text(document, relatives, _language()))


@documents.command("report")
@click.argument("document_id", required=False)
@_as_json
def documents_report(document_id: str | None, as_json: bool) -> None:
    """How well each document could be read: pages, characters, scanned pages, broken words, warnings.

    Example: sanad documents report d0123456789ab
    """
    from ui.extraction import extraction_json, extraction_text

    with _services() as services:
        library = services.library
        infos = library.documents()
        if document_id is not None:
            library.extraction_report(document_id)  # says that there is no such document
            infos = [info for info in infos if info.id == document_id]
        reports = [(info, library.extraction_report(info.id)) for info in infos]
    if as_json:
        values = [extraction_json(info, report, _language()) for info, report in reports]
        _print_json(values if document_id is None else values[0])
    else:
        click.echo("\n\n".join(extraction_text(info, report, _language()) for info, report in reports))


@documents.command("open")
@click.argument("anchor")
@_as_json
def documents_open(anchor: str, as_json: bool) -> None:
    """The passage that a reference leads to, also after re-indexing; or that its words changed or are gone.

    Example: sanad documents open d0123456789ab.p3.120-245.89abcdef01
    """
    from ui.payload import resolved_json
    from ui.terminal import resolved_text

    with _desk() as desk:
        found = desk.resolve(anchor)
        document = None if found.state in ("gone", "changed") else desk.document(found.document_id)
    if as_json:
        _print_json(resolved_json(found, document))
    else:
        click.echo(resolved_text(found, document, _language()))
    sys.exit(0 if document else 1)


@documents.command("remove")
@click.argument("document_ids", nargs=-1)
@click.option("--under", type=click.Path(path_type=Path), metavar="PATH", help="Also all that was indexed from PATH.")
def documents_remove(document_ids: tuple[str, ...], under: Path | None) -> None:
    """Forget documents; their files stay where they are.

    Example: sanad documents remove d0123456789ab
    """
    if not document_ids and under is None:
        raise click.UsageError("Name documents, or --under PATH.")
    with _desk() as desk:
        document_ids = tuple(dict.fromkeys((*document_ids, *(desk.documents_under(under) if under else ()))))
        desk.remove(document_ids)
    click.echo("\n".join(document_ids))


@documents.command("restrict")
@click.argument("document_id")
@click.argument("roles", nargs=-1, required=True, type=click.Choice(ROLES))
def documents_restrict(document_id: str, roles: tuple[Role, ...]) -> None:
    """Keep a document to some roles: to everybody else on the pages it does not exist. Administrators always see it.

    Example: sanad documents restrict d0123456789ab researcher administrator

    All three roles lift the restriction.
    """
    with _desk() as desk:
        desk.restrict(document_id, roles)
    click.echo(f"{document_id} {' '.join(roles)}")


@main.command()
@_as_json
def doctor(as_json: bool) -> None:
    """Check the data folder, the encoder, the library and the chat model; say what to do where something is wrong.

    Example: sanad doctor
    """
    from ui.doctor import examine

    checks = examine(load_settings())
    if as_json:
        _print_json([{"name": c.name, "well": c.well, "detail": c.detail} for c in checks])
    else:
        for check in checks:
            click.echo(f"{'ok  ' if check.well else 'FAIL'} {check.name}: {check.detail}")
    sys.exit(0 if all(check.well for check in checks) else 1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=7860, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-login", is_flag=True, help="For a look on this computer: loopback only, everybody administrates.")
def serve(host: str, port: int, no_login: bool) -> None:
    """Open the chat page; a library without documents is given the starter documents first.

    The first start with a login makes an administrator and prints the password once.

    Example: sanad serve --no-login --port 7860
    """
    from ui.progress import progress_bar

    with _services() as services:
        if not services.counts()[0]:
            click.echo("The library is empty: indexing the starter documents.", err=True)
            with progress_bar() as advance:
                services.index_samples_if_empty(advance)
        from ui.app import serve as serve_app
        from ui.people import People

        people = People(services.settings)
        try:
            first = None if no_login else people.accounts.add_first()
            if first:
                _tell_first_password(*first)
            serve_app(services, people, host, port, login=not no_login)
        finally:
            people.close()


def _tell_first_password(name: str, password: str) -> None:
    from ui.strings import t

    click.echo(t("first_password", _language(), name=name, password=password), err=True)


for upkeep in (index, reindex, rollback):
    main.add_command(upkeep)
main.add_command(audit)
main.add_command(evaluate)
main.add_command(export)
main.add_command(users)
