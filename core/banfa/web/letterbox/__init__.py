"""The form by which anybody sends a letter (网上投诉举报), where a deployment and a bureau have it."""
