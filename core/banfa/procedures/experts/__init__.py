"""Experts (专家评审): the pool, panels as they were drawn, score sheets and the group's opinion."""
