"""The command line: ``oddboard import Caps photos`` and so on. Results go to standard output, progress and errors to
standard error; the exit status is 0, 1 after an error and 2 after a wrong command line."""

import argparse
import csv
import json
import sys

from .client import Client
from .errors import OddboardError
from .progress import Bar, Quiet

BOARD = ("rank", "id", "name", "detector", "auroc", "aurocLow", "aurocHigh", "averagePrecision", "trainSeconds", "user")


def main(argv=None):
    """Runs one command and returns its exit status."""
    args = _parser().parse_args(argv)
    try:
        client = Client(args.url, _token(args.token_file), progress=Quiet() if args.quiet else Bar())
        result = args.command(client, args)
        if result is not None:
            _print(result, args.json)
        return 0
    except OddboardError as error:
        print("oddboard: %s" % error, file=sys.stderr)
        return 1
    except OSError as error:
        print("oddboard: %s: %s" % (error.filename or "a file", error.strerror or error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\noddboard: stopped; what the server has begun goes on.", file=sys.stderr)
        return 130


def _token(path):
    if path is None:
        return None
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def _parser():
    parser = argparse.ArgumentParser(
        prog="oddboard",
        description="Trains and uses image anomaly detectors on an Oddboard server.",
        epilog="The token is read from ODDBOARD_TOKEN, or from a file; make one on the server's account page.",
    )
    parser.add_argument("--url", help="address of the server (else ODDBOARD_URL)")
    parser.add_argument("--token-file", metavar="FILE", help="file with the token (else ODDBOARD_TOKEN)")
    parser.add_argument("--json", action="store_true", help="print answers as JSON")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name, command, text):
        one = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        one.set_defaults(command=command)
        return one

    add("datasets", _datasets, "list the data sets")
    one = add("import", _import, "import a folder, an archive or arrays as a new version of a data set")
    one.add_argument("name", help="name of the data set; it is made if there is none")
    one.add_argument("path", nargs="?", help="folder or archive of images")
    for role in ("train", "test", "labels", "masks"):
        one.add_argument("--" + role, metavar="FILE")
    _options(one, "-o", "an option of the import, such as holdOut=0.2")
    _no_wait(one)
    one = add("run", _run, "train a detector on a version and score its test images")
    one.add_argument("version")
    one.add_argument("detector")
    _options(one, "-s", "a setting, such as epochs=20")
    one.add_argument("--name", help="name of the run")
    one.add_argument("--tag", action="append", default=[], help="a tag of the run; may be repeated")
    _no_wait(one)
    one = add("sweep", _sweep, "many runs over settings and seeds")
    one.add_argument("version")
    one.add_argument("detector", nargs="+")
    _options(one, "-s", "a setting with one value or several, such as batchSize=32,128")
    one.add_argument("--seeds", default="", help="seeds, such as 1,2,3")
    one.add_argument("--parallelism", type=int, default=2, help="runs at once (2)")
    _no_wait(one)
    one = add("wait", _wait, "wait for a version, run, sweep or scoring")
    one.add_argument("kind", choices=("version", "run", "sweep", "scoring"))
    one.add_argument("id")
    one = add("board", _board, "print the board of a version, best first")
    one.add_argument("version")
    one.add_argument("--csv", action="store_true", help="as CSV")
    one = add("scores", _scores, "download the scores of a run as CSV")
    one.add_argument("run")
    one.add_argument("file")
    one = add("register", _register, "make a run a version of a model")
    one.add_argument("run")
    one.add_argument("model")
    one.add_argument("--budget", type=float, help="threshold with at most this share of false alarms, such as 0.01")
    one.add_argument("--alias", help="alias that then points at the version, such as champion")
    one = add("score", _score, "score files and folders with a model")
    one.add_argument("model", help="caps@champion or caps/3")
    one.add_argument("path", nargs="+")
    one.add_argument("-o", "--output", required=True, metavar="FILE", help="CSV to write the scores to")
    one = add("bundle", _bundle, "download a model version as TorchScript and ONNX")
    one.add_argument("model", help="name and version, such as caps/3")
    one.add_argument("file")
    one = add("call", _call, "any call of the API, such as GET /runs/12/roc")
    one.add_argument("method", choices=("GET", "POST", "PUT", "PATCH", "DELETE"))
    one.add_argument("path")
    one.add_argument("body", nargs="?", help="JSON")
    return parser


def _options(parser, flag, text):
    parser.add_argument(flag, dest="options", action="append", default=[], metavar="NAME=VALUE", help=text)


def _no_wait(parser):
    parser.add_argument("--no-wait", dest="wait", action="store_false", help="do not wait for the end")


def _value(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def _settings(options):
    settings = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals or not name:
            raise OddboardError('"%s" is no setting; write NAME=VALUE.' % option)
        settings[name] = _value(value)
    return settings


def _datasets(client, args):
    return [{name: found[name] for name in ("id", "name")} for found in client.datasets()]


def _import(client, args):
    dataset = client.dataset(args.name)["id"]
    version = client.import_version(
        dataset, args.path, args.train, args.test, args.labels, args.masks, args.wait, **_settings(args.options)
    )
    for rejected in version.get("report", {}).get("rejected", []):
        print("left out: %s" % json.dumps(rejected, ensure_ascii=False), file=sys.stderr)
    for note in version.get("report", {}).get("notes", []):
        print("note: %s" % note, file=sys.stderr)
    shown = ("id", "number", "state", "trainCount", "testCount", "anomalyCount", "unlabeledCount")
    return {name: version[name] for name in shown if name in version}


def _run(client, args):
    more = {"name": args.name} if args.name else {}
    run = client.run(args.version, args.detector, _settings(args.options), args.wait, tags=args.tag, **more)
    return _run_line(run)


def _run_line(run):
    return {"id": run["id"], "state": run["state"], "auroc": (run.get("metrics") or {}).get("auroc")}


def _sweep(client, args):
    settings = {}
    for name, value in _settings(args.options).items():
        several = isinstance(value, str) and "," in value
        settings[name] = {"values": [_value(one) for one in value.split(",")]} if several else value
    try:
        seeds = [int(seed) for seed in args.seeds.split(",") if seed]
    except ValueError:
        raise OddboardError('"%s" are no seeds; write whole numbers with commas between them.' % args.seeds) from None
    sweep = client.sweep(
        [args.version], args.detector, settings, seeds, wait=args.wait, parallelism=args.parallelism
    )
    return {"id": sweep["id"], "state": sweep["state"]} if "combinations" not in sweep else _combinations(sweep)


def _combinations(sweep):
    shown = sorted(sweep["combinations"], key=lambda one: -(one["auroc"] if one["auroc"] is not None else -1))
    return [
        {"detector": one["detector"], "auroc": one["auroc"], "runs": one["n"], "settings": json.dumps(one["settings"])}
        for one in shown
    ]


def _wait(client, args):
    if args.kind == "version":
        version = client.wait_version(args.id)
        return {name: version[name] for name in ("id", "state", "trainCount", "testCount")}
    if args.kind == "sweep":
        return _combinations(client.wait_sweep(args.id))
    if args.kind == "run":
        return _run_line(client.wait_run(args.id))
    return {name: value for name, value in client.wait_scoring(args.id).items() if name in ("id", "state", "counts")}


def _board(client, args):
    rows = [{name: entry[name] for name in BOARD} for entry in client.board(args.version)]
    if not args.csv:
        return rows
    table = csv.DictWriter(sys.stdout, BOARD, lineterminator="\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return None


def _cell(value):
    """Without what a spreadsheet would take for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _scores(client, args):
    client.scores(args.run, args.file)


def _register(client, args):
    threshold = {"method": "false_alarm_budget", "parameters": {"budget": args.budget}} if args.budget else None
    return client.register(args.run, args.model, threshold, args.alias)


def _score(client, args):
    scoring = client.score(args.model, args.path)
    client.scoring_scores(scoring["id"], args.output)
    return dict({"id": scoring["id"]}, **scoring["counts"])


def _bundle(client, args):
    model, slash, version = args.model.rpartition("/")
    if not slash or not version.isdigit():
        raise OddboardError('"%s" names no version; write the model\'s name, a slash and the number.' % args.model)
    client.bundle(model, version, args.file)


def _call(client, args):
    try:
        body = None if args.body is None else json.loads(args.body)
    except ValueError as error:
        raise OddboardError("The body is no JSON: %s" % error) from None
    return client.call(args.method, args.path, body)


def _print(result, as_json):
    if as_json or not _is_table(result):
        print(json.dumps(result, indent=2, ensure_ascii=False))
        return
    rows = result if isinstance(result, list) else [result]
    if not rows:
        print("none")
        return
    names = list(rows[0])
    cells = [names] + [[_shown(row[name]) for name in names] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def _is_table(result):
    rows = result if isinstance(result, list) else [result]
    return all(
        isinstance(row, dict) and not any(isinstance(value, (dict, list)) for value in row.values()) for row in rows
    )


def _shown(value):
    if value is None:
        return "-"
    return "%.4f" % value if isinstance(value, float) else str(value)
