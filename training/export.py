"""The trained network as an ONNX file with 8-bit weights."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import Tagger

_OPSET = 17


def export(model: Tagger, path: Path) -> None:
    """Write the model; matrices and embeddings become 8-bit, one scale a column."""
    model.eval()
    ids = torch.randint(5, 1000, (2, 40))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        axes = {0: "sentences", 1: "pieces"}
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids)),
            str(full),
            input_names=["ids", "mask"],
            output_names=["scores"],
            dynamic_axes={"ids": axes, "mask": axes, "scores": axes},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            full,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
