"""Fits the weights of the confidence model (src/answer/confidence.rs) and writes confidence.toml.

    pip install numpy
    verbatim eval QUESTIONS.jsonl --half tune --signals > one.jsonl     # for each set of questions, with and without the encoder
    python fit.py encoder WEIGHT=one.jsonl WEIGHT=other.jsonl … -- words WEIGHT=third.jsonl …

Each file counts WEIGHT times as much as its number of questions. The model is a logistic regression with a small penalty on the
weights' squares; a question counts as right where the first sentence put forward answers it. `plain` is the lowest probability
from which on the wanted share of plain answers is right; `nothing` is one below which hardly a question has an answer, and
`nothing_named` one below which none was right that names what no speech holds. The first two are chosen by the files of a
WEIGHT of at least a half.
"""

import json
import pathlib
import sys

import numpy as np

PENALTY = 0.005
# Of the plain answers, this share is right; of the questions that have an answer, at most this share is turned down.
RIGHT, TURNED_DOWN = 0.955, 0.02
NAMES = (
    "fit own lead answered open vote shared shared_question missing missing_name weakest reader".split()
)


def load(arguments):
    rows, right, answerable, weights = [], [], [], []
    for argument in arguments:
        weight, path = argument.split("=", 1)
        for line in map(json.loads, open(path)):
            # A look-up has no signals.
            if any(line[name] for name in NAMES):
                values = np.array([1] + [line[name] for name in NAMES])
                rows.append(np.concatenate([values, values * line["has_questions"]]))
                right.append(line["right"])
                answerable.append(line["answerable"])
                weights.append(float(weight))
    return np.array(rows), np.array(right, float), np.array(answerable, float), np.array(weights)


def fit(rows, right, weights):
    """Newton's method; the penalty is on weights for signals of equal spread."""
    spread = rows.std(0)
    penalty = np.where(spread > 0, PENALTY * weights.sum() * spread**2, 1e6)
    penalty[0] = 0
    found = np.zeros(rows.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (chance - right)) + penalty * found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        found -= np.linalg.solve(bend, slope)
    return found, 1 / (1 + np.exp(-rows @ found))


def thresholds(chance, right, answerable, named, weights):
    order = np.argsort(-chance)
    counted = (weights * (weights >= 0.5))[order]
    enough = np.nonzero(np.cumsum(right[order] * counted) >= RIGHT * np.cumsum(counted))[0]
    plain = chance[order][enough[-1]] if len(enough) else 1.0
    below = np.cumsum((answerable[order] * counted)[::-1])
    few = np.nonzero(below <= TURNED_DOWN * below[-1])[0]
    nothing = chance[order][::-1][few[-1]] if len(few) else 0.0
    # The lowest of a few is luck: half of it.
    nothing_named = 0.5 * min(chance[(named > 0) & (right > 0)], default=nothing)
    return {"plain": plain, "nothing": nothing, "nothing_named": max(nothing, nothing_named)}


def diagram(chance, right, weights):
    """Of the answers of like probability, the share that is right."""
    for low in np.arange(0, 1, 0.1):
        chosen = (chance >= low) & (chance < low + 0.1)
        if chosen.any():
            mean = np.average(chance[chosen], weights=weights[chosen])
            print(f"{low:.1f}-{low + 0.1:.1f}: {chosen.sum():5} said {mean:.2f}, right {np.average(right[chosen], weights=weights[chosen]):.2f}")


def main():
    sets = {}
    arguments = sys.argv[1:]
    while arguments:
        end = arguments.index("--") if "--" in arguments else len(arguments)
        sets[arguments[0]], arguments = arguments[1:end], arguments[end + 1 :]
    lines = ["# Written by fit.py; see README.md."]
    for name, files in sets.items():
        rows, right, answerable, weights = load(files)
        found, chance = fit(rows, right, weights)
        named = rows[:, 1 + NAMES.index("missing_name")]
        chosen = [f"{kind} = {least:.3f}" for kind, least in thresholds(chance, right, answerable, named, weights).items()]
        print(f"{name}: {len(rows)} answers, {', '.join(chosen)}")
        diagram(chance, right, weights)
        lines += ["", f"[{name}]", *chosen]
        half = len(found) // 2
        for part, values in (("weights", found[:half]), ("with_questions", found[half:])):
            lines += ["", f"[{name}.{part}]"]
            lines += [f"{signal} = {weight:.3f}" for signal, weight in zip(("bias", *NAMES), values)]
    (pathlib.Path(__file__).parent / "confidence.toml").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
