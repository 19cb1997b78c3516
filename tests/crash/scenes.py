"""Runs of certrec that write to a register, with what they start from and what they must come to.

The salts repeat, so that two registers can be compared byte for byte. Scene.check_left and
Scene.check_rerun say what holds after a fault.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIG = ROOT / "tests/commands/revoke/a_lost_certificate_is_replaced/register/register.toml"
HEADER = "candidate_id,level,theory,practical,name,id_type,id_number,outcome,awarded,reasons,standard"
CHECKPOINT = "register/checkpoint"
# Leaks cannot be looked for under a tracer.
TRACED = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
STATUS_FAILED = 4
STATUS_SKIPPED = 77


class Wrong(Exception):
    """Something does not hold that should."""


def require(holds, *what):
    if not holds:
        raise Wrong(" ".join(str(part) for part in what))


def write_results(path, ids, theory=60):
    rows = "".join(f"{i},junior,{theory},70,N,passport,{i},pass,junior,,pts-152010301-01\n" for i in ids)
    path.write_text(f"{HEADER}\n{rows}")


def make_keys(folder):
    key = folder / "issuer.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True)
    key.chmod(0o600)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", folder / "issuer.pub.pem"],
                   check=True)


def read_tree(folder):
    """Bytes and permissions of every file by its path, None for a folder; without what was set
    aside."""
    tree = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if not re.fullmatch(r"register/unfinished-.*\.csv", name):
            tree[name] = None if path.is_dir() else (path.read_bytes(), path.stat().st_mode & 0o777)
    return tree


def register_of(tree):
    """The part of a tree that is the register's."""
    return {name: content for name, content in tree.items() if name.startswith("register/")}


def describe_difference(found, wanted):
    words = []
    for name in sorted(found.keys() | wanted.keys()):
        if name not in wanted:
            words.append(f"{name} is too much")
        elif name not in found:
            words.append(f"{name} is missing")
        elif found[name] != wanted[name]:
            words.append(f"{name} differs")
    return ", ".join(words)


