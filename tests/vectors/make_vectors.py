#!/usr/bin/env python3
"""Writes the test vectors of the register's formats.

    make_vectors.py [FOLDER]        (the folder of this script, if none is given)

An independent second implementation, from the specifications alone: RFC 6962 (trees), RFC 8032
(Ed25519), c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature,
c2sp.org/tlog-proof, and the register's own formats. It shares no code with the library and needs
only Python. The same bytes on each run.

Each folder has a file cases.txt, one case a line: the name of a file and what is expected of it.
A wrong case is a right one with one mutation, and names the fault that must be found.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import sys
from dataclasses import dataclass, replace
from pathlib import Path

# --- Ed25519, RFC 8032 section 5.1 ---------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    x, y, z, t = (f - e) * (h - g), (h + g) * (f + e), (h - g) * (h + g), (f - e) * (f + e)
    return x % P, y % P, z % P, t % P


def point_multiply(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = point_add(total, point)
        point = point_add(point, point)
        scalar >>= 1
    return total


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x & 1 != sign else x


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def point_encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    return scalar, digest[32:]


def public_key(seed):
    return point_encode(point_multiply(expand(seed)[0], BASE))


def sha512_number(data):
    return int.from_bytes(hashlib.sha512(data).digest(), "little") % L


def sign(seed, message):
    scalar, prefix = expand(seed)
    r = sha512_number(prefix + message)
    point = point_encode(point_multiply(r, BASE))
    s = (r + sha512_number(point + public_key(seed) + message) * scalar) % L
    return point + s.to_bytes(32, "little")


def pem(label, der):
    return f"-----BEGIN {label}-----\n{base64.b64encode(der).decode()}\n-----END {label}-----\n"


def private_pem(seed):
    return pem("PRIVATE KEY", bytes.fromhex("302e020100300506032b657004220420") + seed)


def public_pem(seed):
    return pem("PUBLIC KEY", bytes.fromhex("302a300506032b6570032100") + public_key(seed))


# The issuer's key under the passphrase `口令 1234`, by `openssl pkcs8 -topk8 -v2 aes-256-cbc -iter
# 2048`, since Python has no AES.
SEALED_PEM = """\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgZS+yPWOz1GQICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEENf7iER7ojfS/XtrXuSAj+QEQBix
jyHuwQNptnUwHf7Hy0gjo8FUXGDGM+/G44Lcu2MGek49I8y5qn9f1JT7WjGudjoc
5lEhGCWJrWEWAlcPTn0=
-----END ENCRYPTED PRIVATE KEY-----
"""


# --- RFC 6962 section 2.1 ------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def split(count):
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def tree_hash(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0])
    k = split(len(leaves))
    return sha256(b"\1" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


def inclusion_path(index, leaves):
    if len(leaves) <= 1:
        return []
    k = split(len(leaves))
    if index < k:
        return inclusion_path(index, leaves[:k]) + [tree_hash(leaves[k:])]
    return inclusion_path(index - k, leaves[k:]) + [tree_hash(leaves[:k])]


def consistency_path(old, leaves, is_known=True):
    if old == len(leaves):
        return [] if is_known else [tree_hash(leaves)]
    k = split(len(leaves))
    if old <= k:
        return consistency_path(old, leaves[:k], is_known) + [tree_hash(leaves[k:])]
    return consistency_path(old - k, leaves[k:], False) + [tree_hash(leaves[:k])]


# --- C2SP ----------------------------------------------------------------------------------------


def b64(data):
    return base64.b64encode(data).decode()


def key_id(name, key, kind=b"\1"):
    return sha256(name.encode() + b"\n" + kind + key)[:4]


def signature_line(text, name, seed):
    return f"— {name} {b64(key_id(name, public_key(seed)) + sign(seed, text.encode()))}\n"


def note(text, name, seed):
    return f"{text}\n{signature_line(text, name, seed)}"


def vkey(name, seed):
    key = public_key(seed)
    return f"{name}+{key_id(name, key).hex()}+{b64(bytes([1]) + key)}"


def cosignature_line(text, name, seed, time, said=None, kind=b"\4"):
    """`said` is the time that the line states, if not the one that is signed."""
    signature = sign(seed, f"cosignature/v1\ntime {time}\n{text}".encode())
    stated = (time if said is None else said).to_bytes(8, "big")
    return f"— {name} {b64(key_id(name, public_key(seed), kind) + stated + signature)}\n"


def witness_vkey(name, seed):
    key = public_key(seed)
    return f"{name}+{key_id(name, key, bytes([4])).hex()}+{b64(bytes([4]) + key)}"


def checkpoint_text(origin, leaves):
    return f"{origin}\n{len(leaves)}\n{b64(tree_hash(leaves))}\n"


def tlog_proof(index, leaves, checkpoint):
    path = "".join(b64(h) + "\n" for h in inclusion_path(index, leaves))
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{checkpoint}"


# --- The register's own formats ------------------------------------------------------------------

ISSUER = bytes(range(32))
STRANGER = bytes(range(100, 132))
SECOND = bytes(range(50, 82))  # the register's second key
WITNESS = bytes(range(200, 232))
WITNESS_NAME = "witness.example.org/w1"
ORIGIN = "register.example.org/skills"
ENTRIES_HEADER = ("index,event,on,number,standard,edition,level,holder,document,valid_until,"
                  "replaces")
REASONS_HEADER = "index,salt,reason"
HOLDERS_HEADER = "number,salt,id_type,id_number,name,candidate_id"
STANDARD = "pts-example"
EDITION = sha256(b"the file of the standard").hex()
TITLE_ZH, TITLE_EN = "示例标准", 'Example "standard"'
LEVELS = {"junior": ("1", "初级", "Junior"), "senior": ("3", "高级", "Senior")}
CONFIG = f'''format = 1
origin = "{ORIGIN}"
issuer = {{ en = "Example Agency", zh = "示例机构" }}
agency = "GD01"
number = "{{agency}}{{year}}{{level}}{{serial:4}}"
'''


@dataclass(frozen=True)
class Award:
    number: str
    on: str
    level: str
    id_type: str
    id_number: str
    name: str
    candidate: str
    scores: tuple
    valid_until: str = ""
    reissued_on: str = ""
    replaces: str = ""
    remark: str = ""


def award_of(number, on, level, person, theory, practical):
    return Award(number, on, level, *person, (("theory", theory), ("practical", practical)))


ZHANG = ("resident-id", "11010519491231002X", "张三", "c1")
ONEILL = ("passport", "E12345678", 'O"Neill, Ann', "c2")
YOSHIDA = ("other", "A\\1", "𠮷田", "c3")
LI = ("resident-id", "440308199901010012", "李四", "c4")
AWARDS = [
    award_of("GD01202410001", "2024-06-01", "junior", ZHANG, "85", "60.5"),
    award_of("GD01202410002", "2024-06-01", "junior", ONEILL, "60", "100"),
    award_of("GD01202430001", "2024-06-01", "senior", ZHANG, "70", "70"),
    award_of("GD01202410003", "2024-12-31", "junior", YOSHIDA, "99", "61"),
    award_of("GD01202510001", "2025-01-01", "junior", LI, "88.25", "77"),
]


# What happens after the awards: one certificate is revoked, one suspended and reinstated, one
# replaced, one expires and is issued anew, one is renewed.
def log_with_events():
    junior = AWARDS[3]
    short = replace(AWARDS[0], number="GD01202510003", on="2025-01-02", id_number="P1",
                    id_type="passport", valid_until="2025-07-02")
    return [
        *AWARDS,
        REVOKED,
        Happening("suspend", "2025-02-01", "GD01202430001", 'an inquiry, "open"'),
        Happening("reinstate", "2025-03-01", "GD01202430001", "nothing was found"),
        replace(junior, number="GD01202510002", reissued_on="2025-03-02",
                replaces=junior.number, remark="lost"),
        short,
        replace(short, number="GD01202510004", on="2025-07-03", valid_until="2026-01-03"),
        replace(short, number="GD01202510005", on="2025-12-10", valid_until="2026-06-10",
                replaces="GD01202510004"),
        # Held by nobody any more, so it can be awarded again.
        replace(AWARDS[1], number="GD01202510006", on="2025-12-11",
                scores=(("theory", "90"), ("practical", "90"))),
    ]


def salt_of(i):
    """The salt of the i-th certificate: what a fixed source in the tests gives."""
    return bytes([i + 1]) * 32


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def csv_field(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"') else text


def printed_part(award):
    _, level_zh, level_en = LEVELS[award.level]
    values = {
        "number": award.number, "name": award.name, "id_type": award.id_type,
        "id_number": award.id_number, "standard": STANDARD, "title_zh": TITLE_ZH,
        "title_en": TITLE_EN, "level": award.level, "level_zh": level_zh, "level_en": level_en,
        "awarded_on": award.on, "valid_until": award.valid_until,
        "reissued_on": award.reissued_on, "replaces": award.replaces, "remark": award.remark,
        "issuer_zh": "示例机构", "issuer_en": "Example Agency",
        "edition": EDITION,
    }
    return (
        "# 本文件是一份证书。任何人都可以用发证机构的公钥离线核验：\n"
        "# This file is a certificate. Anyone can check it offline with the issuer's public key:\n"
        "#     certrec verify --public-key ISSUER.pub.pem FILE\n"
        "format = 1\n\n[certificate]\n"
        + "".join(f"{key} = {quoted(value)}\n" for key, value in values.items() if value)
        + "\n[certificate.scores]\n"
        + "".join(f"{key} = {quoted(value)}\n" for key, value in award.scores)
        + "\n"
    )


def commit(salt, kind, text):
    return hmac.new(salt, f"certrec-{kind}-v1\n{text}".encode(), hashlib.sha256).hexdigest()


def holder_commitment(award, salt):
    return commit(salt, "holder", f"{award.id_type}\n{award.id_number}\n{award.name}\n")


def entry_row(index, award, salt):
    event, on = ("replace", award.reissued_on) if award.reissued_on else ("issue", award.on)
    return ",".join([str(index), event, on, award.number, STANDARD, EDITION, award.level,
                     holder_commitment(award, salt), commit(salt, "document", printed_part(award)),
                     award.valid_until, award.replaces])


@dataclass(frozen=True)
class Happening:
    """An event that makes no certificate."""
    event: str
    on: str
    number: str
    reason: str


REVOKED = Happening("revoke", "2025-01-31", "GD01202410002", "the scores were forged")


def happening_row(index, happening, salt):
    document = commit(salt, "reason", happening.reason + "\n")
    return f"{index},{happening.event},{happening.on},{happening.number},,,,,{document},,"


def log_row(index, step):
    make = entry_row if isinstance(step, Award) else happening_row
    return make(index, step, salt_of(index))


def holder_row(award, salt):
    person = (award.id_type, award.id_number, award.name, award.candidate)
    return ",".join([award.number, salt.hex(), *map(csv_field, person)])


def lines(header, rows):
    return "".join(line + "\n" for line in [header, *rows])


def register(awards=AWARDS, seed=ISSUER, origin=ORIGIN, rows=None):
    """The files of a register of these awards."""
    if rows is None:
        rows = [log_row(i, step) for i, step in enumerate(awards)]
    leaves = [row.encode() for row in rows]
    holders = [holder_row(a, salt_of(i)) for i, a in enumerate(awards) if isinstance(a, Award)]
    reasons = [f"{i},{salt_of(i).hex()},{csv_field(h.reason)}" for i, h in enumerate(awards)
               if isinstance(h, Happening)]
    files = {"reasons.csv": lines(REASONS_HEADER, reasons)} if reasons else {}
    return {
        **files,
        "register.toml": CONFIG,
        "entries.csv": lines(ENTRIES_HEADER, rows),
        "checkpoint": note(checkpoint_text(origin, leaves), origin, seed),
        "holders.csv": lines(HOLDERS_HEADER, holders),
    }


def certificate(index, awards=AWARDS, proof=None, printed=None, salt=None, row=None):
    rows = [log_row(i, step) for i, step in enumerate(awards)]
    leaves = [r.encode() for r in rows]
    checkpoint = note(checkpoint_text(ORIGIN, leaves), ORIGIN, ISSUER)
    return (
        (printed or printed_part(awards[index]))
        + "[proof]\n"
        + f'salt = "{(salt or salt_of(index)).hex()}"\n'
        + f'entry = "{row or rows[index]}"\n'
        + f"tlog_proof = '''\n{proof or tlog_proof(index, leaves, checkpoint)}'''\n"
    )


def base45(data):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    text = ""
    for i in range(0, len(data), 2):
        pair = data[i:i + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            text += digits[digit]
    return text


def code_body(index, steps=AWARDS, name_of_signer="", **changed):
    """What the QR code of a certificate packs: its parts by name, each in its place."""
    award = steps[index]
    rows = [log_row(i, step) for i, step in enumerate(steps)]
    leaves = [row.encode() for row in rows]
    fields = rows[index].split(",")
    signature = base64.b64decode(note(checkpoint_text(ORIGIN, leaves), ORIGIN, ISSUER).split(" ")[-1])
    path = inclusion_path(index, leaves)
    _, level_zh, level_en = LEVELS[award.level]
    parts = {
        "salt": salt_of(index), "edition": bytes.fromhex(fields[5]),
        "holder": bytes.fromhex(fields[7]), "document": bytes.fromhex(fields[8]),
        "root": tree_hash(leaves),
        "hashes": bytes([len(path)]) + b"".join(path),
        "signatures": bytes([1, len(signature)]) + signature,
        "entry": ",".join(["" if i in (5, 7, 8) else field for i, field in enumerate(fields)]),
        "awarded_on": "" if award.on == fields[2] else award.on,
        "name": award.name, "id_type": award.id_type, "id_number": award.id_number,
        "title_zh": TITLE_ZH, "title_en": TITLE_EN, "level_zh": level_zh, "level_en": level_en,
        "issuer_zh": "示例机构", "issuer_en": "Example Agency", "remark": award.remark,
        "origin": ORIGIN, "size": str(len(leaves)), "extensions": "", "signer": name_of_signer,
        "scores": "\n".join(text for score in award.scores for text in score),
    }
    assert not changed.keys() - parts.keys()
    parts.update(changed)
    return b"".join(part if isinstance(part, bytes) else part.encode() + b"\n"
                    for part in parts.values() if part is not None)


def code(*args, **changed):
    return "CERTREC1:" + base45(code_body(*args, **changed))


# --- The cases -----------------------------------------------------------------------------------


class Writer:
    def __init__(self, folder):
        self.folder = folder

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def cases(self, kind, cases):
        for name, content, _ in cases:
            self.write(f"{kind}/{name}", content)
        self.expect(kind, cases)

    def expect(self, kind, cases):
        lines = [f"{name} {expected}".rstrip() + "\n" for name, _, expected in cases]
        self.write(f"{kind}/cases.txt", "".join(lines))


def once(text, old, new):
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def write_keys(out):
    for name, seed in (("issuer", ISSUER), ("stranger", STRANGER)):
        out.write(f"keys/{name}.pem", private_pem(seed))
        out.write(f"keys/{name}.pub.pem", public_pem(seed))
        out.write(f"keys/{name}.vkey", vkey(ORIGIN, seed) + "\n")
    out.write("keys/issuer-sealed.pem", SEALED_PEM)
    out.write("keys/second.pem", private_pem(SECOND))
    out.write("keys/witness.pem", private_pem(WITNESS))
    out.write("keys/witness.vkey", witness_vkey(WITNESS_NAME, WITNESS) + "\n")


def write_merkle(out):
    """A line for each tree and proof over the rows `leaf-0`, `leaf-1` ..."""
    leaves = [f"leaf-{i}".encode() for i in range(20)]
    text = "".join(f"root {n} {tree_hash(leaves[:n]).hex()}\n" for n in range(len(leaves) + 1))
    for n in (1, 2, 3, 7, 8, 13, 20):
        for i in range(n):
            path = " ".join(h.hex() for h in inclusion_path(i, leaves[:n]))
            text += f"inclusion {i} {n} {path}".rstrip() + "\n"
        for m in range(1, n + 1):
            path = " ".join(h.hex() for h in consistency_path(m, leaves[:n]))
            text += f"consistency {m} {n} {path}".rstrip() + "\n"
    out.write("merkle/vectors.txt", text)


def write_notes(out):
    text = "first line\n\nthird line — after an empty one\n"
    right = note(text, ORIGIN, ISSUER)
    line = signature_line(text, ORIGIN, ISSUER)
    stranger = signature_line(text, "other.example", STRANGER)
    signature = line.split(" ")[2].strip()
    raw = base64.b64decode(signature)
    # The last digit of 68 bytes in base64 holds four unused bits.
    loose = signature.rstrip("=")
    loose = loose[:-1] + chr(ord(loose[-1]) + 1) + "=" * (len(signature) - len(loose))
    wrong_raw = raw[:-1] + bytes([raw[-1] ^ 1])
    # The same number modulo L, which RFC 8032 has refused.
    larger_s = (int.from_bytes(raw[36:], "little") + L).to_bytes(32, "little")
    out.cases("note", [
        ("right", right, "ok"),
        ("right-with-stranger", right + stranger, "ok"),
        ("right-with-stranger-first", text + "\n" + stranger + line, "ok"),
        ("right-same-name-other-id",
         right + once(line, signature, b64(b"\0\0\0\0" + raw[4:])),
         "ok"),
        ("right-sixteen-signatures", right + stranger * 15, "ok"),
        ("right-sixty-four-signatures", right + stranger * 63, "ok"),
        ("right-text-of-one-newline", note("\n", ORIGIN, ISSUER), "ok"),
        ("sixty-five-signatures", right + stranger * 64, "too_many_signatures"),
        ("no-final-newline", right[:-1], "bad_signature_line"),
        ("no-empty-line", text.replace("\n\n", "\n") + line, "no_separator"),
        ("no-text", "\n" + line, "no_separator"),
        ("no-signature", text + "\n", "no_signature"),
        ("empty-line-after-signature", right + "\n", "no_signature"),
        ("empty", "", "no_separator"),
        ("hyphen-for-dash", once(right, "— " + ORIGIN, "- " + ORIGIN), "bad_signature_line"),
        ("two-spaces",
         once(right, "— " + ORIGIN + " ", "— " + ORIGIN + "  "),
         "bad_signature_line"),
        ("trailing-space", right[:-1] + " \n", "bad_signature_line"),
        ("no-name", once(right, "— " + ORIGIN + " ", "—  "), "bad_signature_line"),
        ("plus-in-name", once(right, "— " + ORIGIN, "— a+b"), "bad_signature_line"),
        ("wide-space-in-name", once(right, "— " + ORIGIN, "— a\u3000b"), "bad_signature_line"),
        ("no-break-space-in-name",
         once(right, "— " + ORIGIN, "— a\u00a0b"),
         "bad_signature_line"),
        ("loose-base64", once(right, signature, loose), "bad_signature_line"),
        ("no-padding", once(right, signature, signature.rstrip("=")), "bad_signature_line"),
        ("only-an-id", once(right, signature, b64(raw[:4])), "bad_signature_line"),
        ("text-after-signatures", right + "more\n", "bad_signature_line"),
        ("carriage-return", right.replace("\n", "\r\n"), "control_character"),
        ("tab", once(right, "first line", "first\tline"), "control_character"),
        ("latin-1", right.encode().replace(b"first", b"f\xfcrst"), "not_utf8"),
        ("nul", once(right, "first", "fi\0rst"), "not_utf8"),
        ("other-text", once(right, "first", "First"), "wrong_signature"),
        ("signature-flipped", once(right, signature, b64(wrong_raw)), "wrong_signature"),
        ("signature-short", once(right, signature, b64(raw[:-1])), "wrong_signature"),
        ("signature-long", once(right, signature, b64(raw + b"\0")), "wrong_signature"),
        ("signature-not-reduced",
         once(right, signature, b64(raw[:36] + larger_s)),
         "wrong_signature"),
        ("right-and-wrong-signature",
         right + once(line, signature, b64(wrong_raw)),
         "wrong_signature"),
        ("wrong-and-right-signature",
         text + "\n" + once(line, signature, b64(wrong_raw)) + line,
         "wrong_signature"),
        ("right-signed-twice", right + line, "ok"),
        ("right-unknown-key-of-one-byte",
         right + f"— other.example {b64(b'abcd' + b'x')}\n",
         "ok"),
        ("right-unknown-key-of-5000-bytes",
         right + f"— other.example {b64(bytes(5000))}\n",
         "ok"),
        ("right-other-type-same-key",
         right + f"— {ORIGIN} {b64(key_id(ORIGIN, public_key(ISSUER), bytes([4])) + bytes(72))}\n",
         "ok"),
        ("right-same-id-other-name", right + once(line, ORIGIN, "other.example"), "ok"),
        ("unknown-key-malformed", right + "— other.example AAAA\n", "bad_signature_line"),
        ("unknown-key-without-signature", right + "— other.example\n", "bad_signature_line"),
        ("sixteenth-signature-wrong",
         right + stranger * 14 + once(line, signature, b64(wrong_raw)),
         "wrong_signature"),
        ("delete-is-no-control-below-space", once(right, "first", "first\x7f"), "wrong_signature"),
        ("only-stranger", note(text, ORIGIN, STRANGER), "unknown_signer"),
        ("other-name", note(text, "register.example.org/other", ISSUER), "unknown_signer"),
        ("other-id", once(right, signature, b64(b"\0\0\0\0" + raw[4:])), "unknown_signer"),
    ])


def write_cosignatures(out):
    """Checkpoints of the issuer with lines of the witness; expected: the time, or the fault."""
    text = checkpoint_text(ORIGIN, [b"leaf-0", b"leaf-1"])
    log = note(text, ORIGIN, ISSUER)
    day = 20420 * 86400
    line = cosignature_line(text, WITNESS_NAME, WITNESS, day)
    signature = line.split(" ")[2].strip()
    raw = base64.b64decode(signature)
    extended = text + "extension 1\n"

    def witnessed(time, said=None, seed=WITNESS, name=WITNESS_NAME, kind=b"\4", signed=text):
        return log + cosignature_line(signed, name, seed, time, said, kind)

    def with_bytes(data):
        return log + once(line, signature, b64(data))

    out.cases("cosignature", [
        ("right", log + line, f"{day}"),
        ("right-second-of-a-day", witnessed(day + 4711), f"{day + 4711}"),
        ("right-time-zero", witnessed(0), "0"),
        ("right-latest-time", witnessed(2**63 - 1), f"{2**63 - 1}"),
        ("right-witness-first", text + "\n" + line + signature_line(text, ORIGIN, ISSUER),
         f"{day}"),
        ("right-extension-line",
         note(extended, ORIGIN, ISSUER) + cosignature_line(extended, WITNESS_NAME, WITNESS, day),
         f"{day}"),
        ("right-fifteen-strangers",
         log + "".join(cosignature_line(text, f"w{i}.example", STRANGER, day) for i in range(14))
         + line,
         f"{day}"),
        ("none", log, "unknown_signer"),
        ("other-name", witnessed(day, name="witness.example.org/w2"), "unknown_signer"),
        ("other-key", witnessed(day, seed=STRANGER), "unknown_signer"),
        ("id-of-a-plain-signature", witnessed(day, kind=b"\1"), "unknown_signer"),
        ("plain-signature-of-the-witness", log + signature_line(text, WITNESS_NAME, WITNESS),
         "unknown_signer"),
        ("other-time", witnessed(day, day + 1), "wrong_signature"),
        ("time-past-the-latest", witnessed(2**63), "wrong_signature"),
        ("other-text", witnessed(day, signed=once(text, "\n2\n", "\n3\n")), "wrong_signature"),
        ("extension-not-signed",
         note(extended, ORIGIN, ISSUER) + line,
         "wrong_signature"),
        ("without-header",
         with_bytes(raw[:12] + sign(WITNESS, f"time {day}\n{text}".encode())),
         "wrong_signature"),
        ("without-time-line",
         with_bytes(raw[:12] + sign(WITNESS, f"cosignature/v1\n{text}".encode())),
         "wrong_signature"),
        ("whole-note-signed",
         with_bytes(raw[:12] + sign(WITNESS, f"cosignature/v1\ntime {day}\n{log}".encode())),
         "wrong_signature"),
        ("no-time", with_bytes(raw[:4] + raw[12:]), "wrong_signature"),
        ("only-a-time", with_bytes(raw[:12]), "wrong_signature"),
        ("short", with_bytes(raw[:-1]), "wrong_signature"),
        ("long", with_bytes(raw + b"\0"), "wrong_signature"),
        ("flipped", with_bytes(raw[:-1] + bytes([raw[-1] ^ 1])), "wrong_signature"),
        ("right-twice", log + line + line, str(day)),
        ("right-on-two-days",
         log + line + cosignature_line(text, WITNESS_NAME, WITNESS, day + 86400),
         str(day)),
    ])


def write_rotations(out):
    """Checkpoints under a list of two keys: the issuer's up to 2 entries, then the second."""
    leaves = [b"leaf-%d" % i for i in range(4)]

    def signed(size, *seeds):
        text = checkpoint_text(ORIGIN, leaves[:size])
        return text + "\n" + "".join(signature_line(text, ORIGIN, seed) for seed in seeds)

    def spoilt(size, right, wrong):
        text = checkpoint_text(ORIGIN, leaves[:size])
        return signed(size, right) + signature_line(text + "x\n", ORIGIN, wrong)

    out.write("rotation/keys.toml",
              f'[[key]]\nverifier = "{vkey(ORIGIN, ISSUER)}"\nfirst = 0\nlast = 2\n\n'
              f'[[key]]\nverifier = "{vkey(ORIGIN, SECOND)}"\nfirst = 3\n')
    out.cases("rotation", [
        ("right-first-key", signed(0, ISSUER), "ok"),
        ("right-last-of-the-first-key", signed(2, ISSUER), "ok"),
        ("right-first-of-the-second-key", signed(3, SECOND), "ok"),
        ("right-second-key", signed(4, SECOND), "ok"),
        ("right-both", signed(4, ISSUER, SECOND), "ok"),
        ("right-with-stranger", signed(4, STRANGER, SECOND), "ok"),
        ("first-key-too-late", signed(3, ISSUER), "out_of_range"),
        ("second-key-too-early", signed(2, SECOND), "out_of_range"),
        ("stranger", signed(3, STRANGER), "unknown_signer"),
        ("wrong-signature-of-the-other-key", spoilt(3, SECOND, ISSUER), "wrong_signature"),
        ("right-twice", signed(3, SECOND, SECOND), "ok"),
    ])


