import type { Letter } from '../queue-mail.ts';

/** A line of figures: what it is and how much; `strong` for the one that counts, `quiet` for what explains it. */
export type Row = { readonly label: string; readonly amount: string; readonly tone?: 'strong' | 'quiet' };

export type Content = {
  readonly subject: string;
  /** Over everything: who it is from. */
  readonly head: readonly string[];
  readonly facts: string;
  /** What is to be said, in words. */
  readonly news?: string;
  readonly sections: readonly (readonly Row[])[];
  readonly link?: { readonly label: string; readonly url: string } | null;
  readonly foot: readonly string[];
  /** Why this mail was sent. */
  readonly why: string;
};

/** A mail as text and as HTML, of the same content. What people typed is text in both. */
export function letterOf(content: Content): Letter {
  return { subject: content.subject.replaceAll(/\s+/g, ' '), text: textOf(content), html: htmlOf(content) };
}

const width = 46;

function textOf({ head, facts, news = '', sections, link, foot, why }: Content): string {
  const rows = sections.map((section) =>
    section
      .map(
        ({ label, amount }) =>
          `${label}${' '.repeat(Math.max(2, width - label.length - amount.length))}${amount}`,
      )
      .join('\n'),
  );
  const blocks = [
    head.join('\n'),
    facts,
    news,
    ...rows,
    link ? `${link.label}:\n${link.url}` : '',
    foot.join('\n'),
    why,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function htmlOf({ subject, head, facts, news, sections, link, foot, why }: Content): string {
  const lines = (texts: readonly string[]) => texts.map(escape).join('<br>');
  const bodies = sections.map((section) => `<tbody>${section.map(rowOf).join('')}</tbody>`).join('');
  return `<!doctype html>
<html>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f3ec;color:#1c2421;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:480px;margin:0 auto;background:#fff;border-radius:12px;padding:28px 24px">
<p style="margin:0;text-align:center;font-weight:600">${lines(head)}</p>
<p style="margin:12px 0 16px;text-align:center;color:#5d6662;font-size:14px">${escape(facts)}</p>
${news === undefined ? '' : `<p style="margin:0 0 20px;font-size:17px">${escape(news)}</p>`}
<table style="width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums">${bodies}</table>
${link ? `<p style="margin:24px 0 8px;text-align:center"><a href="${escape(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0e6253;color:#fff;text-decoration:none">${escape(link.label)}</a></p>` : ''}
${foot.length > 0 ? `<p style="margin:16px 0 0;text-align:center">${lines(foot)}</p>` : ''}
</div>
<p style="max-width:480px;margin:16px auto 0;text-align:center;color:#5d6662;font-size:13px">${escape(why)}</p>
</body>
</html>
`;
}

const tones = { strong: 'font-weight:700;font-size:20px;', quiet: 'color:#5d6662;font-size:14px;' } as const;

function rowOf({ label, amount, tone }: Row): string {
  const style = tone ? tones[tone] : '';
  const border = tone === 'strong' ? 'border-top:1px solid #d9d4c8;' : '';
  return `<tr><td style="padding:4px 0;${border}${style}">${escape(label)}</td><td style="padding:4px 0;text-align:right;white-space:nowrap;${border}${style}">${escape(amount)}</td></tr>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
