"""The version, in a module that imports nothing, so that `songc --version` and the build backend read it cheaply."""

VERSION = "0.1.0"
