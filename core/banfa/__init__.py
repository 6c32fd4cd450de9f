"""Banfa (办法): a city's measure on digital-transformation service providers, run as software."""