def write_checkpoints(out):
    """Only the texts; the notes around them are vectors of their own."""
    right = checkpoint_text(ORIGIN, [b"leaf-0", b"leaf-1"])
    root = right.split("\n")[2]
    out.cases("checkpoint", [
        ("right", right, "ok"),
        ("right-empty-tree", checkpoint_text(ORIGIN, []), "ok"),
        ("right-largest-size", once(right, "\n2\n", f"\n{2**64 - 1}\n"), "ok"),
        ("right-above-2-to-the-63", once(right, "\n2\n", f"\n{2**63}\n"), "ok"),
        ("right-space-in-origin", once(right, ORIGIN, "go.sum database tree"), "ok"),
        ("right-plus-in-origin", once(right, ORIGIN, "a+b"), "ok"),
        ("right-extensions", right + "ext 1\n x\n", "ok"),
        ("no-root", f"{ORIGIN}\n2\n", "missing_line"),
        ("no-final-newline", right[:-1], "missing_line"),
        ("extension-without-newline", right + "ext", "missing_line"),
        ("empty", "", "missing_line"),
        ("empty-origin", once(right, ORIGIN, ""), "empty_line"),
        ("empty-extension", right + "\n", "empty_line"),
        ("empty-line-between-extensions", right + "a\n\nb\n", "empty_line"),
        ("carriage-returns", right.replace("\n", "\r\n"), "wrong_size"),
        ("two-zeros", once(right, "\n2\n", "\n00\n"), "wrong_size"),
        ("full-width-size", once(right, "\n2\n", "\n２\n"), "wrong_size"),
        ("loose-root", once(right, root, root[:-2] + chr(ord(root[-2]) + 1) + "="), "wrong_root"),
        ("space-after-root", once(right, root, root + " "), "wrong_root"),
        ("leading-zero", once(right, "\n2\n", "\n02\n"), "wrong_size"),
        ("negative", once(right, "\n2\n", "\n-2\n"), "wrong_size"),
        ("plus-sign", once(right, "\n2\n", "\n+2\n"), "wrong_size"),
        ("space-after-size", once(right, "\n2\n", "\n2 \n"), "wrong_size"),
        ("hexadecimal", once(right, "\n2\n", "\n0x2\n"), "wrong_size"),
        ("size-too-large", once(right, "\n2\n", f"\n{2**64}\n"), "wrong_size"),
        ("no-size", once(right, "\n2\n", "\n\n"), "wrong_size"),
        ("short-root", once(right, root, b64(b"\1" * 31)), "wrong_root"),
        ("long-root", once(right, root, b64(b"\1" * 33)), "wrong_root"),
        ("root-in-hexadecimal", once(right, root, "00" * 32), "wrong_root"),
        ("root-without-padding", once(right, root, root.rstrip("=")), "wrong_root"),
        ("root-url-safe", once(right, root, b64(b"\xff" * 32).replace("/", "_")), "wrong_root"),
    ])


