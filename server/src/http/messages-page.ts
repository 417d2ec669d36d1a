import { asyncApiDocument } from './asyncapi.ts';

type Json = Record<string, unknown>;

/** The messages for people: every channel, who sends and takes it, and what is in it. A page without a script. */
export function messagesPage(document: ReturnType<typeof asyncApiDocument>): string {
  const { channels, operations, components } = document as {
    channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
    operations: Record<string, { action: string; channel: { $ref: string } }>;
    components: { messages: Record<string, { title: string; payload: Json }> };
  }; // as asyncapi.ts makes it
  const users = (channel: string, action: string) =>
    Object.entries(operations)
      .filter(([, each]) => each.action === action && each.channel.$ref === `#/channels/${channel}`)
      .map(([name]) => name.split('.')[0])
      .join(', ');
  const sections = Object.entries(channels).map(([name, { address, messages }]) => {
    const bodies = Object.values(messages).map(({ $ref }) => {
      const message = components.messages[$ref.split('/').at(-1) ?? ''];
      return `<details><summary>${message?.title}</summary><pre tabindex="0">${escape(JSON.stringify(message?.payload, null, 2))}</pre></details>`;
    });
    const senders = users(name, 'send');
    return `<section><h2>${escape(address)}</h2>
<p>${senders ? `Sent by ${senders}. ` : ''}Taken by ${users(name, 'receive') || 'nobody'}.</p>${bodies.join('\n')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Galley: messages</title>
    <link rel="icon" href="data:," />
    <style>
      body { margin: 0 auto; max-width: 960px; padding: 32px 20px; background: #f6f3ec; color: #1c2421; font: 17px/1.5 system-ui, sans-serif; }
      section { margin-block: 16px; padding: 16px 20px; border-radius: 12px; background: #fff; }
      h2 { margin: 0; font: 600 18px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
      summary { min-height: 44px; display: grid; align-items: center; cursor: pointer; }
      pre { overflow-x: auto; padding: 12px; border-radius: 8px; background: #f6f3ec; font-size: 13px; }
    </style>
  </head>
  <body>
    <h1>Messages between the services</h1>
    <p>For programs: <a href="/asyncapi.json">asyncapi.json</a> (AsyncAPI 3). Requests over HTTP: <a href="/docs">docs</a>.</p>
    ${sections.join('\n')}
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
