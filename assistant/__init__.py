"""The way out: questions to answers whose every sentence rests on a cited passage."""
