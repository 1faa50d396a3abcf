"""Scenes: chosen entities and all that is said between them, for an explorer that grows step by step."""

from .scene import Scene, SceneEdge, SceneNode, scene
from .sieve import Sieve, sieve

__all__ = ["Scene", "SceneEdge", "SceneNode", "Sieve", "scene", "sieve"]
