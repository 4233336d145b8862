"""Fits the two small networks that look at scanned Arabic: which sign of a number or stop a shape is, what is a mark.

Run: python tests/bench/fit_shapes.py signs|marks [--held] [--shapes N] [--epochs N] [--out FILE]. Out: the weights,
and the figures of each epoch on shapes of fonts in drawn_lines.HELD_OUT; with --held these fonts are kept from the fit
(a measurement; what is shipped knows all fonts).
"""

import argparse
import sys
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[2]))

from ingest.readers import ocr_marks
from ingest.readers.ocr_glyphs import HEIGHT, PLACES, WIDTH, ink_of, shapes
from ingest.readers.ocr_signs import OTHER, SIGNS
from tests.bench.drawn_lines import (
    LATIN,
    MARKS,
    arabic_fonts,
    chosen_font,
    fonts,
    letters_of,
    signed_line,
    vowelled_lines,
)  # fmt: skip

READERS = Path(__file__).parents[2] / "ingest/readers"


class Net(nn.Module):
    """Two layers of 3 x 3 filters, two dense ones; what ocr_signs.py and ocr_marks.py compute with numpy."""

    def __init__(self, channels, filters, places, hidden, classes):
        super().__init__()
        self.c1 = nn.Conv2d(channels, filters, 3, padding=1)
        self.c2 = nn.Conv2d(filters, 2 * filters, 3, padding=1)
        self.d1 = nn.Linear(2 * filters * (HEIGHT // 4) * (WIDTH // 4) + places, hidden)
        self.d2 = nn.Linear(hidden, classes)
        self.dropped = nn.Dropout(0.25)
        self.channels, self.places = channels, places

    def forward(self, x):
        patch = x[:, : x.shape[1] - self.places].view(-1, self.channels, HEIGHT, WIDTH)
        for layer in (self.c1, self.c2):
            patch = functional.max_pool2d(functional.relu(layer(patch)), 2)
        flat = torch.cat([patch.flatten(1), x[:, x.shape[1] - self.places :]], 1)
        return self.d2(self.dropped(functional.relu(self.d1(flat))))


def sign_shapes(random, files, latin):
    made = signed_line(random, chosen_font(random, files), latin)
    if made is None:
        return np.empty((0, 0)), []
    found, features = shapes(made[0])
    return features, [_sign(shape, made[1]) for shape in found]


def _sign(shape, signs):
    wide = shape.right - shape.left
    shared = [(min(shape.right, right) - max(shape.left, left), sign) for left, right, sign in signs]
    hits = [(size, sign) for size, sign in shared if size > 0.25 * wide]
    return SIGNS.index(hits[0][1]) if len(hits) == 1 and hits[0][0] > 0.6 * wide else OTHER


def mark_shapes(random, files, _):
    picture, bare = vowelled_lines(random, chosen_font(random, files))
    letters, ink = np.asarray(bare) < 150, ink_of(picture)
    labels, places, boxes = ocr_marks.strokes(ink)
    if not places:
        return np.empty((0, 0)), []
    features = ocr_marks.features(ink, labels, places, boxes).reshape(len(places), -1)
    share = np.array([(letters[boxes[p]] & (labels[boxes[p]] == p + 1)).sum() / (labels[boxes[p]] == p + 1).sum()
                      for p in places])  # fmt: skip
    plain = (share < 0.2) | (share > 0.5)
    return features[plain], list((share[plain] < 0.2).astype(int))


def gathered(make, files, count, seed):
    random, latin = Random(seed), fonts("en", LATIN)
    features, names = [], []
    while len(names) < count:
        more, theirs = make(random, files, latin)
        if theirs:
            features.append(more.astype(np.float16))
            names += theirs
    return torch.tensor(np.concatenate(features)), torch.tensor(names)


def fit(net, x, y, held_x, held_y, epochs):
    rest = y == net.d2.out_features - 1 if net.d2.out_features > 2 else torch.zeros_like(y, dtype=torch.bool)
    rare, common = torch.nonzero(~rest)[:, 0], torch.nonzero(rest)[:, 0]  # shapes that are no sign are too many
    size = 256
    steps = epochs * (2 * len(rare) // size + 1)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, steps)
    for epoch in range(epochs):
        net.train()
        order = torch.cat([rare, common[torch.randperm(len(common))[: len(rare)]]])
        order = order[torch.randperm(len(order))]
        for rows in order.split(size):
            loss = functional.cross_entropy(net(x[rows].float()), y[rows], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        net.eval()
        with torch.no_grad():
            seen = torch.cat([net(part.float()).argmax(1) for part in held_x.split(4096)])
        print(epoch, f"right {(seen == held_y).float().mean():.4f}", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("what", choices=("signs", "marks"))
    arguments.add_argument("--held", action="store_true")
    arguments.add_argument("--shapes", type=int, default=220_000)
    arguments.add_argument("--epochs", type=int, default=9)
    arguments.add_argument("--out", type=Path)
    asked = arguments.parse_args()
    make = sign_shapes if asked.what == "signs" else mark_shapes
    sound = [f for f in arabic_fonts("rest" if asked.held else "all") if all(ord(c) in letters_of(f) for c in MARKS)]
    x, y = gathered(make, sound, asked.shapes, 1)
    held_x, held_y = gathered(make, arabic_fonts("held"), asked.shapes // 15, 2)
    net = Net(1, 12, PLACES, 96, len(SIGNS) + 1) if asked.what == "signs" else Net(2, 10, 0, 48, 2)
    fit(net, x, y, held_x, held_y, asked.epochs)
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in net.state_dict().items()}
    np.savez_compressed(asked.out or READERS / f"{asked.what}.npz", **weights)


if __name__ == "__main__":
    main()
