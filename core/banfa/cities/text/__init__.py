"""The official text: parsed into provisions, and held against the plugin."""
