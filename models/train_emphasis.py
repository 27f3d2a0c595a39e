"""Fits how much each token of a question counts where sentences are compared (src/search/semantic.rs).

    pip install numpy jax optax onnxruntime safetensors tokenizers
    python train_emphasis.py FOLDER SPEECHES.jsonl    # FOLDER holds model.onnx and vocab.txt, and gets emphasis.toml

A line of SPEECHES is {"paragraphs": [[sentence, ...], ...], "questions": [{"q": question, "s": number of its sentence}, ...]}.
A token with the vector v, of length 1, counts exp(1.5 tanh(weights · v + bias)) times as much as by its word alone. The right
sentence is told from the 23 that fit best otherwise, by nearly the program's sum of paragraph, pair and sentence (the program's list of
common words is longer, and it cleans questions first). A speech needs 24 sentences, and none of more than 510 tokens.
"""

import json
import pathlib
import sys

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
import optax
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from train_encoder import COMMON, COMMON_WEIGHT

TOKENS, SENTENCES, WIDTH = 24, 24, 384
UNIT, PAIR = 0.5, 0.3
LARGEST, PENALTY, RATE, BATCH, ROUNDS = 1.5, 1e-3, 3e-3, 128, 60


class Encoder:
    def __init__(self, folder):
        words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        numbers = {word: number for number, word in enumerate(words)}
        self.tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
        self.tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
        self.tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self.ends = numbers["[CLS]"], numbers["[SEP]"]
        self.network = onnxruntime.InferenceSession(str(folder / "model.onnx"))

    def vectors(self, text):
        """A vector of length 1 for each token, and the token's weight by its word alone."""
        encoded = self.tokenizer.encode(text)
        ids = np.array([[self.ends[0], *encoded.ids, self.ends[1]]])
        vectors = self.network.run(None, {"ids": ids})[0][0, 1:-1]
        words = {}
        for token, word in zip(encoded.tokens, encoded.word_ids):
            words[word] = words.get(word, "") + token.removeprefix("##")
        weigh = lambda word: COMMON_WEIGHT if word in COMMON or not any(map(str.isalnum, word)) else 1.0
        weights = np.array([weigh(words[word]) for word in encoded.word_ids])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), weights


def examples(encoder, speech):
    """For each question its vectors, its weights, and its tokens' best cosines in paragraph, pair and sentence: the right one's first."""
    of = np.concatenate([[number] * len(one) for number, one in enumerate(speech["paragraphs"])])
    texts = [encoder.vectors(text)[0] for one in speech["paragraphs"] for text in one]
    starts = np.cumsum([0] + [len(text) for text in texts[:-1]])
    follows = np.concatenate([[False], of[1:] == of[:-1]])
    for question in speech["questions"]:
        vectors, weights = (part[:TOKENS] for part in encoder.vectors(question["q"]))
        own = np.maximum.reduceat(vectors @ np.concatenate(texts).T, starts, axis=1).T
        pair = np.where(follows[:, None], np.maximum(own, np.roll(own, 1, 0)), own)
        unit = np.stack([own[of == number].max(0) for number in of])
        fit = (UNIT * unit + PAIR * pair + (1 - UNIT - PAIR) * own) @ weights
        others = [number for number in np.argsort(-fit) if number != question["s"]]
        shown = [question["s"], *others[: SENTENCES - 1]]
        if len(shown) == SENTENCES:
            room = TOKENS - len(vectors)
            cosines = np.stack([unit[shown], pair[shown], own[shown]])
            yield np.pad(vectors, ((0, room), (0, 0))), np.pad(weights, (0, room)), np.pad(cosines, ((0, 0), (0, 0), (0, room)))


def scores(fitted, vectors, weights, cosines):
    emphasis = jnp.exp(LARGEST * jnp.tanh(vectors @ fitted["weights"] + fitted["bias"]))
    mean = lambda one, weights: jnp.einsum("qst,qt->qs", one, weights) / weights.sum(1)[:, None]
    unit, pair, own = (cosines[:, part] for part in range(3))
    weighed = weights * emphasis
    return UNIT * mean(unit, weights) + PAIR * mean(pair, weighed) + (1 - UNIT - PAIR) * mean(own, weighed)


def loss(fitted, *batch):
    chance = jax.nn.log_softmax(scores(fitted, *batch) * jnp.exp(fitted["sharpness"]), 1)[:, 0]
    return PENALTY * (fitted["weights"] ** 2).sum() - chance.mean()


def train(data):
    fitted = {"weights": jnp.zeros(WIDTH), "bias": jnp.zeros(()), "sharpness": jnp.log(20.0)}
    optimizer = optax.adam(RATE)
    state = optimizer.init(fitted)

    @jax.jit
    def step(fitted, state, *batch):
        change, state = optimizer.update(jax.grad(loss)(fitted, *batch), state, fitted)
        return optax.apply_updates(fitted, change), state

    chance = np.random.default_rng(0)
    for _ in range(ROUNDS):
        order = chance.permutation(len(data[0]))
        for start in range(0, len(order), BATCH):
            fitted, state = step(fitted, state, *(part[order[start : start + BATCH]] for part in data))
    return fitted


def main(folder, speeches):
    encoder = Encoder(pathlib.Path(folder))
    lines = pathlib.Path(speeches).read_text(encoding="utf-8").splitlines()
    data = [np.array(part, np.float32) for part in zip(*(one for line in lines for one in examples(encoder, json.loads(line))))]
    fitted = train(data)
    right = lambda fitted: float((scores(fitted, *data).argmax(1) == 0).mean())
    before = right({"weights": jnp.zeros(WIDTH), "bias": 0.0})
    print(f"{len(data[0])} questions, right sentence first: {before:.3f}, now {right(fitted):.3f}")
    numbers = ", ".join(f"{number:.3f}" for number in fitted["weights"])
    text = f"# Written by ../train_emphasis.py.\nbias = {fitted['bias']:.3f}\nweights = [{numbers}]\n"
    (pathlib.Path(folder) / "emphasis.toml").write_text(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
