// node check.mjs FILE NSID...: every line of FILE must keep to the lexicons, and each NSID must have been called.
import { readFileSync } from 'node:fs';
import api from '@atproto/api';

const { lexicons } = api;
const [file, ...expected] = process.argv.slice(2);
const calls = new Map();
const faults = [];

for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const exchange = JSON.parse(line);
  calls.set(exchange.nsid, (calls.get(exchange.nsid) ?? 0) + 1);
  try {
    check(exchange);
  } catch (fault) {
    faults.push(`${exchange.nsid}: ${fault.message}: ${line.slice(0, 400)}`);
  }
}
for (const nsid of expected) {
  if (!calls.has(nsid)) faults.push(`${nsid} was never called`);
}

console.log(Object.fromEntries(calls));
if (faults.length > 0) {
  console.error(`${faults.length} faults\n${faults.slice(0, 20).join('\n')}`);
  process.exit(1);
}

function check({ nsid, params, input, output }) {
  const method = lexicons.getDefOrThrow(nsid);
  lexicons.assertValidXrpcParams(nsid, typed(nsid, params, method.parameters?.properties ?? {}));
  if (method.input) lexicons.assertValidXrpcInput(nsid, input);
  else if (input && Object.keys(input).length > 0) throw new Error('takes no input');
  if (method.output) lexicons.assertValidXrpcOutput(nsid, output);
}

// A query string holds texts only: each becomes what its lexicon says it is, as a server reads it.
function typed(nsid, params, known) {
  const values = {};
  for (const [name, texts] of Object.entries(params)) {
    const type = known[name]?.type;
    if (!type) throw new Error(`has no parameter ${name}`);
    values[name] = type === 'array' ? texts : read(type, texts[0]);
  }
  return values;
}

function read(type, text) {
  if (type === 'integer') return Number(text);
  if (type === 'boolean') return text === 'true';
  return text;
}
