#!/usr/bin/env python3
"""Compares our trajectories with libRoadRunner's on the exported SBML, state by state, for every body system.

For each scenario: exports it, checks the document with libSBML (no errors, no warnings but those listed here), loads it
in libRoadRunner and COPASI, simulates it with libRoadRunner (CVODE, tight), and compares every state at every time with
what we compute, both solved tightly: what is compared are the equations and the doses. Beside that it shows how far our
usual tolerance, the one that everybody plays with, is from libRoadRunner. Prints a table; exit code 1 if any state is
further off than the limit, if a document is not clean, or if a body system has no scenario. What it is not: a test of
the science, and no measurement of speed (tests/bench).
"""

import argparse
import contextlib
import csv
import ctypes
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import libsbml
import numpy
import roadrunner

ROOT = Path(__file__).resolve().parents[2]

# Furthest that a state may be off, as a share of its range.
LIMIT = 1e-6
# A state that hardly moves is not measured against the little that it moves: the smallest range, as a share of the
# state's size, and the smallest range of all (states are of order one; the rest is below what any solver knows).
LEAST_OF_SIZE = 1e-3
LEAST = 1e-7
# Errors per step that CVODE may make, and we.
RELATIVE, ABSOLUTE = 1e-12, 1e-14

# Warnings of libSBML that are let pass, with the reason. None is needed: every number has a unit, and the units fit.
ACCEPTED = {}


class Miss(Exception):
    """Something that must not be."""


