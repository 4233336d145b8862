"""Indexing and query speed of Sanad beside vanilla LangChain (Chroma.from_documents) on the same files, in one run.

Run: python tests/bench/bench_index_and_query.py [HOME]. Out: one JSON object. HOME keeps the unpacked encoder between
runs. The text is XQuAD where ../shared/eval has it, else corpus/data/calibration.toml and the starter texts. Both
sides run the bundled weights; vanilla runs them as HuggingFaceEmbeddings does, by SentenceTransformer.encode on torch.
"""

import json
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from langchain_core.documents import Document  # noqa: E402
from langchain_core.embeddings import Embeddings  # noqa: E402

from corpus import bundled_model  # noqa: E402
from corpus.settings import load_settings  # noqa: E402
from ui.services import Services  # noqa: E402

PARAGRAPHS = 60  # a language
FILE_PARAGRAPHS = 10
QUERIES = 30  # a language
CHUNK_TOKENS = 256


class TorchEmbeddings(Embeddings):
    """What langchain_huggingface does: one SentenceTransformer in float32, its default batches."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(str(folder), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.model.encode(texts, prompt_name="passage", normalize_embeddings=True).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.model.encode([text], prompt_name="query", normalize_embeddings=True)[0].tolist()  # type: ignore[no-any-return]


def texts() -> tuple[str, dict[str, list[str]], list[str]]:
    """(name, paragraphs by language, questions)."""
    folder = ROOT.parent / "shared/eval"
    if (folder / "xquad.ar.json").is_file():
        paragraphs, questions = {}, []
        for language in ("ar", "en"):
            articles = json.loads((folder / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
            found = [p for article in articles for p in article["paragraphs"]][:PARAGRAPHS]
            paragraphs[language] = [p["context"] for p in found]
            questions += [p["qas"][0]["question"] for p in found[:QUERIES]]
        return "XQuAD", paragraphs, questions
    data = tomllib.loads((ROOT / "corpus/data/calibration.toml").read_text(encoding="utf-8"))
    paragraphs = {language: data[language]["passages"] for language in ("ar", "en")}
    for file in sorted((ROOT / "corpus/samples").glob("*.md")):
        language = "ar" if file.stem.endswith(".ar") else "en"
        paragraphs[language] = paragraphs[language] + file.read_text(encoding="utf-8").split("\n\n")
    return "calibration", paragraphs, [q for language in ("ar", "en") for q in data[language]["questions"][:QUERIES]]


def write_files(folder: Path, paragraphs: dict[str, list[str]]) -> list[Path]:
    written = []
    for language, found in paragraphs.items():
        for at in range(0, len(found), FILE_PARAGRAPHS):
            file = folder / f"{language}-{at:04}.txt"
            file.write_text("\n\n".join(found[at : at + FILE_PARAGRAPHS]), encoding="utf-8")
            written.append(file)
    return written


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def query_ms(ask: Callable[[str], object], questions: list[str]) -> dict[str, float]:
    for question in questions[:3]:
        ask(question)
    times = [1000 * seconds(lambda q=question: ask(q)) for question in questions]
    return {"p50": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20)[-1], 1)}


def figures(passages: int, took: float, times: dict[str, float]) -> dict[str, object]:
    speed = round(passages / took, 1)
    return {"passages": passages, "seconds": round(took, 2), "passages_per_second": speed, "query_ms": times}


def sanad(home: Path, models: Path, files: list[Path], questions: list[str]) -> dict[str, object]:
    home.mkdir()
    (home / "models").symlink_to(models)
    services = Services(load_settings({}, home=home))
    services.embedder.embed_passages(["warm-up"], ["en"])
    took = seconds(lambda: services.index(files))
    result = figures(services.counts()[1], took, query_ms(services.search, questions))
    services.close()
    return result


def vanilla(home: Path, models: Path, files: list[Path], questions: list[str]) -> dict[str, object]:
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = TorchEmbeddings(bundled_model.prepare(models.parent, lambda _: None))
    embeddings.embed_query("warm-up")
    splitter = RecursiveCharacterTextSplitter.from_huggingface_tokenizer(
        embeddings.model.tokenizer, chunk_size=CHUNK_TOKENS, chunk_overlap=0
    )
    stores = []

    def index() -> None:
        documents = [Document(f.read_text(encoding="utf-8"), metadata={"source": str(f)}) for f in files]
        parts = splitter.split_documents(documents)
        stores.append(Chroma.from_documents(parts, embeddings, persist_directory=str(home)))

    took = seconds(index)
    (store,) = stores
    count = len(store.get(include=[])["ids"])
    return figures(count, took, query_ms(lambda q: store.similarity_search(q, k=10), questions))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        kept = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(scratch) / "kept"
        services = Services(load_settings({}, home=kept))
        services.embedder.open()  # unpacks the encoder and computes the language means
        services.close()
        name, paragraphs, questions = texts()
        folder = Path(scratch) / "texts"
        folder.mkdir()
        files = write_files(folder, paragraphs)
        ours = sanad(Path(scratch) / "sanad", kept / "models", files, questions)
        theirs = vanilla(Path(scratch) / "vanilla", kept / "models", files, questions)
        # By characters, since the two split differently.
        ratio = float(theirs["seconds"]) / float(ours["seconds"])  # type: ignore[arg-type]
        characters = sum(len(p) for found in paragraphs.values() for p in found)
        text = {"text": name, "characters": characters, "queries": len(questions)}
        print(json.dumps({**text, "sanad": ours, "langchain": theirs, "indexing_times_langchain": round(ratio, 2)}))


if __name__ == "__main__":
    main()
