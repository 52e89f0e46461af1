"""The command line of every tool: what the tool says about itself is its help."""

import argparse


def parser(about: str) -> argparse.ArgumentParser:
    """A parser without arguments so far, from a module's docstring."""
    return argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
