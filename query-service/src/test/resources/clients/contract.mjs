// What the openai package for Node sees of the door: arguments are the base URL, a model, a refusing and a breaking model.
import { createRequire } from "node:module";

const require = createRequire(process.env.KOTAE_NODE_MODULES + "/");
const OpenAI = require("openai");
const [baseURL, model, refusing, breaking] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "any", maxRetries: 0, timeout: 20000 });
const messages = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "How long are receipts kept?" },
];
const failure = async (work) => {
  try {
    await work();
  } catch (error) {
    return error.code;
  }
};

const seen = { models: [] };
for await (const entry of client.models.list()) seen.models.push(entry.id);
seen.retrieved = (await client.models.retrieve("extractive")).owned_by;

const whole = await client.chat.completions.create({ model, messages, temperature: 0.1, maxChunks: 3 });
seen.id = whole.id;
seen.content = whole.choices[0].message.content;
seen.finishReason = whole.choices[0].finish_reason;
seen.tokens = whole.usage.total_tokens;
seen.document = whole.choices[0].message.citations[0].documentId;

seen.streamed = "";
seen.reasons = [];
const stream = await client.chat.completions.create({
  model,
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  for (const choice of chunk.choices) {
    seen.streamed += choice.delta.content ?? "";
    if (choice.finish_reason) seen.reasons.push(choice.finish_reason);
  }
  if (chunk.usage) seen.streamedTokens = chunk.usage.total_tokens;
}

seen.unknown = await failure(() => client.chat.completions.create({ model: "no-such-model", messages }));
seen.refused = await failure(() => client.chat.completions.create({ model: refusing, messages, stream: true }));
seen.broken = await failure(async () => {
  const broken = await client.chat.completions.create({ model: breaking, messages, stream: true });
  for await (const chunk of broken);
});
console.log(JSON.stringify(seen));
