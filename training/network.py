"""The network: a BERT encoder's first layers, with heads for hidden pieces and for labels."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.weights import Start


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
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm(x + self.dropout(self.out(mixed.transpose(1, 2).flatten(2))))
        inner = self.down(functional.gelu(self.up(x)))
        return self.last_norm(x + self.dropout(inner))

    def _split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


class Encoder(nn.Module):
    """Piece ids and a mask, [batch, pieces] each, to vectors [batch, pieces, hidden]."""

    def __init__(self, start: Start, layers: int) -> None:
        super().__init__()
        s, eps = start.sizes, start.norm_eps
        self.words = nn.Embedding(s.pieces, s.hidden)
        self.positions = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=eps)
        self.layers = nn.ModuleList(Layer(s.hidden, s.heads, s.inner, eps) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self._load(start)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last layer's vectors."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(at)))
        bias = ((1 - mask[:, None, None, :]) * -10000.0).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def _load(self, start: Start) -> None:
        s = start.sizes
        kind = start.vector("emb.type", -1, s.hidden)[0]
        _set(self.words.weight, start.matrix("emb.word", s.pieces, s.hidden))
        _set(self.positions.weight, start.vector("emb.pos", s.positions, s.hidden) + kind)
        _norm(start, "emb.ln", self.norm)
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, Layer):
                raise TypeError("layers hold Layer only")
            for name, part in (
                ("q", layer.query), ("k", layer.key), ("v", layer.value), ("ao", layer.out),
                ("fi", layer.up), ("fo", layer.down),
            ):  # fmt: skip
                rows, columns = part.weight.shape
                _set(part.weight, start.matrix(f"l{i}.{name}.w", rows, columns))
                _set(part.bias, start.vector(f"l{i}.{name}.b", rows))
            _norm(start, f"l{i}.aln", layer.norm)
            _norm(start, f"l{i}.oln", layer.last_norm)


class Guesser(nn.Module):
    """A head that guesses hidden pieces from their vectors; it shares the embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        pieces, hidden = encoder.words.weight.shape
        self.encoder = encoder
        self.mix, self.norm = nn.Linear(hidden, hidden), nn.LayerNorm(hidden)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, ids: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        """Return the scores of all pieces for the flat positions `at`: [positions, pieces]."""
        vectors = self.encoder(ids, mask).flatten(0, 1)[at]
        x = self.norm(functional.gelu(self.mix(vectors)))
        return functional.linear(x, self.encoder.words.weight, self.bias)


class Tagger(nn.Module):
    """Piece ids and a mask to label scores [batch, pieces, labels].

    Each corpus draws its lines round names in its own way: in training each has a head of its
    own; the first is kept.
    """

    def __init__(self, encoder: Encoder, labels: int, corpora: int = 1) -> None:
        super().__init__()
        hidden = encoder.words.weight.shape[1]
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleList(nn.Linear(hidden, labels) for _ in range(corpora))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of every piece's labels by the first head."""
        scores: Tensor = self.heads[0](self.encoder(ids, mask))
        return scores

    def all_heads(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of every head: [corpora, batch, pieces, labels]."""
        x = self.dropout(self.encoder(ids, mask))
        return torch.stack([head(x) for head in self.heads])


def _norm(start: Start, name: str, norm: nn.LayerNorm) -> None:
    _set(norm.weight, start.vector(f"{name}.w", *norm.weight.shape))
    _set(norm.bias, start.vector(f"{name}.b", *norm.bias.shape))


def _set(parameter: Tensor, values: object) -> None:
    with torch.no_grad():
        parameter.copy_(torch.as_tensor(values))
