"""Paper: what must exist as PDF, made from the built site and the calculators."""
