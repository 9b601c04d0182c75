"""Make what the verbs need: steps that are whole or not at all, Debian's packages, browser engines."""