def write_proofs(out):
    leaves = [b"leaf-%d" % i for i in range(6)]
    checkpoint = note(checkpoint_text(ORIGIN, leaves), ORIGIN, ISSUER)
    right = tlog_proof(2, leaves, checkpoint)
    first = right.split("\n")[2]
    extra = once(right, "index", "extra AAEC\nindex")
    many = once(right, first + "\n", (first + "\n") * 61)
    out.cases("tlog-proof", [
        ("right", right, "ok"),
        ("right-extra", extra, "ok"),
        ("right-single-leaf",
         tlog_proof(0, leaves[:1], note(checkpoint_text(ORIGIN, leaves[:1]), ORIGIN, ISSUER)),
         "ok"),
        ("right-sixty-three-hashes", many, "ok"),
        ("right-largest-index", once(right, "index 2", f"index {2**64 - 1}"), "ok"),
        ("index-too-large", once(right, "index 2", f"index {2**64}"), "wrong_index"),
        ("capital-index", once(right, "index 2", "Index 2"), "wrong_index"),
        ("two-zeros", once(right, "index 2", "index 00"), "wrong_index"),
        ("carriage-returns", right.replace("\n", "\r\n"), "wrong_first_line"),
        ("first-line-alone", "c2sp.org/tlog-proof@v1\n", "wrong_index"),
        ("empty-line-first", "\n" + right, "wrong_first_line"),
        ("unused-bits-in-hash",
         once(right, first, first[:-2] + chr(ord(first[-2]) + 1) + "="),
         "wrong_hash"),
        ("space-after-hash", once(right, first, first + " "), "wrong_hash"),
        ("other-version", once(right, "@v1", "@v2"), "wrong_first_line"),
        ("space-after-version", once(right, "@v1", "@v1 "), "wrong_first_line"),
        ("empty", "", "wrong_first_line"),
        ("empty-extra", once(extra, "extra AAEC", "extra "), "wrong_extra"),
        ("loose-extra", once(extra, "AAEC", "AAF="), "wrong_extra"),
        ("extra-twice", once(extra, "extra AAEC\n", "extra AAEC\n" * 2), "wrong_index"),
        ("extra-after-index", once(right, "index 2\n", "index 2\nextra AAEC\n"), "wrong_hash"),
        ("no-index", once(right, "index 2\n", ""), "wrong_index"),
        ("leading-zero", once(right, "index 2", "index 02"), "wrong_index"),
        ("negative-index", once(right, "index 2", "index -2"), "wrong_index"),
        ("two-spaces", once(right, "index 2", "index  2"), "wrong_index"),
        ("short-hash", once(right, first, b64(b"\1" * 31)), "wrong_hash"),
        ("loose-hash", once(right, first, first.rstrip("=")), "wrong_hash"),
        ("sixty-four-hashes", once(many, first + "\n", (first + "\n") * 2), "too_many_hashes"),
        ("no-checkpoint", right[: right.index("\n\n") + 2], "no_checkpoint"),
        ("no-empty-line", right[: right.index("\n\n") + 1], "no_checkpoint"),
    ])


