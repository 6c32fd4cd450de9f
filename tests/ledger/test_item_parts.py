"""Items of several parts, typed one to a line: each part is read as its own field is."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.sheets.cells import read_cell
from banfa.ledger.sheets.columns import Cell, make_column
from banfa.procedures.cases.hearing import HearParty
from banfa.procedures.experts.panels import FormPanel
from banfa.procedures.subsidies.granting import ComputeClaim

NO_CITY: Any = None
"""In place of a profile, which no part asks for."""


def column(inputs, name):
    return make_column(inputs.fields[name], NO_CITY)


class TestItems:
    def test_have_texts_in_their_order(self):
        answers = column(HearParty, "answers")
        assert (answers.cell, answers.bounds) == (
            Cell.ITEMS,
            "每行一项：意见｜答复和理由｜是否采纳，不超过 50 项",
        )
        typed = "已口头报告｜办法要求书面报告。｜不采纳\n已改正|经核实属实。|采纳"
        assert read_cell(answers, typed) == [
            {"point": "已口头报告", "answer": "办法要求书面报告。", "adopted": "不采纳"},
            {"point": "已改正", "answer": "经核实属实。", "adopted": "采纳"},
        ]

    def test_have_money_in_yuan(self):
        deductions = column(ComputeClaim, "deductions")
        assert "扣减金额（元）" in deductions.bounds
        assert read_cell(deductions, "剔除办公设备｜5000.50") == [
            {"reason": "剔除办公设备", "amount": 500_050}
        ]
        with pytest.raises(InvalidValue):
            read_cell(deductions, "剔除办公设备｜很多")

    def test_have_whole_numbers(self):
        criteria = column(FormPanel, "criteria")
        assert read_cell(criteria, "提质增效｜60") == [{"criterion": "提质增效", "most": 60}]

    def test_that_lack_a_part_are_left_for_their_reader_to_reject(self):
        assert read_cell(column(ComputeClaim, "deductions"), "剔除") == [{"reason": "剔除"}]
