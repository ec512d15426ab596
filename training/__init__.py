"""How the shipped name encoder was made, from packages and data to file; see README.md."""
