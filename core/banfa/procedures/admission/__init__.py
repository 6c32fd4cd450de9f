"""Admission by batch (遴选入库): the call, applications, what is checked of each, the list."""