def write_entries(out):
    right = entry_row(0, AWARDS[0], salt_of(0))
    fields = right.split(",")
    revocation = happening_row(5, REVOKED, salt_of(5))
    replacement = ",".join(["6", "replace", *fields[2:10], "GD01202110001"])

    def changed(index, value):
        return ",".join(fields[:index] + [value] + fields[index + 1:])

    out.cases("entry", [
        ("right", right, "ok"),
        ("right-large-index", changed(0, str(2**64 - 1)), "ok"),
        ("right-long-number", changed(3, "N" * 64), "ok"),
        ("right-number-marks", changed(3, "A-b_c.(2024)"), "ok"),
        ("empty", "", "wrong_field_count"),
        ("nine-fields", ",".join(fields[:9]), "wrong_field_count"),
        ("ten-fields", ",".join(fields[:10]), "wrong_field_count"),
        ("twelve-fields", right + ",", "wrong_field_count"),
        ("leading-zero", changed(0, "00"), "wrong_index"),
        ("no-index", changed(0, ""), "wrong_index"),
        ("space-before-index", changed(0, " 0"), "wrong_index"),
        ("unknown-event", changed(1, "revise"), "unknown_event"),
        ("event-in-capitals", changed(1, "Issue"), "unknown_event"),
        ("date-without-zeros", changed(2, "2024-6-1"), "wrong_date"),
        ("no-such-day", changed(2, "2023-02-29"), "wrong_date"),
        ("no-number", changed(3, ""), "wrong_number"),
        ("number-with-slash", changed(3, "GD/1"), "wrong_number"),
        ("number-with-point-first", changed(3, ".GD1"), "wrong_number"),
        ("number-with-hyphen-first", changed(3, "-GD1"), "wrong_number"),
        ("number-too-long", changed(3, "N" * 65), "wrong_number"),
        ("quoted-number", changed(3, '"GD1"'), "wrong_number"),
        ("no-standard", changed(4, ""), "wrong_id"),
        ("quoted-standard", changed(4, '"a"'), "wrong_id"),
        ("chinese-level", changed(6, "初级"), "wrong_id"),
        ("tab-in-level", changed(6, "a\tb"), "wrong_id"),
        ("upper-case-edition", changed(5, EDITION.upper()), "wrong_digest"),
        ("short-holder", changed(7, fields[7][:-1]), "wrong_digest"),
        ("long-holder", changed(7, fields[7] + "0"), "wrong_digest"),
        ("carriage-return", right + "\r", "wrong_replaces"),
        ("right-valid-until", changed(9, "2027-06-01"), "ok"),
        ("right-valid-on-its-day-only", changed(9, "2024-06-01"), "ok"),
        ("valid-until-before-its-day", changed(9, "2024-05-31"), "wrong_valid_until"),
        ("valid-until-without-zeros", changed(9, "2027-6-1"), "wrong_valid_until"),
        ("right-renewal", changed(10, "GD01202110001"), "ok"),
        ("replaces-itself", changed(10, fields[3]), "wrong_replaces"),
        ("replaces-no-number", changed(10, "-1"), "wrong_replaces"),
        ("replacement-of-nothing", changed(1, "replace"), "wrong_replaces"),
        ("right-replacement", replacement, "ok"),
        ("right-revocation", revocation, "ok"),
        ("right-suspension", once(revocation, "revoke", "suspend"), "ok"),
        ("right-reinstatement", once(revocation, "revoke", "reinstate"), "ok"),
        ("revocation-with-standard", once(revocation, ",,,,,", f",{STANDARD},,,,"),
         "filled_field"),
        ("revocation-with-holder", once(revocation, ",,,,,", f",,,,{EDITION},"), "filled_field"),
        ("revocation-with-valid-until", revocation[:-1] + "2027-06-01,", "filled_field"),
        ("revocation-that-replaces", revocation + "GD01202110001", "filled_field"),
        ("revocation-without-document", once(revocation, revocation.split(",")[8], ""),
         "wrong_digest"),
        ("right-longest", changed(4, fields[4] + "s" * (65535 - len(right))), "ok"),
        ("too-long", changed(4, fields[4] + "s" * (65536 - len(right))), "too_long"),
    ])


