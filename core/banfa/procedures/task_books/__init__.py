"""任务书 and other two-party papers of the bureau and a provider: targets, plans, changes, and their end."""
