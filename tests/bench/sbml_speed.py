#!/usr/bin/env python3
"""How fast we solve a course, against libRoadRunner (CVODE) on the SBML that we export: 28 days of four doses a day.

Both solve the same course in this one process run, write all states every hour, and are timed without loading, parsing
and compiling: the quickest of several goes. Each gets the loosest tolerances that keep every state within 1e-6 of its
range of a tight reference. The reference is libRoadRunner's own at 1e-13; ours at 1e-13 is compared with it, so that
neither is believed alone. It prints and never fails: no test measures time.

Beside that: our time for half a year of kratom, and for 10,000 people. The command line must be a release build.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import libsbml
import numpy
import roadrunner

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "sbml"))
import compare  # noqa: E402

AIM = 5.0
ERROR = 1e-6
ROWS = 28 * 24
# Relative errors per step to try, loosest first; the absolute one is a hundredth of it.
TOLERANCES = [10.0 ** (-k / 2) for k in range(5, 23)]
TIGHT = 1e-13


def errors(table, reference):
    """The furthest that any state is off, as a share of its range."""
    return float(numpy.max(compare.errors(table, reference)))


class Ours:
    """Our solver, behind the command line; it times itself."""

    name = "ours"

    def __init__(self, cli, scenario, folder):
        self.cli, self.scenario, self.out = cli, scenario, folder / "ours.csv"

    def solve(self, tolerance, repeat=1):
        words = [self.cli, "states", str(self.scenario), "--rows", str(ROWS), "-o", str(self.out)]
        words += [f"--rtol={max(tolerance, 1e-14):e}", f"--atol={max(tolerance * 1e-2, 1e-14):e}", "--repeat", str(repeat)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        seconds = float(re.search(r"quickest_s (\S+)", done.stderr).group(1))
        with open(self.out) as f:
            lines = csv.reader(f)
            self.states = next(lines)[1:]
            return numpy.array([[float(cell) for cell in line] for line in lines])[:, 1:], seconds


class Theirs:
    """libRoadRunner on the exported document, its doses as events."""

    name = "libRoadRunner"

    def __init__(self, path, ids):
        self.runner = roadrunner.RoadRunner(str(path))
        self.ids = ids
        self.runner.timeCourseSelections = list(ids)
        self.end = 28 * 24.0

    def prepare(self, tolerance):
        integrator = self.runner.integrator
        integrator.setValue("relative_tolerance", tolerance)
        integrator.setValue("absolute_tolerance", [tolerance * 1e-2] * len(self.ids))
        integrator.setValue("maximum_num_steps", 1_000_000)
        self.runner.reset()

    def once(self):
        start = time.perf_counter()
        table = self.runner.simulate(0.0, self.end, ROWS + 1)
        return numpy.array(table), time.perf_counter() - start

    def solve(self, tolerance, repeat=1):
        best = float("inf")
        with compare.silent():
            for _ in range(repeat):
                self.prepare(tolerance)
                table, seconds = self.once()
                best = min(best, seconds)
        return table, best


class TheirsByHand(Theirs):
    """libRoadRunner with the doses set by hand between stretches: what its events cost is left out."""

    name = "libRoadRunner, doses by hand"

    def __init__(self, path, ids, doses):
        document = libsbml.readSBMLFromFile(str(path))
        model = document.getModel()
        while model.getNumEvents():
            model.removeEvent(0)
        bare = path.with_suffix(".bare.xml")
        libsbml.writeSBMLToFile(document, str(bare))
        super().__init__(bare, ids)
        self.doses = doses

    def once(self):
        runner, parts, at = self.runner, [], 0.0
        spent = 0.0
        for dose_h, changes in [*self.doses, (self.end, [])]:
            rows = round((dose_h - at) * ROWS / self.end)
            start = time.perf_counter()
            part = runner.simulate(at, dose_h, rows + 1)
            spent += time.perf_counter() - start
            parts.append(numpy.array(part)[1 if parts else 0 :])
            for target, plus in changes:
                runner[target] = runner[target] + plus
            at = dose_h
        return numpy.vstack(parts), spent


def doses(model):
    """Times and additions of all events; every event here adds a number to states."""
    found = []
    for i in range(model.getNumEvents()):
        event = model.getEvent(i)
        changes = []
        for k in range(event.getNumEventAssignments()):
            assigned = event.getEventAssignment(k)
            formula = assigned.getMath()
            changes.append((assigned.getVariable(), formula.getRightChild().getValue()))
        found.append((event.getTrigger().getMath().getRightChild().getValue(), changes))
    return found


def loosest(solver, reference, clear, repeat):
    """The loosest tolerance that is good enough, with its error and the quickest time."""
    for tolerance in TOLERANCES:
        try:
            table, _ = solver.solve(tolerance)
        except (RuntimeError, subprocess.CalledProcessError):
            continue
        off = errors(table[clear], reference[clear])
        if off <= ERROR:
            _, seconds = solver.solve(tolerance, repeat)
            return tolerance, off, seconds
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True, help="setpoint-cli, a release build")
    parser.add_argument("--repeat", type=int, default=30, help="goes, of which the quickest counts")
    parser.add_argument("--people", type=int, default=10_000, help="people in the crowd; 0: none")
    args = parser.parse_args()
    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_ERROR)
    course = HERE / "course.ron"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        path = folder / "course.xml"
        compare.ours(args.cli, "export-sbml", str(course), "-o", str(path))
        document = libsbml.readSBMLFromFile(str(path))
        model = document.getModel()
        ours = Ours(args.cli, course, folder)
        tight, _ = ours.solve(TIGHT)
        by_name = {p.getName(): p.getId() for p in (model.getParameter(i) for i in range(model.getNumParameters()))}
        ids = [by_name[name] for name in ours.states]
        theirs = Theirs(path, ids)
        by_hand = TheirsByHand(path, ids, doses(model))
        reference, _ = by_hand.solve(TIGHT)
        # Rows at a dose show the moment before it or after it.
        given = {0.0, *(at for at, _ in doses(model))}
        clear = [28 * 24.0 * k / ROWS not in given for k in range(ROWS + 1)]
        print(f"28 days, four doses a day, morphine at mu_opioid: {len(ids)} states, {len(given)} doses, {ROWS + 1} rows")
        print(f"tight references, ours and libRoadRunner's, differ by {errors(tight[clear], reference[clear]):.1e}")
        print(f"{'solver':30} {'tolerance':>10} {'error':>10} {'time':>12}")
        found = {}
        for solver in (ours, theirs, by_hand):
            best = loosest(solver, reference, clear, args.repeat)
            if best is None:
                print(f"{solver.name:30} no tolerance gives an error of {ERROR:g}")
                continue
            found[solver.name] = best
            tolerance, off, seconds = best
            print(f"{solver.name:30} {tolerance:10.1e} {off:10.1e} {seconds * 1e3:9.2f} ms")
        for name in (theirs.name, by_hand.name):
            if ours.name in found and name in found:
                ratio = found[name][2] / found[ours.name][2]
                aim = f" (aim: at least {AIM:g})" if name == theirs.name else ""
                print(f"we are {ratio:.1f} times as fast as {name}{aim}")
        if ours.name in found:
            tolerance = found[ours.name][0]
            kratom = [args.cli, "states", str(HERE / "kratom.ron"), "--rows", "720", "-o", str(folder / "k.csv")]
            kratom += [f"--rtol={tolerance:e}", f"--atol={tolerance * 1e-2:e}", "--repeat", "5"]
            done = subprocess.run(kratom, capture_output=True, text=True)
            seconds = re.search(r"quickest_s (\S+)", done.stderr)
            said = f"{float(seconds.group(1)) * 1e3:.1f} ms" if seconds else done.stderr.strip()
            print(f"180 days of kratom, three times a day, at the same tolerance: {said}")
        if args.people:
            start = time.perf_counter()
            words = [args.cli, "population", str(course), "-n", str(args.people), "--seed", "1", "-o", str(folder / "p.csv")]
            done = subprocess.run(words, capture_output=True, text=True)
            spent = time.perf_counter() - start
            said = f"{spent:.1f} s on {os.cpu_count()} cores" if done.returncode == 0 else done.stderr.strip()
            print(f"{args.people} people through the same 28 days, at the usual tolerance: {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
