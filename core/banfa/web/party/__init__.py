"""The own pages of a provider, an enterprise or an applicant, entered by a one-time link."""