def write_register(out):
    for name, content in register().items():
        out.write(f"register/{name}", content)
    for index, award in enumerate(AWARDS):
        out.write(f"register/certificates/{award.number}.toml", certificate(index))
    log = log_with_events()
    for name, content in register(log).items():
        out.write(f"register-events/{name}", content)
    for index, step in enumerate(log):
        if isinstance(step, Award):
            out.write(f"register-events/certificates/{step.number}.toml", certificate(index, log))


def write_register_mutations(out):
    """Registers that go wrong in one way: folder, then the checks that are not ok."""
    right = register()
    rows = right["entries.csv"].split("\n")[1:-1]
    swapped = [rows[0], rows[2], rows[1], *rows[3:]]
    gap = [*AWARDS[:3], replace(AWARDS[3], number="GD01202410004"), AWARDS[4]]
    repeated = [*AWARDS[:3], replace(AWARDS[3], number="GD01202410002"), AWARDS[4]]
    wrong_year = [*AWARDS[:4], replace(AWARDS[4], on="2024-12-31")]
    other_pattern = [*AWARDS[:4], replace(AWARDS[4], number="OLD-2025-1")]
    twice = [*AWARDS[:4], replace(AWARDS[1], number="GD01202410004", on="2024-12-31")]
    twice_other_name = [*AWARDS[:4], replace(AWARDS[0], number="GD01202410004", name="张三三")]
    holders = right["holders.csv"].split("\n")[:-1]
    one_more = replace(AWARDS[4], number="GD01202510002", id_number="x")
    root = b64(tree_hash([row.encode() for row in rows]))
    # Numbers and persons are not judged by a part of the entries.
    unread = "numbers:unchecked states:unchecked holders:failed persons:unchecked"
    other_digit = "0" if rows[0][-3] != "0" else "1"

    def with_file(name, content):
        return {**right, name: content}

    def without(name):
        return {k: v for k, v in right.items() if k != name}

    def signed_rows(changed):
        return register(rows=changed)

    def holders_of(changed):
        return with_file("holders.csv", "".join(h + "\n" for h in changed))

    cases = [
        ("right", right, ""),
        ("signed-by-a-stranger", register(seed=STRANGER), "signature:failed"),
        ("other-origin", register(origin="other.example"), "checkpoint:failed"),
        ("origin-changed-in-config",
         with_file("register.toml", once(CONFIG, "/skills", "/other")),
         "checkpoint:failed"),
        ("config-broken",
         with_file("register.toml", once(CONFIG, "format = 1", "format = 2")),
         "config:failed checkpoint:unchecked numbers:unchecked"),
        ("config-missing",
         without("register.toml"),
         "config:unchecked checkpoint:unchecked numbers:unchecked"),
        ("config-pattern-changed",
         with_file("register.toml", once(CONFIG, "{agency}", "X{agency}")),
         "numbers:unchecked"),
        ("checkpoint-missing",
         without("checkpoint"),
         "checkpoint:unchecked signature:unchecked tree:unchecked"),
        ("checkpoint-of-fewer-rows",
         with_file("checkpoint", register(AWARDS[:4])["checkpoint"]),
         "entries:failed holders:failed"),
        ("checkpoint-of-more-rows",
         with_file("checkpoint", register([*AWARDS, one_more])["checkpoint"]),
         "entries:failed tree:failed numbers:unchecked states:unchecked persons:unchecked"),
        ("checkpoint-root-changed",
         with_file("checkpoint", once(right["checkpoint"], root, b64(b"\1" * 32))),
         "signature:failed tree:failed"),
        ("entries-missing", without("entries.csv"), f"entries:failed tree:failed {unread}"),
        ("entries-row-removed",
         with_file("entries.csv", lines(ENTRIES_HEADER, rows[:2] + rows[3:])),
         f"entries:failed tree:failed {unread}"),
        ("entries-last-row-removed",
         with_file("entries.csv", lines(ENTRIES_HEADER, rows[:-1])),
         f"entries:failed tree:failed {unread}"),
        ("entries-rows-swapped",
         with_file("entries.csv", lines(ENTRIES_HEADER, swapped)),
         "entries:failed tree:failed holders:failed"),
        ("entries-row-added",
         with_file("entries.csv", right["entries.csv"] + entry_row(5, one_more, salt_of(5)) + "\n"),
         "entries:failed"),
        ("entries-digest-changed",
         with_file("entries.csv", lines(ENTRIES_HEADER, [rows[0][:-3] + other_digit + ",,", *rows[1:]])),
         "tree:failed"),
        ("entries-header-changed",
         with_file("entries.csv", lines("Index" + ENTRIES_HEADER[5:], rows)),
         "entries:failed"),
        ("entries-no-final-newline",
         with_file("entries.csv", right["entries.csv"][:-1]),
         f"entries:failed tree:failed {unread}"),
        ("entries-crlf",
         with_file("entries.csv", right["entries.csv"].replace("\n", "\r\n")),
         f"entries:failed tree:failed {unread}"),
        ("entries-byte-order-mark",
         with_file("entries.csv", "\ufeff" + right["entries.csv"]),
         "entries:failed"),
        ("signed-wrong-index", signed_rows([*rows[:4], "7" + rows[4][1:]]), "entries:failed"),
        ("signed-malformed-row",
         signed_rows([*rows[:4], once(rows[4], "issue", "grant")]),
         f"entries:failed {unread}"),
        ("signed-gap-in-numbers", register(gap), "numbers:failed"),
        ("signed-number-repeated", register(repeated), "numbers:failed"),
        ("signed-number-of-another-year", register(wrong_year), "numbers:unchecked"),
        ("signed-number-off-the-pattern", register(other_pattern), "numbers:unchecked"),
        ("signed-level-held-twice", register(twice), "persons:failed"),
        ("signed-level-held-twice-under-another-name",
         register(twice_other_name),
         "persons:failed"),
        ("holders-missing", without("holders.csv"), "holders:unchecked persons:unchecked"),
        ("holders-row-missing", holders_of(holders[:2] + holders[3:]), "holders:failed"),
        ("holders-row-doubled", holders_of(holders + holders[-1:]), "holders:failed"),
        ("holders-row-added",
         holders_of([*holders, holder_row(replace(AWARDS[0], number="GD01202410009"), salt_of(9))]),
         "holders:failed"),
        ("holders-out-of-order",
         holders_of([holders[0], holders[2], holders[1], *holders[3:]]),
         "holders:failed"),
        ("holders-name-changed",
         with_file("holders.csv", once(right["holders.csv"], "李四", "李五")),
         "holders:failed"),
        ("holders-salt-changed",
         with_file("holders.csv", once(right["holders.csv"], "05" * 32, "06" * 32)),
         "holders:failed"),
        ("holders-quoted-without-need",
         with_file("holders.csv", once(right["holders.csv"], "李四", '"李四"')),
         "holders:failed"),
        ("holders-no-final-newline",
         with_file("holders.csv", right["holders.csv"][:-1]),
         "holders:failed"),
    ]
    cases += event_cases()
    for name, files, _ in cases:
        for file, content in files.items():
            if right.get(file) != content:
                out.write(f"register-mutations/{name}/{file}", content)
        missing = [file for file in right if file not in files]
        if missing:
            out.write(f"register-mutations/{name}/missing", "\n".join(missing) + "\n")
    out.expect("register-mutations", cases)


