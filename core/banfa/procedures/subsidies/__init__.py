"""Subsidies (奖补资金): from a batch's notice through claim and amount to what is paid and recovered."""
