"""Pages of what districts collect: the action that opens each, and the thing that it is about."""

from __future__ import annotations

OF_DISTRICTS_APPLICATIONS = {
    "district_applications": ("admission.collect", ""),
    "district_applications_workbook": ("admission.collect", ""),
    "enter_collected_application": ("admission.collect", ""),
}