def event_cases():
    """Registers in which something happened to certificates after their issue."""
    log = log_with_events()
    right = register(log)
    rows = right["reasons.csv"].split("\n")[:-1]

    def later(*steps):
        """Goes on after the awards alone."""
        return register([*AWARDS, *steps])

    def happens(event, on, number="GD01202410001"):
        return Happening(event, on, number, "why")

    def reasons(changed):
        return {**right, "reasons.csv": "".join(row + "\n" for row in changed)}

    again = replace(AWARDS[0], number="GD01202510002", on="2025-02-01")
    other_level = replace(AWARDS[0], number="GD01202530001", level="senior", id_number="P2",
                          reissued_on="2025-02-01", replaces="GD01202410001", remark="lost")
    lost = replace(AWARDS[0], number="GD01202510002", reissued_on="2025-02-01",
                   replaces="GD01202410001", remark="lost")
    short = replace(AWARDS[0], number="GD01202510002", on="2025-02-01", id_number="P3",
                    valid_until="2025-06-30")
    return [
        ("right-events", right, ""),
        ("right-revoked-on-its-day", later(happens("revoke", "2024-06-01")), ""),
        ("right-revoked-while-suspended",
         later(happens("suspend", "2025-02-01"), happens("revoke", "2025-02-01")),
         ""),
        ("right-awarded-again-after-revocation", later(happens("revoke", "2025-01-31"), again), ""),
        ("right-replaced", later(lost), ""),
        ("events-reason-changed",
         {**right, "reasons.csv": once(right["reasons.csv"], "forged", "copied")},
         "reasons:failed"),
        ("events-reasons-missing",
         {k: v for k, v in right.items() if k != "reasons.csv"},
         "reasons:unchecked"),
        ("events-reason-row-missing", reasons(rows[:-1]), "reasons:failed"),
        ("events-reason-row-added", reasons([*rows, rows[-1]]), "reasons:failed"),
        ("events-reasons-swapped", reasons([rows[0], rows[2], rows[1], *rows[3:]]),
         "reasons:failed"),
        ("events-reasons-header-changed", reasons(["Index" + rows[0][5:], *rows[1:]]),
         "reasons:failed"),
        ("events-reason-requoted",
         {**right, "reasons.csv": once(right["reasons.csv"], "nothing was found",
                                       '"nothing was found"')},
         "reasons:failed"),
        ("signed-revoked-twice",
         later(happens("revoke", "2025-02-01"), happens("revoke", "2025-02-02")),
         "states:failed"),
        ("signed-suspended-after-revocation",
         later(happens("revoke", "2025-02-01"), happens("suspend", "2025-02-02")),
         "states:failed"),
        ("signed-suspended-twice",
         later(happens("suspend", "2025-02-01"), happens("suspend", "2025-02-02")),
         "states:failed"),
        ("signed-reinstated-in-force", later(happens("reinstate", "2025-02-01")), "states:failed"),
        ("signed-revoked-before-issue", later(happens("revoke", "2024-05-31")), "states:failed"),
        ("signed-reinstated-before-suspension",
         later(happens("suspend", "2025-02-01"), happens("reinstate", "2025-01-31")),
         "states:failed"),
        ("signed-unknown-number", later(happens("revoke", "2025-02-01", "GD01202410009")),
         "states:failed"),
        ("signed-revoked-before-its-entry",
         register([*AWARDS[:4], happens("revoke", "2025-01-01", AWARDS[4].number), AWARDS[4]]),
         "states:failed"),
        ("signed-replaced-after-revocation", later(happens("revoke", "2025-01-31"), lost),
         "states:failed"),
        ("signed-replaced-while-suspended", later(happens("suspend", "2025-01-31"), lost),
         "states:failed"),
        ("signed-replaced-by-another-level", later(other_level), "states:failed"),
        ("signed-awarded-again-in-force", later(again), "persons:failed"),
        ("signed-awarded-again-while-suspended", later(happens("suspend", "2025-01-31"), again),
         "persons:failed"),
        ("signed-awarded-again-before-expiry",
         later(short, replace(short, number="GD01202510003", on="2025-06-30",
                              valid_until="2025-12-31")),
         "persons:failed"),
    ]


