"""What procedures return, as the JSON that answers and the console's `--format json` are made of.

Days and moments stay what they are: the encoder writes them. Only here are points and names written.
"""
