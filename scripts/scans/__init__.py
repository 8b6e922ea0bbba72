"""What scripts/make_scans.py is made of: the profiles, their effects, and the files they are written to."""