def write_certificate_mutations(out):
    index = 3
    right = certificate(index)
    award = AWARDS[index]
    rows = [entry_row(i, a, salt_of(i)) for i, a in enumerate(AWARDS)]
    leaves = [row.encode() for row in rows]
    checkpoint = note(checkpoint_text(ORIGIN, leaves), ORIGIN, ISSUER)
    proof = tlog_proof(index, leaves, checkpoint)
    path = [b64(h) for h in inclusion_path(index, leaves)]
    stranger = note(checkpoint_text(ORIGIN, leaves), ORIGIN, STRANGER)
    other_origin = note(checkpoint_text("other.example", leaves), "other.example", ISSUER)

    def with_proof(text):
        return certificate(index, proof=text)

    proofless = ("entry:unchecked checkpoint:unchecked inclusion:unchecked signature:unchecked "
                 "register:unchecked state:unchecked")
    broken = "document:unchecked holder:unchecked " + proofless
    entryless = "document:unchecked holder:unchecked entry:unchecked"
    out.cases("certificate", [
        ("right", right, ""),
        ("right-older-checkpoint", certificate(2, AWARDS[:3]), ""),
        ("empty", "", "form:failed " + broken),
        ("no-proof", printed_part(award), "form:failed " + broken),
        ("not-toml", once(right, "[certificate]", "[certificate"), "form:failed " + broken),
        ("unknown-key",
         once(right, "standard = ", "grade = \"x\"\nstandard = "),
         "form:failed " + broken),
        ("missing-key", once(right, f'level = "{award.level}"\n', ""), "form:failed " + broken),
        ("comment-in-proof",
         once(right, "[proof]\n", "[proof]\n# a remark\n"),
         "form:failed " + broken),
        ("spaces-in-proof", once(right, "salt = ", "salt  = "), "form:failed " + broken),
        ("crlf", right.replace("\n", "\r\n"), "form:failed " + broken),
        ("text-after-proof", right + "\n", "form:failed " + broken),
        ("score-changed", once(right, '"61"', '"99"'), "document:failed"),
        ("comment-changed", once(right, "Anyone", "Nobody"), "document:failed"),
        ("name-changed", once(right, award.name, "吉田"), "document:failed holder:failed"),
        ("id-number-changed", once(right, "A\\\\1", "A\\\\2"), "document:failed holder:failed"),
        ("number-changed",
         once(right, f'number = "{award.number}"', 'number = "GD01202410009"'),
         "document:failed entry:failed"),
        ("level-changed",
         once(right, 'level = "junior"', 'level = "senior"'),
         "document:failed entry:failed"),
        ("standard-changed",
         once(right, f'standard = "{STANDARD}"', 'standard = "x"'),
         "document:failed entry:failed"),
        ("edition-changed",
         once(right, f'edition = "{EDITION}"', f'edition = "{"0" * 64}"'),
         "document:failed entry:failed"),
        ("date-changed",
         once(right, f'awarded_on = "{award.on}"', 'awarded_on = "2023-12-31"'),
         "document:failed entry:failed"),
        ("salt-changed", certificate(index, salt=b"\7" * 32), "document:failed holder:failed"),
        ("entry-changed",
         certificate(index, row=once(rows[index], award.on, "2024-12-30")),
         "entry:failed inclusion:failed register:failed state:unchecked"),
        ("entry-of-another",
         certificate(index, row=rows[0]),
         "document:failed holder:failed entry:failed inclusion:failed register:failed state:unchecked"),
        ("entry-malformed",
         certificate(index, row=once(rows[index], "issue", "grant")),
         f"form:failed {entryless} inclusion:failed register:failed state:unchecked"),
        ("proof-other-version", with_proof(once(proof, "@v1", "@v2")), "form:failed " + proofless),
        ("proof-extra", with_proof(once(proof, "index", "extra AAEC\nindex")), "form:failed"),
        ("proof-other-index",
         with_proof(once(proof, f"index {index}", "index 2")),
         "entry:failed inclusion:failed register:failed state:unchecked"),
        ("proof-index-past-the-end",
         with_proof(once(proof, f"index {index}", "index 5")),
         "entry:failed inclusion:failed register:failed state:unchecked"),
        ("proof-hash-missing", with_proof(once(proof, path[0] + "\n", "")), "inclusion:failed"),
        ("proof-hash-doubled",
         with_proof(once(proof, path[0] + "\n", (path[0] + "\n") * 2)),
         "inclusion:failed"),
        ("proof-hashes-swapped",
         with_proof(once(proof, f"{path[0]}\n{path[1]}\n", f"{path[1]}\n{path[0]}\n")),
         "inclusion:failed"),
        ("checkpoint-size-changed",
         with_proof(once(proof, f"{ORIGIN}\n5\n", f"{ORIGIN}\n6\n")),
         "signature:failed register:failed state:unchecked"),
        ("checkpoint-malformed",
         with_proof(once(proof, f"{ORIGIN}\n5\n", f"{ORIGIN}\n05\n")),
         "checkpoint:failed inclusion:unchecked signature:unchecked register:unchecked state:unchecked"),
        ("checkpoint-by-a-stranger",
         with_proof(tlog_proof(index, leaves, stranger)),
         "signature:failed"),
        ("checkpoint-of-another-origin",
         with_proof(tlog_proof(index, leaves, other_origin)),
         "register:failed state:unchecked"),
        ("newer-than-the-register",
         certificate(index, [*AWARDS, replace(AWARDS[4], number="GD01202510002")]),
         "register:failed state:unchecked"),
        ("forked-history",
         certificate(index, [replace(AWARDS[0], name="王五"), *AWARDS[1:]]),
         "register:failed state:unchecked"),
    ])


