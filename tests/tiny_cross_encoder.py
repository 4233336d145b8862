"""A BERT of two layers with random weights, made here: what matters is that a real CrossEncoder runs."""

from collections.abc import Sequence
from pathlib import Path


def make_cross_encoder(folder: Path, labels: Sequence[str] = (), always: str = "") -> str:
    """Saved in `folder`, whose name is returned: of one output, or of one for each label. With `always` it gives that
    label whatever it reads."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "council", "rome", "treaty", "paris", "المجلس", "روما", "معاهدة"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    torch.manual_seed(0)
    named = {"id2label": dict(enumerate(labels)), "label2id": {name: n for n, name in enumerate(labels)}}
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64, initializer_range=1.0, **(named if labels else {"num_labels": 1}),
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    if always:
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.copy_(torch.tensor([9.0 if name == always else 0.0 for name in labels]))
    model.save_pretrained(folder)
    return str(folder)