def has_unnamed_files(folder):
    """Whether files can go without a name until they are complete."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
        return True
    except OSError:
        return False


def scratch():
    """In memory, if possible: thousands of runs sync a lot."""
    memory = pathlib.Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if has_unnamed_files(memory) else None)


@dataclasses.dataclass
class Ended:
    status: int
    output: str
    errors: str


@dataclasses.dataclass
class Programs:
    certrec: str
    repeatable: str

    def run(self, command, folder, salts, wrapper=()):
        env = {**os.environ, **TRACED, "LC_ALL": "C", "CERTREC_TEST_SALTS": salts}
        done = subprocess.run([*wrapper, self.repeatable, *command], cwd=folder, env=env, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return Ended(done.returncode, done.stdout, done.stderr)

    def verify(self, folder, files):
        """What verify does not find right in the register and in these certificates."""
        done = subprocess.run([self.certrec, "-q", "verify", "--register", "register",
                               "--public-key", "issuer.pub.pem", *files],
                              cwd=folder, text=True, capture_output=True, check=False)
        rows = done.stdout.splitlines()
        require(len(rows) > 1, "verify said nothing:", done.stderr)
        # That a certificate is revoked is no fault of the register.
        return [row for row in rows[1:] if ",ok," not in row and not row.startswith("state,")]


@dataclasses.dataclass
class Scene:
    """A run. `end` is the folder after one that nothing disturbed, which printed `output`."""

    name: str
    programs: Programs
    start: pathlib.Path
    end: pathlib.Path
    command: list
    salts: str
    output: str
    answer: str = ""  # the file of the answer, if it is not printed

    def run(self, folder, wrapper=()):
        return self.programs.run(self.command, folder, self.salts, wrapper)

    def copy_start(self, folder):
        shutil.copytree(self.start, folder, dirs_exist_ok=True)

    def check_left(self, folder, ended, is_heard=True):
        """After a disturbed run: the old state or the new one, and no certificate or answer that
        is not in the log. `is_heard`: whether messages could get out."""
        found, old, new = (read_tree(path) for path in (folder, self.start, self.end))
        is_new = found.get(CHECKPOINT) == new[CHECKPOINT]
        if not is_new and found.get(CHECKPOINT) != old.get(CHECKPOINT):
            size = found[CHECKPOINT][0].split(b"\n")[1]
            require(CHECKPOINT not in old and size == b"0", "there is a third checkpoint")
        if CHECKPOINT in found:
            whole = [name for name in found if name.endswith(".toml") and found[name] == new.get(name)]
            wrong = self.programs.verify(folder, [name for name in whole if "certificates/" in name])
            if not is_new:
                wrong = [row for row in wrong if "an unfinished batch" not in row]
            require(not wrong, "verify:", wrong)
        for name, content in found.items():
            if content is None or name.startswith("register/"):
                continue
            right = [old.get(name), new.get(name)] if is_new else [old.get(name)]
            require(content in right, name, "should not be there, or not be like that")
        for name in old.keys() - found.keys():
            require(new.get(name) != old[name], name, "is gone")
        require(self.output.startswith(ended.output), "printed", ended.output)
        require(is_new or not ended.output, "what is printed is not in the log")
        self.check_status(ended, found, new, is_heard)

    def check_interrupted(self, folder):
        """After an interrupt: the register is as it was, or whole, and no half-written file of it
        or beside it is left, nor a folder made in vain."""
        found, old = read_tree(folder), read_tree(self.start)
        if register_of(found) != register_of(old):
            wrong = self.programs.verify(folder, [])
            require(not wrong, "verify after an interrupt:", wrong)
            left = [name for name in found if name.endswith(".new")]
            require(not left, "left over after an interrupt:", left)
        if found.get(CHECKPOINT) == old.get(CHECKPOINT):
            require("certificates" in old or "certificates" not in found, "an empty folder is left")

    @staticmethod
    def check_status(ended, found, new, is_heard):
        if ended.status == 0:
            left = {name: found.get(name) for name in new}
            require(left == new, "status 0, but", describe_difference(left, new))
        elif ended.status > 0:
            require(ended.status == STATUS_FAILED, "status", ended.status, ended.errors)
            names = r"register|certificates|issue|standard output|results\.csv|libcrypto\.so"
            message = re.search(rf"^certrec: error: .*({names}).*: [A-Z]", ended.errors, re.M)
            require(message or not is_heard, "the message names no file:", ended.errors)

    def check_rerun(self, folder):
        """Another run comes to the state, byte for byte, of a run that nothing disturbed."""
        if self.answer:
            (folder / self.answer).unlink(missing_ok=True)
        ended = self.run(folder)
        require(ended.status == 0, "rerun: status", ended.status, ended.errors)
        require(as_first(ended.output) == as_first(self.output), "rerun: printed", ended.output)
        found, wanted = read_tree(folder), read_tree(self.end)
        if self.answer:
            answers = [tree.pop(self.answer)[0].decode() for tree in (found, wanted)]
            require(as_first(answers[0]) == as_first(answers[1]), "rerun: answered", answers[0])
        require(found == wanted, "rerun:", describe_difference(found, wanted))
        wrong = self.programs.verify(folder, [name for name in wanted if "certificates/" in name])
        require(not wrong, "rerun: verify:", wrong)


def as_first(output):
    return output.replace("already-", "")


def make_scenes(programs, folder, count=3):
    """All scenes, below `folder`, with batches of `count` certificates, at least three."""
    into = ["--register", "register", "--key", "issuer.pem", "--certificates", "certificates"]
    issue = ["issue", *into, "--on", "2026-11-20"]
    revoke = ["revoke", *into, "--on", "2027-03-01", "--reason", "lost", "EX012026100001",
              "EX012026100003"]

    empty = folder / "empty"
    (empty / "register").mkdir(parents=True)
    shutil.copy(CONFIG, empty / "register")
    make_keys(empty)
    write_results(empty / "first.results.csv", [f"F{i}" for i in range(count)])
    write_results(empty / "later.results.csv", [f"L{i}" for i in range(count)])

    def scene(name, start, command, answer=""):
        end = folder / name
        shutil.copytree(start, end)
        salts = "first" if start == empty else "later"
        ended = programs.run(command, end, salts)
        require(ended.status == 0, name, "does not go well undisturbed:", ended.errors)
        return Scene(name, programs, start, end, command, salts, ended.output, answer)

    first = scene("the first batch", empty, [*issue, "-o", "issued.csv", "first.results.csv"],
                  "issued.csv")
    after = first.end
    later = scene("a later batch", after, [*issue, "later.results.csv"])
    return [
        first,
        later,
        scene("after an unfinished batch", stopped(later, folder / "unfinished"), later.command),
        scene("certificates to complete", damaged(later, folder / "damaged"), later.command),
        scene("replacements", after, [*revoke, "--event", "replace"]),
        scene("revocations", after, revoke),
    ]


def stopped(scene, start):
    """As if the run had been stopped just before it renamed the checkpoint."""
    scene.copy_start(start)
    for file in ("entries.csv", "holders.csv"):
        shutil.copy(scene.end / "register" / file, start / "register" / file)
    shutil.copy(scene.end / CHECKPOINT, start / f"{CHECKPOINT}.new")
    return start


def damaged(scene, start):
    """As if the power had gone when the run had just written the certificates."""
    shutil.copytree(scene.end, start)
    missing, short, empty = sorted((start / "certificates").iterdir())[-3:]
    missing.unlink()
    os.truncate(short, 1000)
    os.truncate(empty, 0)
    return start
