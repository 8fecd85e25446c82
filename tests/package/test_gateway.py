"""API Gateway's own error pages, as they stand once AWS has transformed the template."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.web.http.responses import BY_HTTPS, HEADERS
from infra.deploy.release import UNKNOWN
from infra.packaging.gateway import SMALLEST_COMPRESSED
from tests.package.sam import PYTHON, named, transformed

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="make .venv-rehearsal/ready")
KNOWN = "https://api.example.org/api"


@pytest.fixture(scope="module")
def template(packaged: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((packaged / "template.json").read_text(encoding="utf-8"))
    return read


def test_what_a_deployment_holds_depends_on_no_address(template: dict[str, Any]) -> None:
    """A stage serves the definition as it was deployed, and the deployment is made anew only when
    the text of the definition changes, which another value of a parameter does not."""
    first = transformed(template, SiteUrl=UNKNOWN)
    then = transformed(template, SiteUrl=KNOWN, DomainName="site.example.org")
    assert _deployments(first) == _deployments(then)
    text = " ".join(named(first["RestAPI"]["Properties"]["Body"]))
    asked = [name for name in template["Parameters"] if re.search(rf"\b{name}\b", text)]
    assert asked == ["Stage"]  # in the API's title: a stack never changes its stage


def test_error_pages_lead_to_the_address_that_their_stage_knows(template: dict[str, Any]) -> None:
    resources = transformed(template)
    variables = resources["RestAPIapiStage"]["Properties"]["Variables"]
    assert variables == {"site": {"Fn::Sub": "${SiteUrl}/"}}
    body = resources["RestAPI"]["Properties"]["Body"]
    for answer in body["x-amazon-apigateway-gateway-responses"].values():
        page = answer["responseTemplates"]["text/html"]
        base, *links = re.findall(r'href="([^"]*)"', page)
        assert base == "$stageVariables.site"
        assert links == ["static/site.css", "./"]


def test_error_pages_carry_the_headers_that_the_application_sends(template: dict[str, Any]) -> None:
    body = transformed(template)["RestAPI"]["Properties"]["Body"]
    for answer in body["x-amazon-apigateway-gateway-responses"].values():
        told = {
            name.removeprefix("gatewayresponse.header."): value
            for name, value in answer["responseParameters"].items()
        }
        assert told.keys() == HEADERS.keys() | BY_HTTPS.keys()
        assert all(value[0] == value[-1] == "'" for value in told.values())
        # Else their own `base` would count for nothing, and they would have no style.
        assert "base-uri 'self'" in told["Content-Security-Policy"]


def test_answers_are_compressed_whatever_their_type(template: dict[str, Any]) -> None:
    api = transformed(template)["RestAPI"]["Properties"]
    assert api["MinimumCompressionSize"] == SMALLEST_COMPRESSED
    assert api["Body"]["x-amazon-apigateway-binary-media-types"] == ["*/*"]


def test_any_method_of_a_known_address_reaches_the_app(template: dict[str, Any]) -> None:
    """Else API Gateway answers HEAD by « not found », and refuses a method without saying which."""
    body = transformed(template)["RestAPI"]["Properties"]["Body"]
    for path, methods in body["paths"].items():
        passed_on = methods["x-amazon-apigateway-any-method"]
        declared = methods[sorted(methods.keys() - {"x-amazon-apigateway-any-method"})[0]]
        for part in ("x-amazon-apigateway-integration", "parameters"):
            assert passed_on.get(part, []) == declared.get(part, []), f"{part} of {path}"


def _deployments(resources: dict[str, Any]) -> list[str]:
    kind = "AWS::ApiGateway::Deployment"
    return [name for name, resource in resources.items() if resource["Type"] == kind]
