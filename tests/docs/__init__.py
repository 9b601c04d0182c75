"""What the words owe to the reader: the same in both languages, short, and in plain terms."""
