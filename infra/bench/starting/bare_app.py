"""The minimum for a function of this kind: Chalice, one route, a DynamoDB client."""

import boto3
from chalice.app import Chalice

app = Chalice(app_name="bare")
dynamodb = boto3.client("dynamodb")


@app.route("/")
def index() -> dict[str, str]:
    return {"status": "ok"}
