"""Room `press`: from files and their text to articles, sentences, quotations and time phrases."""

from standoff.press.language import tell_language
from standoff.press.quotations import Quotation, find_quotes
from standoff.press.reading import read_file, read_files
from standoff.press.sentences import Sentence, split_sentences
from standoff.press.times import find_times

__all__ = [
    "Quotation",
    "Sentence",
    "find_quotes",
    "find_times",
    "read_file",
    "read_files",
    "split_sentences",
    "tell_language",
]
