"""The version of Musnad that is running; everything derived records it."""

from importlib.metadata import version

VERSION = version("musnad")