def write_certificate_codes(out):
    """Codes and the checks that are not ok; right-NUMBER is that of the certificate's file."""
    for folder, steps in (("register", AWARDS), ("register-events", log_with_events())):
        for index, step in enumerate(steps):
            if isinstance(step, Award):
                out.write(f"{folder}/codes/{step.number}.txt", code(index, steps))
    index = 3
    right = code(index)
    body = code_body(index)
    path = inclusion_path(index, [entry_row(i, a, salt_of(i)).encode() for i, a in enumerate(AWARDS)])
    signature = base64.b64decode(
        note(checkpoint_text(ORIGIN, [b""]), ORIGIN, ISSUER).split(" ")[-1])
    hashes = bytes([len(path)]) + b"".join(path)
    entry = entry_row(index, AWARDS[index], salt_of(index)).split(",")
    entry = [*entry[:5], "", entry[6], "", "", *entry[9:]]
    broken = ("form:failed document:unchecked holder:unchecked entry:unchecked checkpoint:unchecked "
              "inclusion:unchecked signature:unchecked register:unchecked state:unchecked")
    unregistered = "register:failed state:unchecked"

    def with_entry(place, text):
        return code(index, entry=",".join([*entry[:place], text, *entry[place + 1:]]))

    out.cases("certificate-code", [
        ("right", right, ""),
        ("right-older-checkpoint", code(2, AWARDS[:3]), ""),
        ("salt-changed", code(index, salt=bytes(32)), "document:failed holder:failed"),
        ("edition-changed", code(index, edition=bytes(32)),
         "document:failed inclusion:failed " + unregistered),
        ("holder-changed", code(index, holder=bytes(32)),
         "holder:failed inclusion:failed " + unregistered),
        ("document-changed", code(index, document=bytes(32)),
         "document:failed inclusion:failed " + unregistered),
        ("root-changed", code(index, root=bytes(32)),
         "inclusion:failed signature:failed " + unregistered),
        ("hash-changed", code(index, hashes=hashes[:-1] + b"x"), "inclusion:failed"),
        ("hash-missing", code(index, hashes=bytes([len(path) - 1]) + b"".join(path[1:])),
         "inclusion:failed"),
        ("signature-of-another", code(index, signatures=bytes([1, len(signature)]) + signature),
         "signature:failed"),
        ("signer-of-another-name", code(index, name_of_signer="other.example"), "signature:failed"),
        ("name-changed", code(index, name="吉田"), "document:failed holder:failed"),
        ("id-number-changed", code(index, id_number="A\\2"), "document:failed holder:failed"),
        ("score-changed", code(index, scores="theory\n99\npractical\n62"), "document:failed"),
        ("score-added", code(index, scores="theory\n99\npractical\n61\nenglish\n100"),
         "document:failed"),
        ("title-changed", code(index, title_zh="别的标准"), "document:failed"),
        ("remark-added", code(index, remark="with honours"), "document:failed"),
        ("number-changed", with_entry(3, "GD01202410009"),
         "document:failed inclusion:failed " + unregistered),
        ("day-changed", with_entry(2, "2024-12-30"),
         "document:failed inclusion:failed " + unregistered),
        ("expiry-added", with_entry(9, "2044-12-30"),
         "document:failed inclusion:failed " + unregistered),
        ("size-changed", code(index, size="6"), "signature:failed " + unregistered),
        ("origin-changed", code(index, origin="other.example"), "signature:failed " + unregistered),
        ("empty", "", broken),
        ("prefix-only", "CERTREC1:", broken),
        ("other-version", right.replace("1:", "2:", 1), broken),
        ("lower-case", right.lower(), broken),
        ("cut-by-one-character", right[:-1], broken),
        ("cut-by-three-characters", right[:-3], broken),
        ("space-at-the-end", right + " ", broken),
        ("newline-at-the-end", right + "\n", broken),
        ("byte-at-the-end", "CERTREC1:" + base45(body + b"x"), broken),
        ("line-at-the-end", "CERTREC1:" + base45(body + b"\n"), broken),
        ("lines-at-the-end", "CERTREC1:" + base45(body + b"\n\n"), broken),
        ("value-past-the-largest", right[:9] + ":::" + right[12:], broken),
        ("too-long", right + "0" * (4297 - len(right)), broken),
        ("more-hashes-than-there-are", code(index, hashes=b"\xff" + b"".join(path)), broken),
        ("sixty-four-hashes", code(index, hashes=b"\x40" + bytes(64 * 32)), broken),
        ("more-signatures-than-there-are", code(index, signatures=b"\xff" + signature), broken),
        ("no-signature", code(index, signatures=b"\0", signer=None), broken),
        ("signature-of-an-id", code(index, signatures=b"\x01\x04" + signature[:4]), broken),
        ("signer-named-in-full", code(index, name_of_signer=ORIGIN), broken),
        ("day-named-in-full", code(index, awarded_on=AWARDS[index].on), broken),
        ("day-that-is-none", code(index, awarded_on="2024-02-30"), broken),
        ("entry-with-digests", with_entry(5, EDITION), broken),
        ("entry-of-too-few-fields", code(index, entry=",".join(entry[:-1])), broken),
        ("entry-of-too-many-fields", code(index, entry=",".join(entry) + ","), broken),
        ("entry-of-a-revocation", with_entry(1, "revoke"), broken),
        ("leading-zero", with_entry(0, "03"), broken),
        ("size-with-leading-zero", code(index, size="05"), broken),
        ("control-character", code(index, name="𠮷\t田"), broken),
        ("turned-text", code(index, name="𠮷\u202e田"), broken),
        ("not-utf-8", code(index, name=b"\xff\n"), broken),
        ("nameless", code(index, name=""), broken),
        ("component-twice", code(index, scores="theory\n99\ntheory\n61"), broken),
        ("points-missing", code(index, scores="theory\n99\npractical"), broken),
        ("apostrophes", code(index, origin="\'\'\'"), broken),
    ])


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    out = Writer(folder)
    # RFC 8032, section 7.1, test 2.
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert sign(seed, b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8f")
    write_keys(out)
    write_merkle(out)
    write_notes(out)
    write_cosignatures(out)
    write_rotations(out)
    write_checkpoints(out)
    write_proofs(out)
    write_entries(out)
    write_register(out)
    write_register_mutations(out)
    write_certificate_mutations(out)
    write_certificate_codes(out)


if __name__ == "__main__":
    main()
