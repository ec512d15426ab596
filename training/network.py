"""The network: a BERT encoder cut to its first layers, with a label for each piece."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.weights import Packed


class Layer(nn.Module):
    """One layer: self-attention and a two-layer perceptron, each added and normed."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm, self.last_norm = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output: [batch, pieces, hidden]."""
        q, k, v = (self._split(part(x)) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        x = self.norm(x + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(x)))
        return self.last_norm(x + self.dropout(inner))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Tagger(nn.Module):
    """Piece ids and a mask, [batch, pieces] each, to label scores [batch, pieces, labels]."""

    def __init__(self, packed: Packed, rows: list[int], layers: int, labels: int) -> None:
        super().__init__()
        s, eps = packed.sizes, packed.norm_eps
        self.words = nn.Embedding(len(rows), s.hidden)
        self.positions = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=eps)
        self.layers = nn.ModuleList(Layer(s.hidden, s.heads, s.inner, eps) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(s.hidden, labels)
        self._load(packed, rows)
        self.words.weight.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of every piece's labels."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(at)))
        bias = ((1 - mask[:, None, None, :]) * -10000.0).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(self.dropout(x))

    def _load(self, packed: Packed, rows: list[int]) -> None:
        s = packed.sizes
        kind = packed.vector("emb.type", 1, s.hidden)[0]
        _set(self.words.weight, packed.matrix("emb.word", s.pieces, s.hidden)[rows])
        _set(self.positions.weight, packed.vector("emb.pos", s.positions, s.hidden) + kind)
        _norm(packed, "emb.ln", self.norm)
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, Layer):
                raise TypeError("layers hold Layer only")
            for name, part in (
                ("q", layer.query), ("k", layer.key), ("v", layer.value), ("ao", layer.out),
                ("fi", layer.up), ("fo", layer.down),
            ):  # fmt: skip
                rows_, columns = part.weight.shape
                _set(part.weight, packed.matrix(f"l{i}.{name}.w", rows_, columns))
                _set(part.bias, packed.vector(f"l{i}.{name}.b", rows_))
            _norm(packed, f"l{i}.aln", layer.norm)
            _norm(packed, f"l{i}.oln", layer.last_norm)


def _norm(packed: Packed, name: str, norm: nn.LayerNorm) -> None:
    _set(norm.weight, packed.vector(f"{name}.w", *norm.weight.shape))
    _set(norm.bias, packed.vector(f"{name}.b", *norm.bias.shape))


def _set(parameter: Tensor, values: object) -> None:
    with torch.no_grad():
        parameter.copy_(torch.as_tensor(values))
