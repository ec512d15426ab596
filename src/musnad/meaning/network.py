"""The encoder of sentences as an ONNX graph in 8 bits, made of the packed weights.

Each matrix is scaled by column to 8 bits and multiplied by ONNX Runtime's DynamicQuantizeMatMul,
which scales what comes in as it comes; attention and norms stay in 32 bits.
"""

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.onnx_ml_pb2 import NodeProto
from onnx.onnx_ml_pb2 import TensorProto as Tensor

from musnad.meaning.weights import Start

_OURS = "com.microsoft"
_OPSET = 17
_IR = 9


def made(start: Start) -> bytes:
    """Return the graph, serialized: `x` [batch, pieces, hidden] and `mask` to unit `vectors`."""
    return _Graph(start).made()


class _Graph:
    """A graph under construction."""

    def __init__(self, start: Start) -> None:
        self._start, self._eps = start, start.norm_eps
        self._nodes: list[NodeProto] = []
        self._constants: list[Tensor] = []

    def made(self) -> bytes:
        sizes = self._start.sizes
        hidden = sizes.hidden
        self._node(
            "LayerNormalization", ["x", *self._norm("emb.ln")], "h", axis=-1, epsilon=self._eps
        )
        h = "h"
        for i in range(sizes.layers):
            h = self._layer(f"l{i}", h)
        self._node("Cast", ["mask"], "kept", to=TensorProto.FLOAT)
        self._node("Unsqueeze", ["kept", self._constant("last", np.array([2]))], "column")
        self._node("Mul", [h, "column"], "counted")
        axis = self._constant("pieces", np.array([1]))
        self._node("ReduceSum", ["counted", axis], "sum", keepdims=0)
        self._node("LpNormalization", ["sum"], "vectors", axis=-1, p=2)
        value = helper.make_tensor_value_info
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [
                value("x", TensorProto.FLOAT, ["batch", "pieces", hidden]),
                value("mask", TensorProto.INT32, ["batch", "pieces"]),
            ],
            [value("vectors", TensorProto.FLOAT, ["batch", hidden])],
            self._constants,
        )
        sets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OURS, 1)]
        made: bytes = helper.make_model(
            graph, opset_imports=sets, ir_version=_IR
        ).SerializeToString()
        return made

    def _layer(self, name: str, h: str) -> str:
        """Add self-attention and a perceptron of two layers; return the name of what comes out."""
        hidden, inner = self._start.sizes.hidden, self._start.sizes.inner
        qkv = self._dense(h, [f"{name}.{part}" for part in "qkv"], hidden, hidden)
        thirds = self._constant(f"{name}.thirds", np.array([hidden] * 3))
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [qkv, thirds], parts, axis=2))
        self._ours(
            "MultiHeadAttention",
            [*parts, "", "mask"],
            f"{name}.mixed",
            num_heads=self._start.sizes.heads,
        )
        out = self._dense(f"{name}.mixed", [f"{name}.ao"], hidden, hidden)
        h = self._added(h, out, f"{name}.aln")
        up = self._dense(h, [f"{name}.fi"], inner, hidden)
        self._ours("Gelu", [up], f"{name}.gelu")
        down = self._dense(f"{name}.gelu", [f"{name}.fo"], hidden, inner)
        return self._added(h, down, f"{name}.oln")

    def _added(self, h: str, more: str, norm: str) -> str:
        self._ours(
            "SkipLayerNormalization", [h, more, *self._norm(norm)], f"{norm}.out", epsilon=self._eps
        )
        return f"{norm}.out"

    def _dense(self, x: str, names: list[str], rows: int, columns: int) -> str:
        """Add one product by matrices side by side, in 8 bits."""
        weights = np.concatenate([self._start.matrix(f"{n}.w", rows, columns) for n in names]).T
        bias = np.concatenate([self._start.vector(f"{n}.b", rows) for n in names])
        scale = (np.abs(weights).max(0) / 127).astype(np.float32)
        small = np.round(weights / scale).astype(np.int8)
        name = names[0]
        self._ours(
            "DynamicQuantizeMatMul",
            [
                x,
                self._constant(f"{name}.small", small),
                self._constant(f"{name}.scale", scale),
                self._constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
                self._constant(f"{name}.bias", bias),
            ],
            f"{name}.out",
        )
        return f"{name}.out"

    def _norm(self, name: str) -> list[str]:
        hidden = self._start.sizes.hidden
        return [
            self._constant(f"{name}.{part}", self._start.vector(f"{name}.{part}", hidden))
            for part in "wb"
        ]

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _ours(self, op: str, given: list[str], out: str, **settings: float) -> None:
        self._node(op, given, out, _OURS, **settings)

    def _node(
        self, op: str, given: list[str], out: str, domain: str = "", **settings: float
    ) -> None:
        made = helper.make_node(op, given, [out], domain=domain)
        made.attribute.extend(helper.make_attribute(k, v) for k, v in settings.items())
        self._nodes.append(made)
