import { z } from 'zod';
import { tillIdSchema } from '@galley/shared/values/ids.ts';
import { entities } from '@galley/shared/wire/changes.ts';
import { mutations, mutationSchema } from '@galley/shared/wire/mutations.ts';
import { pushedMutationSchema } from '@galley/shared/wire/push.ts';
import { type ProblemCode, problemSchema, signatureHeaders } from '@galley/shared/wire/session.ts';
import { orderingKeyHeader } from '@galley/shared/wire/online.ts';
import { sessionCookie } from './office-auth.ts';
import { problemKinds, problemType } from './problem.ts';
import { type Caller, type RouteDoc, routes, routeSchemas } from './routes.ts';

type Json = { [key: string]: unknown };

/** The OpenAPI 3.1 document of this server, made from the same zod schemas that read and write the wire. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Galley server', version: '1', description, license },
    tags: Object.entries(tags).map(([name, words]) => ({ name, description: words })),
    paths,
    components: { schemas: componentSchemas(), securitySchemes },
  };
}

const license = { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' };
const description = `How tills, kitchen screens and offices speak with the Galley server.

A field that a reader does not know is to be ignored, and one that has a default may be missing: tills and servers are
updated one at a time.

A till signs method, path with query, time (milliseconds) and the SHA-256 of the body, each on a line of its own, with
the Ed25519 key that it made when it was enrolled. Its token says which key that is; the signature proves that it has it.

Every answer that is not a success is a problem (RFC 9457) with one of these codes:

| Code | Status | When | What to do |
| --- | --- | --- | --- |
${Object.entries(problemKinds).map(problemRow).join('\n')}
`;

const tags = {
  sync: 'Between a till and the server: the rules S1 to S24.',
  office: 'The way in for managers.',
  online: "For a branch's ordering page on the web.",
  '.well-known': 'For services that verify what tills carry.',
  health: 'For those who run the server.',
  docs: 'This description.',
};

const securitySchemes = {
  tillId: apiKey('header', signatureHeaders.till, 'The id of the till.'),
  tillToken: apiKey('header', signatureHeaders.token, 'What `/sync/token` answered last.'),
  tillTime: apiKey('header', signatureHeaders.time, 'When it signed, in milliseconds since 1970.'),
  tillSignature: apiKey('header', signatureHeaders.signature, 'Ed25519, base64url.'),
  orderingKey: apiKey(
    'header',
    orderingKeyHeader,
    'A key of the branch, from its office. Public: it stands in the page.',
  ),
  officeSession: apiKey('cookie', sessionCookie, 'Set by a sign-in; scripts cannot read it.'),
};
const securityOf: Readonly<Record<Caller, Json>> = {
  till: { tillId: [], tillToken: [], tillTime: [], tillSignature: [] },
  enrolledTill: { tillId: [], tillTime: [], tillSignature: [] },
  accountant: { officeSession: [] },
  manager: { officeSession: [] },
  owner: { officeSession: [] },
  orderingPage: { orderingKey: [] },
};

function apiKey(where: string, name: string, words: string): Json {
  return { type: 'apiKey', in: where, name, description: words };
}

function operationOf(route: RouteDoc): Json {
  const [, first = ''] = route.path.split('/');
  return {
    tags: [first in tags ? first : 'docs'],
    summary: route.summary,
    operationId: operationId(route),
    security: route.callers.map((caller) => securityOf[caller]),
    ...parametersOf(route),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': refTo(route.body) } },
    }),
    responses: { [route.answer.status]: answerOf(route), ...problemsOf(route.problems) },
  };
}

/** `post /sync/push` -> `postSyncPush` */
function operationId({ method, path }: RouteDoc): string {
  return `${method}${path.replace(/[^a-z]+([a-z])/g, (_match, letter: string) => letter.toUpperCase())}`;
}

/** `/office/tills/:id/code` -> `/office/tills/{id}/code` */
export function pathOf({ path }: RouteDoc): string {
  return path.replaceAll(/:([a-z]+)/g, '{$1}');
}

function parametersOf(route: RouteDoc): Json {
  const inPath = [...route.path.matchAll(/:([a-z]+)/g)].map(([, name = '']) =>
    parameterOf('path', name, route.params?.[name] ?? tillIdSchema),
  );
  const inQuery = Object.entries(route.query ?? {}).map(([name, schema]) =>
    parameterOf('query', name, schema),
  );
  const inHeader = Object.entries(route.headers ?? {}).map(([name, schema]) =>
    parameterOf('header', name, schema),
  );
  const parameters = [...inPath, ...inQuery, ...inHeader];
  return parameters.length > 0 ? { parameters } : {};
}

function parameterOf(where: 'path' | 'query' | 'header', name: string, schema: z.ZodType): Json {
  return {
    name,
    in: where,
    required: !schema.safeParse(undefined).success,
    schema: z.toJSONSchema(schema, { io: 'input', override: tidy }),
  };
}

function answerOf({ answer, summary }: RouteDoc): Json {
  const { type, schema } = answer;
  return { description: summary, ...(type && { content: { [type]: schema ? refTo(schema) : {} } }) };
}

/** One answer a status, which names the codes that come with it. */
function problemsOf(codes: readonly ProblemCode[]): Json {
  const answers: Json = {};
  for (const status of new Set(codes.map((code) => problemKinds[code].status))) {
    const same = codes.filter((code) => problemKinds[code].status === status);
    const schema = {
      allOf: [reference('Problem'), { properties: { status: { const: status }, code: { enum: same } } }],
    };
    answers[status] = {
      description: same.map((code) => `\`${code}\`: ${problemKinds[code].when}`).join('\n\n'),
      content: { 'application/problem+json': { schema, examples: Object.fromEntries(same.map(exampleOf)) } },
    };
  }
  return answers;
}

function exampleOf(code: ProblemCode): [string, Json] {
  const { status, title } = problemKinds[code];
  const detail = 'What was wrong, where, and what to do.';
  return [code, { value: { type: problemType(code), title, status, code, detail } }];
}

function problemRow([code, { status, when, remedy }]: [string, (typeof problemKinds)[ProblemCode]]): string {
  return `| \`${code}\` | ${status} | ${when} | ${remedy} |`;
}

function refTo(name: string): Json {
  return { schema: reference(name) };
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** All as it may arrive ("input"): a field with a default may be missing, whichever side is the older one. */
function componentSchemas(): Json {
  const named = z.registry<{ id: string }>();
  named.add(problemSchema, { id: 'Problem' });
  named.add(mutationUnion(), { id: 'Mutation' });
  for (const [name, schema] of Object.entries(entities)) {
    named.add(schema, { id: `${name.charAt(0).toUpperCase()}${name.slice(1)}` });
  }
  for (const [name, schema] of Object.entries(routeSchemas)) named.add(schema, { id: name });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(named, { io: 'input', uri, override: tidy });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** What the text in a pushed mutation's `body` is, once parsed. */
function mutationUnion(): z.ZodType {
  return z.union(
    Object.entries(mutations).map(([name, { version, data }]) =>
      mutationSchema.extend({ type: z.literal(name), version: z.literal(version), data }),
    ),
  );
}

/** Takes out what makes a schema longer without saying more. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }): void {
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (zodSchema === pushedMutationSchema.shape.body) {
    jsonSchema['contentMediaType'] = 'application/json';
    jsonSchema['contentSchema'] = reference('Mutation');
  }
}
