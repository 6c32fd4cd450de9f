"""Pages for everybody: the bureaus' notice boards (信息公示栏), where a deployment has them."""
