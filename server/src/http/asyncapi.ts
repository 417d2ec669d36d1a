import { commandSchema, commandSubject } from '@galley/shared/wire/commands.ts';
import { type EventName, eventData, eventSchema, eventSubject } from '@galley/shared/wire/events.ts';
import { type Worker, mutations, mutationSchema, workers } from '@galley/shared/wire/mutations.ts';
import { z } from 'zod';
import { consumers, publishes, type Service, services } from '../messaging/streams.ts';

type Json = { [key: string]: unknown };

/**
 * The AsyncAPI 3 document of what travels between the services, made from the zod schemas that read it and from the
 * declaration of streams: a channel for each worker's commands and one for each event.
 */
export function asyncApiDocument(): Json {
  const commands = workers.filter((worker) => namesOf(worker).length > 0);
  const events = Object.keys(eventData) as EventName[]; // an object's own keys
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Galley messages',
      version: '1',
      description:
        'Commands go to the worker that owns them, events say what became of them. Several messages of one subject may travel as one, parted by U+001E. Every message comes at least once; its `id` tells a repeat.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...commands.map((worker) => [`cmd.${worker}`, commandChannel(worker)]),
      ...events.map((name) => [`evt.${name}`, eventChannel(name)]),
    ]),
    operations: Object.fromEntries(services.flatMap((service) => operationsOf(service, commands, events))),
    components: { messages: messagesOf(events) },
  };
}

const branch = { branch: { description: 'The id of the branch.' } };

function commandChannel(worker: Worker): Json {
  const messages = namesOf(worker).map((name) => [name, reference(`messages/${name}`)]);
  return {
    address: commandSubject(worker, '{branch}'),
    parameters: branch,
    messages: Object.fromEntries(messages),
  };
}

function eventChannel(name: EventName): Json {
  return {
    address: eventSubject('{worker}' as Worker, name, '{branch}'), // stands for any of them
    parameters: { ...branch, worker: { description: 'Who says it.', enum: [...workers] } },
    messages: { [name]: reference(`messages/${name}Event`) },
  };
}

function namesOf(worker: Worker): string[] {
  return Object.entries(mutations).flatMap(([name, rule]) => (rule.worker === worker ? [name] : []));
}

/** What a service may send, and what its consumers take. */
function operationsOf(
  service: Service,
  commands: readonly Worker[],
  events: readonly EventName[],
): [string, Json][] {
  const sends = publishes[service].some((subject) => subject === 'cmd.>')
    ? commands.map((worker) => operation(service, 'send', `cmd.${worker}`))
    : [];
  const taken = Object.values(consumers)
    .filter(({ takenBy }) => takenBy === service || (service === 'sync' && takenBy === 'projector'))
    .flatMap(({ subject }) => channelsOf(subject, commands, events))
    .map((channel) => operation(service, 'receive', channel));
  return [...sends, ...taken];
}

/** The channels that a consumer's subject covers. */
function channelsOf(subject: string, commands: readonly Worker[], events: readonly EventName[]): string[] {
  const [kind, first = '', second = ''] = subject.split('.');
  if (kind === 'cmd') return commands.filter((worker) => worker === first).map((worker) => `cmd.${worker}`);
  return events
    .filter((name) => first === '>' || second === '>' || second === name)
    .map((name) => `evt.${name}`);
}

function operation(service: Service, action: 'send' | 'receive', channel: string): [string, Json] {
  const name = `${service}.${action}.${channel}`;
  return [
    name,
    { action, channel: { $ref: `#/channels/${channel}` }, summary: `${service} ${action}s ${channel}` },
  ];
}

function messagesOf(events: readonly EventName[]): Json {
  const commands = Object.entries(mutations).map(([name, { version, data }]) => {
    const payload = commandSchema.extend({
      mutation: mutationSchema.extend({ type: z.literal(name), version: z.literal(version), data }),
    });
    return [name, { name, title: `Command ${name}`, payload: schemaOf(payload) }];
  });
  const shapes = new Map(eventSchema.options.map((shape) => [shape.shape.type.value, shape]));
  const told = events.map((name) => [
    `${name}Event`,
    { name, title: `Event ${name}`, payload: schemaOf(shapes.get(name) ?? z.never()) },
  ]);
  return Object.fromEntries([...commands, ...told]);
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input' });
  return json;
}

function reference(path: string): Json {
  return { $ref: `#/components/${path}` };
}
