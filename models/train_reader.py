"""Trains the reader further: which words of a sentence answer a question, and whether it answers at all.

    pip install numpy jax optax safetensors tokenizers
    python train_reader.py START.safetensors TOKENIZER.json OUT.safetensors FILE.jsonl …

A line of a file is either a pair, {"q": question, "s": sentence, "a": where the answer begins, "b": where it ends}, in
characters and -1 where the sentence does not answer; or a passage as for train_encoder.py, whose questions may name the answer
as "a": words of the sentence. A question that asks for no few words has none: then the sentence must only be told from those
that do not answer. The passage's other sentences do not, nor do any answer the questions in "unanswered". Which sentence only
seems to answer may be told: "not" of a question that another answers, and "s" of an unanswered one, {"q": question, "s": number}.

OUT.safetensors is packed by pack.py. Two cores take two seconds a step.
"""

import json
import random
import sys

import jax
import jax.numpy as jnp
import numpy as np
from tokenizers import Tokenizer
from train_encoder import COMMON, states, train

LENGTHS = (32, 48, 64, 96, 128)  # in tokens, of question and sentence; longer pairs are left out
TOKENS = 3072  # of one step
RATE = 4e-5


def pairs(passage, chance):
    """(question, sentence, answer's start, its end, whether the sentence answers)."""
    sentences = passage["sentences"]
    words = lambda text: {word.strip(".,?!;:\"'()").lower()[:5] for word in text.split() if word.lower() not in COMMON}
    shared = lambda question, sentence: len(words(question) & words(sentence))
    for one in passage["questions"]:
        right, answer = sentences[one["s"]], one.get("a")
        start = right.find(answer) if answer else -1
        yield one["q"], right, start, start + len(answer or ""), True
        others = [sentence for sentence in sentences if sentence != right]
        alike = max(others, key=lambda sentence: shared(one["q"], sentence))
        wrong = sentences[one["not"]] if "not" in one else chance.choice((alike, chance.choice(others)))
        yield one["q"], wrong, -1, -1, False
    for question in passage.get("unanswered", []):
        if isinstance(question, dict):
            yield question["q"], sentences[question["s"]], -1, -1, False
            continue
        *others, alike = sorted(sentences, key=lambda sentence: shared(question, sentence))
        for sentence in (alike, chance.choice(others)):
            yield question, sentence, -1, -1, False


def encode(tokenizer, question, sentence, start, end, answers):
    """(ids, types, first and last token of the answer, whether only that it answers is known); None if too long."""
    encoded = tokenizer.encode(question, sentence)
    marked = lambda kind, place: kind == 1 and place[0] < min(place[1], end) and place[1] > start
    inside = [at for at, token in enumerate(zip(encoded.type_ids, encoded.offsets)) if marked(*token)] if start >= 0 else []
    if len(encoded.ids) > LENGTHS[-1] or (start >= 0 and not inside):
        return None
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    return encoded.ids, encoded.type_ids, first, last, answers and start < 0


def batches(rows, chance):
    by_length = {length: [] for length in LENGTHS}
    for row in rows:
        by_length[next(length for length in LENGTHS if len(row[0]) <= length)].append(row)
    steps = []
    for length, rows in by_length.items():
        chance.shuffle(rows)
        size = TOKENS // length
        steps += [arrays(length, rows[at : at + size]) for at in range(0, len(rows) - size + 1, size)]
    chance.shuffle(steps)
    return steps


def arrays(length, rows):
    ids, types, mask = np.zeros((3, len(rows), length), np.int32)
    for number, (row_ids, row_types, *_) in enumerate(rows):
        ids[number, : len(row_ids)], types[number, : len(row_types)], mask[number, : len(row_ids)] = row_ids, row_types, 1
    first, last, unmarked = (np.array([row[at] for row in rows]) for at in (2, 3, 4))
    return ids, types, mask.astype(np.float32), first, last, unmarked


def loss(weights, ids, types, mask, first, last, unmarked):
    ends = states(weights, ids, mask, types) @ weights["qa.w"] + weights["qa.b"]
    counted = (types * mask).at[:, 0].set(1)[..., None]
    chance = jax.nn.log_softmax(jnp.where(counted > 0, ends, -1e9), 1)
    rows = jnp.arange(len(ids))
    marked = -(chance[rows, first, 0] + chance[rows, last, 1]) / 2
    answers = -jnp.log1p(-jnp.exp(jnp.minimum(chance[:, 0], -1e-5))).mean(-1)
    return jnp.where(unmarked, answers, marked).mean()


def main():
    start, vocabulary, out, *files = sys.argv[1:]
    chance = random.Random(1)
    tokenizer = Tokenizer.from_file(vocabulary)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = []
    for line in (json.loads(line) for file in files for line in open(file)):
        read = pairs(line, chance) if "sentences" in line else [(line["q"], line["s"], line["a"], line["b"], line["a"] >= 0)]
        rows += filter(None, (encode(tokenizer, *pair) for pair in read))
    train(start, out, loss, batches(rows, chance), RATE)


if __name__ == "__main__":
    main()
