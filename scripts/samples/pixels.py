"""Words drawn as squares: letterheads that can be read on the page and are not in its text layer, as pictures are."""

ROWS = {  # 5 rows of 5, a bit each, from the left
    "A": "0e 11 1f 11 11", "B": "1e 11 1e 11 1e", "C": "0f 10 10 10 0f", "D": "1e 11 11 11 1e", "E": "1f 10 1e 10 1f", "F": "1f 10 1e 10 10", "G": "0f 10 13 11 0f", "H": "11 11 1f 11 11",
    "I": "0e 04 04 04 0e", "K": "11 12 1c 12 11", "L": "10 10 10 10 1f", "M": "11 1b 15 11 11", "N": "11 19 15 13 11", "O": "0e 11 11 11 0e", "P": "1e 11 1e 10 10", "Q": "0e 11 15 12 0d",
    "R": "1e 11 1e 12 11", "S": "0f 10 0e 01 1e", "T": "1f 04 04 04 04", "U": "11 11 11 11 0e", "V": "11 11 11 0a 04", "W": "11 11 15 1b 11", "Y": "11 0a 04 04 04", "Z": "1f 02 04 08 1f", " ": "00 00 00 00 00"}


def squares(word, side):
    """Left and top of each square of `side`, from the word's top left corner; a letter takes six squares."""
    for place, letter in enumerate(word):
        for row, bits in enumerate(ROWS[letter].split()):
            for column in range(5):
                if int(bits, 16) >> (4 - column) & 1:
                    yield (place * 6 + column) * side, row * side
