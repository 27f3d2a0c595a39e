"""Packs the weights of the encoder and of the reader into the files that the bot loads.

    pip install numpy onnx safetensors
    python pack.py all-minilm-l6-v2 FOLDER   # FOLDER holds the trained model.safetensors
    python pack.py reader FOLDER             # FOLDER holds reader.safetensors

Both graphs are BERT's encoder without its pooling. The encoder gives one vector of 384 numbers a token; the reader, which
takes token types besides the ids, gives two numbers a token: how well the answer begins there and how well it ends there.

Word vectors are 8-bit numbers with one scale a row, matrices with one scale a column. Both sides of a product are
multiplied as integers; the left one is rounded while the network runs, with one scale a token, so that a text's vectors do not
depend on those computed beside it. Their mean cosine with the unpacked network's is .997; that of matrices in 4-bit blocks of
32, which are also slower, is .973.
"""

import hashlib
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

ENCODER_SHA256 = "189e352657562fa4d294634ed757b43ee7c8f26d210933f288ed0a036bb45f87"
READER_SHA256 = "452a283c44f8e2544dc8cd2bf4e5726c1e648f9a3404a13ac84a7adfe1a4002d"
LAYERS, HEADS, WIDTH = 6, 12, 384


class Graph:
    """Collects nodes and constants; each method returns the name of a value."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], []
        self.named, self.rounded = set(), {}

    def constant(self, name, array):
        if name not in self.named:
            self.named.add(name)
            self.constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def op(self, kind, *inputs, **attributes):
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, value, name):
        if value not in self.rounded:
            peak = self.op("ReduceMax", self.op("Abs", value), self.constant("last", np.array([-1])))
            scale = self.op("Max", self.op("Div", peak, self.constant("most", np.float32(127))), self.constant("least", np.float32(1e-9)))
            # The cast cuts off what is behind the point: this rounds, and faster than Round.
            steps = self.op("Add", self.op("Div", value, scale), self.constant("shift", np.float32(128.5)))
            self.rounded[value] = self.op("Cast", steps, to=TensorProto.UINT8), scale
        rounded, scale = self.rounded[value]
        matrix = self.weights[name + ".weight"].T
        scales = np.abs(matrix).max(0) / 127
        matrix = self.constant(name + ".q", np.rint(matrix / scales).astype(np.int8))
        product = self.op("MatMulInteger", rounded, matrix, self.constant("middle", np.uint8(128)))
        product = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), scale)
        product = self.op("Mul", product, self.constant(name + ".s", scales.astype(np.float32)))
        return self.op("Add", product, self.constant(name + ".b", self.weights[name + ".bias"]))

    def norm(self, value, name):
        scale = self.constant(name + ".g", self.weights[name + ".weight"])
        bias = self.constant(name + ".b", self.weights[name + ".bias"])
        return self.op("LayerNormalization", value, scale, bias, axis=-1, epsilon=1e-12)


def build(weights, reader):
    graph = Graph(weights)
    words = weights["embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
    rows = graph.op("Gather", graph.constant("words.q", np.rint(words / scale).astype(np.int8)), "ids")
    scales = graph.op("Gather", graph.constant("words.s", scale.astype(np.float32)), "ids")
    value = graph.op("Mul", graph.op("Cast", rows, to=TensorProto.FLOAT), scales)
    types = weights["embeddings.token_type_embeddings.weight"]
    positions = weights["embeddings.position_embeddings.weight"] + (0 if reader else types[0])
    length = graph.op("Slice", graph.op("Shape", "ids"), graph.constant("one", np.array([1])), graph.constant("two", np.array([2])))
    zero = graph.constant("zero", np.array([0]))
    value = graph.op("Add", value, graph.op("Slice", graph.constant("positions", positions), zero, length, zero))
    if reader:
        value = graph.op("Add", value, graph.op("Gather", graph.constant("types", types), "types_of_ids"))
    value = graph.norm(value, "embeddings.LayerNorm")
    split = graph.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS]))
    join = graph.constant("join", np.array([0, 0, WIDTH]))
    shrink = graph.constant("shrink", np.float32((WIDTH // HEADS) ** -0.5))
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        heads = []
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
            part = graph.linear(value, f"{name}attention.self.{part}")
            heads.append(graph.op("Transpose", graph.op("Reshape", part, split), perm=order))
        attention = graph.op("Softmax", graph.op("Mul", graph.op("MatMul", heads[0], heads[1]), shrink), axis=-1)
        mixed = graph.op("Transpose", graph.op("MatMul", attention, heads[2]), perm=[0, 2, 1, 3])
        mixed = graph.linear(graph.op("Reshape", mixed, join), name + "attention.output.dense")
        value = graph.norm(graph.op("Add", mixed, value), name + "attention.output.LayerNorm")
        inner = graph.op("Gelu", graph.linear(value, name + "intermediate.dense"))
        value = graph.norm(graph.op("Add", graph.linear(inner, name + "output.dense"), value), name + "output.LayerNorm")
    if reader:
        ends = graph.op("MatMul", value, graph.constant("ends.w", weights["qa.w"]))
        value = graph.op("Add", ends, graph.constant("ends.b", weights["qa.b"]))
    output, width = ("ends", 2) if reader else ("vectors", WIDTH)
    graph.nodes.append(helper.make_node("Identity", [value], [output]))
    inputs = ["ids", "types_of_ids"] if reader else ["ids"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs]
    output = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", "tokens", width])
    name = "reader" if reader else "all-MiniLM-L6-v2"
    made = helper.make_graph(graph.nodes, name, inputs, [output], graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def main():
    model, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    reader = model == "reader"
    source = folder / ("reader.safetensors" if reader else "model.safetensors")
    expected = READER_SHA256 if reader else ENCODER_SHA256
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != expected:
        sys.exit(f"{source} is not the expected file: its sha256 is {digest}")
    weights = {name.removeprefix("bert."): array for name, array in load_file(source).items()}
    weights = {name: array.astype(np.float32) for name, array in weights.items() if array.dtype != np.int64}
    out = pathlib.Path(__file__).parent / model / "model.onnx"
    out.parent.mkdir(exist_ok=True)
    onnx.save(build(weights, reader), out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, sha256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
