"""What the openai package for Python sees of the door: arguments are the base URL, a model, a refusing and a breaking model."""

import json
import sys

import openai

base_url, model, refusing, breaking = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="any", max_retries=0, timeout=20)
question = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "How long are receipts kept?"}]
seen = {"models": [entry.id for entry in client.models.list()]}
seen["retrieved"] = client.models.retrieve("extractive").owned_by

whole = client.chat.completions.create(model=model, messages=question, temperature=0.1, extra_body={"maxChunks": 3})
seen["id"] = whole.id
seen["content"] = whole.choices[0].message.content
seen["finishReason"] = whole.choices[0].finish_reason
seen["tokens"] = whole.usage.total_tokens
seen["document"] = whole.choices[0].message.citations[0]["documentId"]

text, reasons = "", []
for chunk in client.chat.completions.create(
    model=model, messages=question, stream=True, stream_options={"include_usage": True}
):
    for choice in chunk.choices:
        text += choice.delta.content or ""
        reasons.append(choice.finish_reason)
    if chunk.usage:
        seen["streamedTokens"] = chunk.usage.total_tokens
seen["streamed"] = text
seen["reasons"] = [reason for reason in reasons if reason]

try:
    client.chat.completions.create(model="no-such-model", messages=question)
except openai.NotFoundError as error:
    seen["unknown"] = error.code
try:
    client.chat.completions.create(model=refusing, messages=question, stream=True)
except openai.InternalServerError as error:
    seen["refused"] = error.code
try:
    for chunk in client.chat.completions.create(model=breaking, messages=question, stream=True):
        pass
except openai.APIError as error:
    seen["broken"] = error.code
print(json.dumps(seen))
