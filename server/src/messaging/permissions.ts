import {
  answers,
  asks,
  consumersOf,
  hintForAll,
  hintFromAll,
  placeOf,
  publishes,
  type Service,
  services,
  streams,
} from './streams.ts';

/** What a user of the broker may say and hear; whatever is not named it may not. */
export type Permissions = { readonly publish: readonly string[]; readonly subscribe: readonly string[] };

/** Where a user hears answers. Its own, because who may hear `_INBOX.>` reads the answers to everybody. */
export function inboxOf(user: string): string {
  return `_INBOX_${user}`;
}

/** A service's rights, from what `streams.ts` declares of it and from what JetStream needs for that. */
export function permissionsOf(service: Service, namespace: string): Permissions {
  const own = (subject: string) => `${namespace}.${subject}`;
  const streamNames = Object.keys(streams).map((name) => `${namespace}_${name}`);
  const sync = service === 'sync';
  const taken = { ...consumersOf(service), ...(sync && consumersOf('projector')) };
  const places = Object.entries(taken).map(([name, subject]) =>
    placeOf({ namespace, replicas: 1 }, name, subject),
  );
  return {
    publish: [
      ...publishes[service].map(own),
      ...asks[service].map(own),
      own(sync ? 'hint.>' : `hint.${hintFromAll}`),
      ...asks[service].map(own),
      '$JS.API.INFO',
      ...streamNames.map((name) => `$JS.API.STREAM.INFO.${name}`),
      // One service makes the streams; the others wait until they are there.
      ...(sync
        ? ['CREATE', 'UPDATE', 'PURGE'].flatMap((verb) =>
            streamNames.map((name) => `$JS.API.STREAM.${verb}.${name}`),
          )
        : []),
      ...places.flatMap(({ stream, name, subject }) => [
        // With its subject, so that nobody makes a consumer of its own name for what others are told.
        `$JS.API.CONSUMER.CREATE.${stream}.${name}.${subject}`,
        ...['INFO', 'DELETE', 'MSG.NEXT'].map((verb) => `$JS.API.CONSUMER.${verb}.${stream}.${name}`),
        `$JS.API.DIRECT.GET.${stream}.${subject}`,
        `$JS.ACK.${stream}.${name}.>`,
      ]),
    ],
    subscribe: [
      `${inboxOf(service)}.>`,
      own(sync ? 'hint.>' : `hint.${hintForAll}`),
      ...answers[service].map(own),
    ],
  };
}

/** The users as a NATS server's configuration has them. */
export function natsUsers(namespace: string, passwordOf: (service: Service) => string): string {
  return services.map((service) => natsUser(namespace, service, passwordOf(service))).join('\n');
}

function natsUser(namespace: string, service: Service, password: string): string {
  const { publish, subscribe } = permissionsOf(service, namespace);
  return `{ user: ${service}, password: ${JSON.stringify(password)}, permissions: {
  publish: [${listOf(publish)}
  ]
  subscribe: [${listOf(subscribe)}
  ]
  # One answer to each question that it hears, wherever who asked listens.
  allow_responses: true
} }`;
}

function listOf(subjects: readonly string[]): string {
  return subjects.map((subject) => `\n    ${JSON.stringify(subject)}`).join('');
}
