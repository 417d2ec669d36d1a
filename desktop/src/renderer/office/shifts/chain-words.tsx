import type { ZBreak, ZChain } from '@galley/shared/domain/z-chain.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';

const words = {
  changed: 'zChanged',
  missing: 'zMissing',
  grandTotal: 'zGrandTotal',
  sums: 'zSums',
} as const satisfies Record<ZBreak['what'], MessageKey>;

/** Says in words whether every Z of a till follows the one before, and where not. */
export function ChainWords({ chain, till }: { readonly chain: ZChain; readonly till: string }) {
  const { reports, breaks } = chain;
  if (breaks.length === 0) {
    return (
      <Notice tone="good">
        {t('chainWhole', {
          till,
          count: reports.length,
          first: numeral(reports[0]?.zNumber ?? ''),
          last: numeral(reports.at(-1)?.zNumber ?? ''),
        })}
      </Notice>
    );
  }
  return (
    <Notice tone="loss">
      {t('chainBroken', { till })}
      <ul>
        {breaks.map(({ zNumber, what }) => (
          <li key={`${zNumber} ${what}`}>{t(words[what], { number: numeral(zNumber) })}</li>
        ))}
      </ul>
    </Notice>
  );
}