def ours(cli, *words):
    done = subprocess.run([cli, *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise Miss(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def check_document(path):
    """The document, read by libSBML. Any error, or a warning that is not accepted, is a miss."""
    document = libsbml.readSBMLFromFile(str(path))
    document.checkConsistency()
    found = {}
    for i in range(document.getNumErrors()):
        error = document.getError(i)
        serious = error.getSeverity() >= libsbml.LIBSBML_SEV_ERROR
        if serious or error.getErrorId() not in ACCEPTED:
            what = " ".join(error.getMessage().split())
            raise Miss(f"libSBML {error.getSeverityAsString()} {error.getErrorId()}, line {error.getLine()}: {what}")
        found[error.getErrorId()] = found.get(error.getErrorId(), 0) + 1
    return document, found


def event_times(model):
    """When something is done: what stands in the triggers (time >= number)."""
    times = []
    for i in range(model.getNumEvents()):
        trigger = model.getEvent(i).getTrigger().getMath()
        times.append(trigger.getRightChild().getValue())
    return numpy.array(times)


def simulate(path, ids, times):
    """The states at `times` by libRoadRunner, and what it has to say."""
    runner = roadrunner.RoadRunner(str(path))
    runner.integrator.setValue("relative_tolerance", RELATIVE)
    # One number would be multiplied by each state's value at every restart: hopeless for states close to nought.
    runner.integrator.setValue("absolute_tolerance", [ABSOLUTE] * len(ids))
    runner.integrator.setValue("maximum_num_steps", 1_000_000)
    runner.timeCourseSelections = ["time", *ids]
    with silent():
        table = numpy.array(runner.simulate(times=[0.0, *times]))[1:]
    if len(table) != len(times) or not numpy.allclose(table[:, 0], times, rtol=1e-9, atol=1e-9):
        raise Miss("libRoadRunner gave other times than it was asked for")
    return table[:, 1:]


@contextlib.contextmanager
def silent():
    """Without CVODE's remarks on tiny first steps after an event, which are no complaint about the model. What goes
    wrong is raised, not written."""
    c = ctypes.CDLL(None)
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(of, os.dup(of)) for of in (1, 2)]
    with open(os.devnull, "w") as nowhere:
        for of, _ in kept:
            os.dup2(nowhere.fileno(), of)
        try:
            yield
        finally:
            c.fflush(None)
            for of, was in kept:
                os.dup2(was, of)
                os.close(was)


def load_copasi(path):
    """Loads the document in COPASI; whatever it complains about is a miss. Without python-copasi: not done."""
    try:
        import COPASI
    except ImportError:
        return "not installed"
    while COPASI.CCopasiMessage.size() > 0:
        COPASI.CCopasiMessage.getLastMessage()
    model = COPASI.CRootContainer.addDatamodel()
    loaded = model.importSBML(str(path))
    said = COPASI.CCopasiMessage.getAllMessageText()
    COPASI.CRootContainer.removeDatamodel(model)
    if not loaded:
        raise Miss(f"COPASI does not load it: {said}")
    return said.strip()


def our_states(cli, *words):
    """The names of our states, and a table of time and states."""
    table = csv.reader(io.StringIO(ours(cli, "states", *words)))
    names = next(table)[1:]
    return names, numpy.array([[float(cell) for cell in row] for row in table])


def errors(table, reference):
    """How far each state is off at its worst, as a share of its range."""
    size = numpy.max(numpy.abs(reference), axis=0)
    scale = numpy.maximum(numpy.maximum(numpy.ptp(reference, axis=0), LEAST_OF_SIZE * size), LEAST)
    return numpy.max(numpy.abs(table - reference), axis=0) / scale


def compare(cli, scenario, words, folder, rows):
    path = folder / (re.sub(r"\W+", "_", Path(scenario).stem) + ".xml")
    ours(cli, "export-sbml", scenario, *words, "-o", str(path))
    document, warnings = check_document(path)
    model = document.getModel()
    ids = {p.getName(): p.getId() for p in (model.getParameter(i) for i in range(model.getNumParameters()))}
    copasi = load_copasi(path)

    words = [scenario, *words, "--rows", str(rows)]
    names, table = our_states(cli, *words, f"--rtol={RELATIVE:e}", f"--atol={ABSOLUTE:e}")
    _, usual = our_states(cli, *words)
    # At the time of an act a row may show the moment before it or after it: both are right.
    acts = event_times(model)
    acts = numpy.append(acts, 0.0)
    clear = [numpy.min(numpy.abs(acts - t)) > 1e-6 for t in table[:, 0]]
    table, usual = table[clear], usual[clear][:, 1:]
    times, mine = table[:, 0], table[:, 1:]
    theirs = simulate(path, [ids[name] for name in names], times)
    if not (numpy.all(numpy.isfinite(mine)) and numpy.all(numpy.isfinite(theirs))):
        raise Miss("a state is not a number")

    off = errors(mine, theirs)
    worst = int(numpy.argmax(off))
    return {
        "states": len(names),
        "events": len(acts) - 1,
        "rows": len(times),
        "off": off[worst],
        "worst": names[worst],
        "usual": numpy.max(errors(usual, theirs)),
        "warnings": sum(warnings.values()),
        "copasi": copasi,
        "each": sorted(zip(off, names), reverse=True),
    }


def field(text, name):
    found = re.search(rf'^\s*{name}:\s*"([^"]*)"', text, re.MULTILINE)
    return found.group(1) if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True, help="the setpoint-cli to compare")
    parser.add_argument("--rows", type=int, default=400, help="times at which states are compared")
    parser.add_argument("--states", action="store_true", help="prints every state, not only the worst")
    parser.add_argument("scenario", nargs="*", help="scenario files; all of levels/scenarios and a few levels unless told")
    args = parser.parse_args()
    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_WARNING)

    scenarios = [(s, []) for s in args.scenario]
    if not scenarios:
        files = [*sorted((ROOT / "levels" / "scenarios").glob("*.ron")), *sorted((ROOT / "levels").glob("[0-9]*.ron"))]
        scenarios = [(str(f), []) for f in files]
    missed, systems = [], set()
    print(f"{'scenario':34} {'system':18} {'states':>6} {'events':>6} {'rows':>5} {'furthest off':>12} {'as played':>10}  where")
    with tempfile.TemporaryDirectory() as folder:
        for scenario, words in scenarios:
            system = field(Path(scenario).read_text(), "system")
            name = Path(scenario).stem[:34]
            try:
                r = compare(args.cli, scenario, words, Path(folder), args.rows)
            except (Miss, RuntimeError) as e:
                missed.append(name)
                print(f"{name:34} {system!s:18} MISSED: {e}", flush=True)
                continue
            verdict = "" if r["off"] <= LIMIT else "  MISSED"
            if r["off"] <= LIMIT:
                systems.add(system)
            else:
                missed.append(name)
            line = f"{name:34} {system!s:18} {r['states']:6} {r['events']:6} {r['rows']:5} {r['off']:12.1e} {r['usual']:10.1e}  {r['worst']}"
            print(line + verdict, flush=True)
            if r["copasi"]:
                print(f"    COPASI: {r['copasi'][:300]}")
            if args.states:
                for off, state in r["each"]:
                    print(f"    {off:10.1e}  {state}")
    if not args.scenario:
        every = {field(f.read_text(), "id") for f in (ROOT / "assets" / "systems").glob("*.ron")}
        for system in sorted(every - systems):
            missed.append(system)
            print(f"MISSED: body system {system} has no scenario that agrees")
    print(f"{len(scenarios)} scenarios, limit {LIMIT:g} of each state's range: {len(missed)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
