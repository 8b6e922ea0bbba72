"""The invented reports under samples/: their data and how each is drawn."""
