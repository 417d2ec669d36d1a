import { columns, cut, documentOf, feed, line, row, rule, span } from './blocks.ts';
import type { PrintDocument } from './document.ts';
import { englishLabels, type Labels } from './labels.ts';

export type TestPage = {
  readonly printer: string;
  readonly address: string;
  readonly profile: string;
  readonly at: string;
  /** Words in the branch's own script, which show whether its people can read its tickets. */
  readonly sample?: string;
  readonly labels?: Labels;
};

/** Shows everything that the printer has to be able to do, so that a person can judge it. */
export function testPageDocument(page: TestPage): PrintDocument {
  const labels = page.labels ?? englishLabels;
  return documentOf([
    line(labels.testPage, { align: 'center', bold: true, size: 'large' }),
    line(page.printer, { align: 'center', size: 'tall' }),
    feed(),
    row('Address', page.address),
    row('Profile', page.profile),
    row('Time', page.at),
    rule('double'),
    columns(
      {
        spans: [span('normal '), span('bold ', { bold: true }), span('tall ', { size: 'tall' })],
        width: 'fill',
      },
      { spans: [span('1,540.00')], width: 'exact', align: 'right' },
    ),
    line('wide', { size: 'wide' }),
    line('large', { size: 'large', bold: true }),
    line('£ € Å Ö é ñ ½ ß'),
    ...(page.sample ? [row(page.sample, '450.00')] : []),
    rule('dashed'),
    line(labels.testPageWorks, { align: 'center' }),
    cut,
  ]);
}
