"""What comes to the bureau and is answered: letters by channel, incoming papers, assigned matters."""
