"""Casus from Python: one file, nothing to install but Casus itself.

    import casus
    a = casus.is_bound("USA", "EST", on="2024-02-10")
    a["verdict"]                                     # 'bound'
    rows = casus.obligations("RUS", "EST", on="2024-02-10")["obligations"]
    many = casus.table("is-bound", [{"state": "USA", "target": t} for t in ("EST", "TWN", "JPN")])

Each function runs the command `casus` and gives its JSON as Python values. Set
CASUS to the path of the command where it is not on the PATH. What the input gets
wrong raises CasusError with the message and the hint.
"""

import json
import os
import subprocess


class CasusError(Exception):
    """The command's own message; status is its exit status (2: the input is wrong,
    3: data are not imported)."""

    def __init__(self, message, status):
        super().__init__(message)
        self.status = status


def ask(question, *args, **options):
    """Asks any question: ask("burden", "EST", year=2024). A list gives an option
    several times; True sets a flag."""
    command = [os.environ.get("CASUS", "casus"), *question.split(), *map(str, args)]
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        for v in value if isinstance(value, (list, tuple)) else [value]:
            if v is True:
                command.append(flag)
            elif v not in (None, False):
                command.append(f"{flag}={v}")
    done = subprocess.run(command + ["--format=json"], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise CasusError(done.stderr.strip(), done.returncode)
    return json.loads(done.stdout)


def brief(attacker, target, **options):
    return ask("brief", attacker, target, **options)


def obligations(attacker, target, **options):
    return ask("obligations", attacker, target, **options)


def is_bound(state, target, **options):
    return ask("is-bound", state, target, **options)


def check(claim, **options):
    return ask("check", claim, **options)["claims"]


def commitments(state, **options):
    return ask("commitments", state, **options)["commitments"]


def burden(*states, **options):
    return ask("burden", *states, **options)["rows"]


def statements(**options):
    return ask("statements list", **options)["statements"]


def table(question, rows):
    """Asks a question for each dict of arguments and gives the answers beside them;
    a row that fails has its message under "error"."""
    order = {"is-bound": ("state", "target"), "brief": ("attacker", "target"), "obligations": ("attacker", "target"), "check": ("claim",)}[question]
    out = []
    for row in rows:
        options = {k: v for k, v in row.items() if k not in order}
        try:
            out.append({**row, "answer": ask(question, *[row[k] for k in order], **options)})
        except CasusError as e:
            out.append({**row, "error": str(e)})
    return out


if __name__ == "__main__":
    answer = is_bound("USA", "EST", on="2024-02-10")
    print(answer["verdict"], answer["clauses"][0]["treaty"], answer["clauses"][0]["article"])
    print(check("Spain pays 1 %", on="2024-07-01")[0]["verdict"])
