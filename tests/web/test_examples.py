"""Every operation has an example; each is sent to a bureau with a story, and answered as the document says.

`BANFA_RECORD=1` in the environment writes the answers into the document's examples instead.
"""

from __future__ import annotations

import json
import os

import pytest

from banfa.web.api import openapi
from banfa.web.api.examples import FILE
from tests.web.document import OPERATIONS
from tests.web.scenario import BY_NAME, Scenario

NAMES = sorted(BY_NAME)
MAX_ITEMS, MAX_TEXT = 2, 300
SECRETS = {"secret": "banfa_" + "0" * 36}
PEOPLE = {"officer的人": "王敏", "reviewer的人": "赵宁", "admin的人": "周航", "platform的人": "公共服务平台"}


@pytest.fixture(scope="module")
def answers(storied, cities):
    answers = Scenario(storied, cities.profile("xiamen")).run()
    if os.environ.get("BANFA_RECORD"):
        examples = {
            name: {"status": str(answer.status_code), "answer": abridge(answer.json)}
            for name, answer in answers.items()
            if answer.is_json
        }
        FILE.write_text(
            json.dumps(examples, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        openapi.main()
    return answers


def abridge(value, name=""):
    """An answer as an example: the first of long lists, the beginning of long texts, no secrets."""
    if name in SECRETS:
        return SECRETS[name]
    if isinstance(value, dict):
        return {key: abridge(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [abridge(inner) for inner in value[:MAX_ITEMS]]
    return PEOPLE.get(value, value[:MAX_TEXT]) if isinstance(value, str) else value


def shape(value):
    """What an answer is made of: names and types; a list is as its first item."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "null" if value is None else type(value).__name__


class TestEveryOperation:
    @pytest.mark.long
    @pytest.mark.parametrize("name", NAMES)
    def test_has_an_example_that_is_answered_so(self, answers, name):
        answer = answers[name]
        if not answer.is_json:  # a file: the document says of which type
            assert answer.data
            return
        content = BY_NAME[name].described["responses"][str(answer.status_code)]["content"]
        example = content[answer.mimetype]["example"]
        assert shape(abridge(answer.json)) == shape(example)

    @pytest.mark.parametrize("operation", [o for o in OPERATIONS.values() if o.body["properties"]])
    def test_that_takes_a_body_says_an_example_of_it(self, operation):
        content = operation.described["requestBody"]["content"]["application/json"]
        assert content.get("example") or not operation.body.get("required")
