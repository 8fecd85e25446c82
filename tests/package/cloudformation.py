"""CloudFormation as far as parameters go: one stack, whose changes succeed at once."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

Json = dict[str, Any]


class CloudFormation:
    """`read` gives the template at an address. As AWS does, a parameter that the template does not
    ask for is refused, one that is not given takes its default, and none is refused too."""

    exceptions = SimpleNamespace(ClientError=ClientError)

    def __init__(self, read: Callable[[str], Json]) -> None:
        self._read = read
        self._asked: Json = {}
        self._prepared: tuple[Json, dict[str, str]] = {}, {}
        self.parameters: dict[str, str] = {}

    def describe_stacks(self, **_: str) -> Json:
        if not self._asked:
            raise _refused("DescribeStacks", "brigade-dev does not exist")
        parameters = [
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in self.parameters.items()
        ]
        address = {"OutputKey": "EndpointURL", "OutputValue": "https://api.example.org/api/"}
        stack = {"StackStatus": "UPDATE_COMPLETE", "Parameters": parameters, "Outputs": [address]}
        return {"Stacks": [stack]}

    def create_change_set(self, **request: Any) -> None:
        address = request.get("TemplateURL")
        asked = self._read(address)["Parameters"] if address else self._asked
        given = {each["ParameterKey"]: each for each in request["Parameters"]}
        if given.keys() - asked.keys():
            unknown = ", ".join(sorted(given.keys() - asked.keys()))
            raise _refused("CreateChangeSet", f"Parameters: [{unknown}] do not exist")
        self._prepared = asked, {name: self._value(name, asked, given) for name in asked}

    def _value(self, name: str, asked: Json, given: Json) -> str:
        if given.get(name, {}).get("UsePreviousValue"):
            return self.parameters[name]
        if name in given:
            return str(given[name]["ParameterValue"])
        if "Default" in asked[name]:
            return str(asked[name]["Default"])
        raise _refused("CreateChangeSet", f"Parameters: [{name}] must have values")

    def describe_change_set(self, **_: str) -> Json:
        change = {"Action": "Modify", "LogicalResourceId": "Api", "ResourceType": "AWS::Example"}
        return {"Status": "CREATE_COMPLETE", "Changes": [{"ResourceChange": change}]}

    def execute_change_set(self, **_: str) -> None:
        self._asked, self.parameters = self._prepared

    def get_waiter(self, _name: str) -> Any:
        return SimpleNamespace(wait=lambda **_: None)

    def describe_stack_resource(self, **request: str) -> Json:
        return {"StackResourceDetail": {"PhysicalResourceId": request["LogicalResourceId"]}}


def _refused(operation: str, why: str) -> ClientError:
    return ClientError({"Error": {"Code": "ValidationError", "Message": why}}, operation)
