"""Office formats by LibreOffice, which opens more of them, and more faithfully, than any Python package.

In: bytes. Out: the files that it makes of them. It runs without a window, macros or network, with a profile of its own
that is thrown away, so that a running LibreOffice is not disturbed and two conversions do not meet.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from ingest.heartbeat import beat
from ingest.readers.problems import NeedsConverter, Unreadable
from ingest.readers.zipped import OLE_MAGIC, require_sound

SECONDS = 120
BEAT_SECONDS = 1.0
# Macros never run; what links to other hosts is not fetched, and a proxy that leads nowhere stops what tries.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
ITEM = """<item oor:path="/org.openoffice.{path}">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>
"""
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@cache
def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, target: str) -> dict[str, bytes]:
    """`data` in another format, by file name; `target` is an ending or an ending with a filter's options.

    Raises NeedsConverter where LibreOffice is not installed, Protected, Unreadable.
    """
    office = program()
    if office is None:
        raise NeedsConverter
    if data.startswith(b"PK") or "EncryptedPackage".encode("utf-16-le") in data:
        require_sound(data, "Office file")
    elif not data.startswith((OLE_MAGIC, b"{\\rtf")):
        raise Unreadable("not an Office file")  # LibreOffice would take any bytes for plain text
    with tempfile.TemporaryDirectory(prefix="sanad-office-") as folder:
        source, out, profile = Path(folder, "file"), Path(folder, "out"), Path(folder, "profile")
        source.write_bytes(data)
        _write_profile(profile)
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo"]
        _run([*command, "--convert-to", target, "--outdir", str(out), str(source)], folder)
        made = {path.name: path.read_bytes() for path in _in_order(out)}
    if not made:
        raise Unreadable("LibreOffice cannot open it: damaged, or protected by a password")
    return made


def _in_order(folder: Path) -> list[Path]:
    """The files as they were written: sheets in the order of their workbook."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items=items), encoding="utf-8")


def _run(command: list[str], home: str) -> None:
    environment = {**os.environ, "HOME": home, "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + SECONDS
    try:
        while time.monotonic() < until:
            with suppress(subprocess.TimeoutExpired):
                process.wait(BEAT_SECONDS)
                return
            beat()
        raise Unreadable(f"LibreOffice took longer than the limit of {SECONDS} s")
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # soffice is a script that starts the program proper
            process.wait()
