"""What bad scanners and copiers do to a page. Pictures are grey (Pillow mode L)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PIL import Image, ImageFilter


def _noise(image: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Grey paper with grain."""
    grey = np.asarray(image, np.float32) * (228 / 255) + 12
    return Image.fromarray(np.clip(grey + chance.normal(0, 14, grey.shape), 0, 255).astype(np.uint8))


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("L")


def _turn(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _lean(image: Image.Image, slope: float) -> Image.Image:
    """Upright lines lean while level ones stay level: paper pulled in askew."""
    matrix = (1, slope, -slope * image.height / 2, 0, 1, 0)
    return image.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor=255)


def _blur(image: Image.Image, dpi: int) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(dpi / 240))


Harm = Callable[[Image.Image, int, np.random.Generator], Image.Image]
HARMS: dict[str, Harm] = {
    "无": lambda image, dpi, chance: image,
    "转 1°": lambda image, dpi, chance: _turn(image, 1.0),
    "转 −2°": lambda image, dpi, chance: _turn(image, -2.0),
    "斜切 1.1°": lambda image, dpi, chance: _lean(image, 0.02),
    "模糊": lambda image, dpi, chance: _blur(image, dpi),
    "灰底噪点": lambda image, dpi, chance: _noise(image, chance),
    "JPEG 60": lambda image, dpi, chance: _jpeg(image, 60),
    "全部": lambda image, dpi, chance: _jpeg(_noise(_blur(_turn(_lean(image, 0.01), 1.5), dpi), chance), 60),
}


def harmed(pictures: Sequence[Image.Image], harm: str, dpi: int, seed: int = 5) -> Iterator[Image.Image]:
    """Pictures as a bad machine gives them; the same every time."""
    chance = np.random.default_rng(seed)
    for image in pictures:
        yield HARMS[harm](image, dpi, chance)
