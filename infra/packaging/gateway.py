"""What API Gateway passes on, and what it answers by itself, in the application's words."""

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from chalicelib.web.http.problems import problem
from chalicelib.web.http.responses import BY_HTTPS, HEADERS

Json = dict[str, Any]

ANSWERS = {
    # API Gateway's « missing token » is a route that does not exist.
    "MISSING_AUTHENTICATION_TOKEN": ("not_found", 404),
    "RESOURCE_NOT_FOUND": ("not_found", 404),
    "REQUEST_TOO_LARGE": ("too_large", 413),
    "UNSUPPORTED_MEDIA_TYPE": ("not_json", 400),
    "THROTTLED": ("busy", 429),
    "QUOTA_EXCEEDED": ("busy", 429),
    "WAF_FILTERED": ("forbidden", 403),
    "DEFAULT_4XX": ("not_json", 400),
    "DEFAULT_5XX": ("internal", 500),
    # What a function fails to answer, or answers at too great a length.
    "API_CONFIGURATION_ERROR": ("internal", 502),
    "INTEGRATION_FAILURE": ("internal", 502),
    "INTEGRATION_TIMEOUT": ("busy", 504),
}

# The stage knows the site's address: its variables are read at each answer. An address in the page
# itself would stay that of the last deployment: changing a parameter does not make another.
PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<base href="$stageVariables.site">
<link rel="stylesheet" href="static/site.css">
</head>
<body>
<main class="wrap narrow page">
<h1>{title}</h1>
<p class="lead">{detail}</p>
<p class="actions"><a class="button" href="./">Aller à l’accueil</a></p>
</main>
</body>
</html>
"""


TO_THE_APP = {
    "type": "aws_proxy",
    "httpMethod": "POST",
    "passthroughBehavior": "when_no_match",
    "contentHandling": "CONVERT_TO_TEXT",
    "responses": {"default": {"statusCode": "200"}},
    "uri": {
        "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31"
        "/functions/${APIHandler.Arn}/invocations"
    },
}
"""As Chalice writes it for the methods that routes declare."""


SMALLEST_COMPRESSED = 1024
"""Bytes: what is smaller fits in one packet, compressed or not."""


def any_methods(paths: Iterable[str]) -> Json:
    """Return a method « any » for each path of the app.

    By itself, API Gateway answers HEAD only where a route says so, and « not found » to a method
    that an address lacks; the app knows better.
    """
    return {path: {"x-amazon-apigateway-any-method": _any_method(path)} for path in paths}


def _any_method(path: str) -> Json:
    parameters = [
        {"name": name, "in": "path", "required": True, "type": "string"}
        for name in re.findall(r"{(\w+)}", path)
    ]
    return {
        "consumes": ["*/*"],
        "produces": ["application/json"],
        "responses": {"200": {"description": "200 response"}},
        "parameters": parameters,
        "x-amazon-apigateway-integration": TO_THE_APP,
    }


def gateway_responses() -> Json:
    """Return the extension of the API's definition: a problem document, or a page for a browser."""
    return {name: _response(*answer) for name, answer in ANSWERS.items()}


def _headers() -> dict[str, str]:
    """Return the app's own, but that these pages have a `base`; API Gateway has HTTPS alone."""
    policy = HEADERS["Content-Security-Policy"].replace("base-uri 'none'", "base-uri 'self'")
    return {**HEADERS, **BY_HTTPS, "Content-Security-Policy": policy}


def _response(code: str, status: int) -> Json:
    document = problem(code, status)
    words = {name: escape(document[name]) for name in ("title", "detail")}
    return {
        "statusCode": str(status),
        "responseParameters": {
            f"gatewayresponse.header.{name}": f"'{value}'" for name, value in _headers().items()
        },
        "responseTemplates": {
            "application/json": json.dumps(document, ensure_ascii=False),
            "text/html": PAGE.format(**words),
        },
    }
