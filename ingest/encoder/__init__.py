"""The model of our own: a small Spanish encoder that marks and types the names in news.

Runs on ONNX Runtime and ``tokenizers``; nothing here needs torch. ``ingest/training`` makes
the weights, ``ingest/data/MODEL_CARD.md`` says from what and how good they are.
"""
