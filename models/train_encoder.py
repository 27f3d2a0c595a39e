"""Trains the encoder further: it learns to tell, of many sentences, the one that answers a question, by late interaction.

    pip install numpy jax optax safetensors tokenizers
    python train_encoder.py FOLDER OUT.safetensors PASSAGES.jsonl …
    # FOLDER holds the published model.safetensors and tokenizer.json

A line of PASSAGES is {"sentences": [...], "questions": [{"q": question, "s": number of its sentence}, ...]}. The sentences of one
line are each other's wrong answers, and so are those of the lines drawn together. A line may have one sentence only, or a
question in a sentence's place, for questions are compared with readers' questions, too. A file counts as often as it is named.

OUT.safetensors is packed by pack.py. The word and position vectors stay as they are. Two cores take three seconds a step.
"""

import json
import pathlib
import random
import sys

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

QUESTIONS, SENTENCES = 28, 42  # of one step
OF_A_PASSAGE = 4
QUESTION_TOKENS, SENTENCE_TOKENS = 32, 64
RATE, SHARPNESS = 3e-5, 20
LAYERS, HEADS, WIDTH = 6, 12, 384
FROZEN = ("embeddings.word", "embeddings.position")
# As in src/search/semantic.rs.
COMMON_WEIGHT = 0.3
COMMON = set(
    "a about after all an and any are as at be been before but by can could did do does for from had has have he her him his "
    "how i if in into is it its me my no not of on one or our out over should so than that the their them then there these they "
    "this those to under up us was we were what when where which who whom whose why will with would you your".split()
)


def norm(value, weights, name):
    value = value - value.mean(-1, keepdims=True)
    spread = jax.lax.rsqrt((value**2).mean(-1, keepdims=True) + 1e-12)
    return value * spread * weights[name + ".weight"] + weights[name + ".bias"]


def states(weights, ids, mask, types=0):
    """What BERT's encoder knows of each token; `types` are 0, or one for each token."""
    linear = lambda value, name: value @ weights[name + ".weight"].T + weights[name + ".bias"]
    texts, length = ids.shape
    value = weights["embeddings.word_embeddings.weight"][ids]
    value += weights["embeddings.position_embeddings.weight"][:length] + weights["embeddings.token_type_embeddings.weight"][types]
    value = norm(value, weights, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        heads = lambda part: linear(value, f"{name}attention.self.{part}").reshape(texts, length, HEADS, -1).transpose(0, 2, 1, 3)
        query, key, content = map(heads, ("query", "key", "value"))
        attention = query @ key.transpose(0, 1, 3, 2) * (WIDTH // HEADS) ** -0.5 + (mask - 1)[:, None, None] * 1e9
        mixed = (jax.nn.softmax(attention, -1) @ content).transpose(0, 2, 1, 3).reshape(texts, length, WIDTH)
        value = norm(linear(mixed, name + "attention.output.dense") + value, weights, name + "attention.output.LayerNorm")
        inner = jax.nn.gelu(linear(value, name + "intermediate.dense"), approximate=False)
        value = norm(linear(inner, name + "output.dense") + value, weights, name + "output.LayerNorm")
    return value


def vectors(weights, ids, mask):
    """One vector of length 1 for each token."""
    value = states(weights, ids, mask)
    return value / jnp.linalg.norm(value, axis=-1, keepdims=True)


def loss(weights, questions, sentences, right):
    (question_ids, question_mask, of_tokens), (sentence_ids, sentence_mask, counted) = questions, sentences
    one, other = vectors(weights, question_ids, question_mask), vectors(weights, sentence_ids, sentence_mask)
    cosines = jnp.einsum("qld,skd->qslk", one, other)
    best = jnp.where(counted[None, :, None] > 0, cosines, -1e3).max(-1)
    fit = (best * of_tokens[:, None]).sum(-1) / jnp.maximum(of_tokens.sum(-1), 1e-6)[:, None]
    fit = jnp.where(counted.sum(-1) > 0, fit * SHARPNESS, -1e9)
    given = of_tokens.sum(-1) > 0
    chance = jnp.take_along_axis(jax.nn.log_softmax(fit, 1), right[:, None], 1)[:, 0]
    return -(chance * given).sum() / given.sum()


def tokens(tokenizer, texts, rows, length):
    """Ids, which of them are there, and the weight of each; rows without a text have no weight."""
    ids = np.zeros((rows, length), np.int32)
    mask, weights = np.zeros((2, rows, length), np.float32)
    mask[:, 0] = 1
    for row, text in enumerate(texts):
        encoded = tokenizer.encode(text)
        words = {}
        for token, word in zip(encoded.tokens, encoded.word_ids):
            words[word] = words.get(word, "") + token.removeprefix("##")
        weigh = lambda word: COMMON_WEIGHT if words[word] in COMMON or not any(map(str.isalnum, words[word])) else 1.0
        each = [0.0 if word is None else weigh(word) for word in encoded.word_ids][:length]
        ids[row, : len(each)], mask[row, : len(each)], weights[row, : len(each)] = encoded.ids[:length], 1, each
    return ids, mask, weights


def arrays(tokenizer, questions, sentences):
    right = np.zeros(QUESTIONS, np.int32)
    right[: len(questions)] = [sentence for _, sentence in questions]
    asked = tokens(tokenizer, [text for text, _ in questions], QUESTIONS, QUESTION_TOKENS)
    return asked, tokens(tokenizer, sentences, SENTENCES, SENTENCE_TOKENS), right


def batches(passages, chance):
    """Questions with the numbers of their sentences, and these, of as many passages as there is room for."""
    chance.shuffle(passages)
    questions, sentences = [], []
    for passage in passages:
        if len(sentences) + len(passage["sentences"]) > SENTENCES or len(questions) >= QUESTIONS:
            yield questions[:QUESTIONS], sentences
            questions, sentences = [], []
        drawn = chance.sample(passage["questions"], min(OF_A_PASSAGE, len(passage["questions"])))
        questions += [(one["q"], len(sentences) + one["s"]) for one in drawn]
        sentences += passage["sentences"]


def train(start, out, loss, steps, rate):
    """Moves the weights in the file `start` by each step's arrays, all but those of words and positions."""
    weights = {name.removeprefix("bert."): array for name, array in load_file(start).items()}
    kept = lambda name, array: array.dtype != np.int64 and not name.startswith("pooler")
    weights = {name: jnp.asarray(array, jnp.float32) for name, array in weights.items() if kept(name, array)}
    fixed = {name: weights.pop(name) for name in list(weights) if name.startswith(FROZEN)}
    schedule = optax.warmup_cosine_decay_schedule(0, rate, max(1, len(steps) // 12), len(steps))
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
    state = optimizer.init(weights)

    @jax.jit
    def step(weights, state, *batch):
        value, slope = jax.value_and_grad(lambda moving: loss({**fixed, **moving}, *batch))(weights)
        change, state = optimizer.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    for number, batch in enumerate(steps, 1):
        weights, state, value = step(weights, state, *batch)
        if number % 20 == 0 or number == len(steps):
            print(f"{number} of {len(steps)}: {value:.3f}", flush=True)
    save_file({name: np.asarray(array) for name, array in {**fixed, **weights}.items()}, out)


def main():
    folder, out, chance = pathlib.Path(sys.argv[1]), sys.argv[2], random.Random(1)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    passages = [json.loads(line) for path in sys.argv[3:] for line in open(path)]
    steps = [arrays(tokenizer, *batch) for batch in batches(passages, chance)]
    train(folder / "model.safetensors", out, loss, steps, RATE)


if __name__ == "__main__":
    main()
