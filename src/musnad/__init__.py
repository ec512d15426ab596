"""Musnad: Arabic news reports in, a sourced chronology out."""
