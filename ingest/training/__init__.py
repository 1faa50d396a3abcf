"""Makes ``ingest/data/encoder.onnx``: ``make model``. Not part of the wheel; needs torch.

Base weights → pruned vocabulary → training data → teachers → silver labels → student → ONNX.
"""
