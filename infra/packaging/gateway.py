"""What API Gateway answers by itself, before any function: as the application would say it."""

import json
from html import escape
from typing import Any

from chalicelib.web.problems import problem

Json = dict[str, Any]

ANSWERS = {
    # What API Gateway calls a missing token is a route that does not exist.
    "MISSING_AUTHENTICATION_TOKEN": ("not_found", 404),
    "RESOURCE_NOT_FOUND": ("not_found", 404),
    "REQUEST_TOO_LARGE": ("too_large", 413),
    "UNSUPPORTED_MEDIA_TYPE": ("not_json", 400),
    "THROTTLED": ("busy", 429),
    "QUOTA_EXCEEDED": ("busy", 429),
    "WAF_FILTERED": ("forbidden", 403),
    "DEFAULT_4XX": ("not_json", 400),
    "DEFAULT_5XX": ("internal", 500),
    "INTEGRATION_FAILURE": ("internal", 502),
    "INTEGRATION_TIMEOUT": ("busy", 504),
}

PAGE = """<!doctype html>
<html lang="fr-CA">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="{site}/static/site.css">
</head>
<body>
<main class="wrap narrow page">
<h1>{title}</h1>
<p class="lead">{detail}</p>
<p class="actions"><a class="button" href="{site}/">Aller à l’accueil</a></p>
</main>
</body>
</html>
"""


def gateway_responses() -> Json:
    """The extension of the API's definition: a problem document, or a page for a browser."""
    return {name: _response(*answer) for name, answer in ANSWERS.items()}


def _response(code: str, status: int) -> Json:
    document = problem(code, status)
    words = {name: escape(document[name]) for name in ("title", "detail")}
    page = PAGE.format(**words, site="${SiteUrl}")
    return {
        "statusCode": str(status),
        "responseParameters": {
            "gatewayresponse.header.Cache-Control": "'no-store'",
            "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
        },
        "responseTemplates": {
            "application/json": json.dumps(document, ensure_ascii=False),
            "text/html": {"Fn::Sub": page},
        },
    }
