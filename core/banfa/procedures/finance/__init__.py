"""Reconciliation (财政对账): finance's list of what it has paid, held against the books of subsidies."""
