import type { Branch } from '@galley/shared/domain/branch.ts';
import { isReconciled } from '@galley/shared/domain/reconciliation.ts';
import { money } from '@galley/shared/values/money.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { ReportFigures } from '../../ui/report-figures.tsx';
import { tenderWords } from '../../ui/tender-words.ts';
import type { ArchivedZ } from './queries.ts';

/** One Z: what it came to and by how much the cash differed; opened, all it says and what the books say to it. */
export function ZCard({ archived, branch }: { readonly archived: ArchivedZ; readonly branch: Branch }) {
  const { report, till, addenda, reconciliation } = archived;
  const { currency, variance, figures } = report;
  const hasGateway = reconciliation?.tenders.some(({ gateway }) => gateway !== undefined) ?? false;
  const uncounted = addenda.filter(({ counted }) => !counted);
  return (
    <details className="z-card">
      <summary>
        <span>
          <strong>{numeral(report.zNumber)}</strong>
          <small>
            {till} · {report.closedByName} · {formatDay(report.closedAt, branch.timeZone)}{' '}
            {formatTime(report.closedAt, branch.timeZone)}
          </small>
        </span>
        <span className="marks">
          {uncounted.length > 0 && <em className="wait">{t('addendaCount', { count: uncounted.length })}</em>}
          {reconciliation && !isReconciled(reconciliation) && <em className="wait">{t('booksDiffer')}</em>}
          {variance !== 0 && (
            <em className={variance < 0 ? 'loss' : 'wait'}>
              {t(variance < 0 ? 'cashShort' : 'cashOver')} {formatPlain(money(Math.abs(variance)), currency)}
            </em>
          )}
        </span>
        <strong className="total">{formatMoney(figures.sales.total, currency)}</strong>
      </summary>
      <div className="inside">
        <ReportFigures
          figures={figures}
          currency={currency}
          float={report.shift.float}
          expectedCash={report.expectedCash}
        />
        <div className="beside">
          <dl>
            <Fact word={t('countedCash')} value={formatMoney(report.countedCash, currency)} />
            <Fact word={t('leftInDrawer')} value={formatMoney(report.leftInDrawer, currency)} />
            <Fact word={t('grandTotal')} value={formatMoney(report.grandTotal, currency)} />
            {report.shift.floatDiffers && (
              <Fact
                word={t('floatLeft')}
                value={`${formatMoney(report.shift.floatDiffers.left, currency)} · ${report.shift.floatDiffers.reason}`}
              />
            )}
            {report.varianceReason && <Fact word={t('why')} value={report.varianceReason} />}
            {report.earlierCounts?.map((counted, index) => (
              <Fact key={index} word={t('countedBefore')} value={formatMoney(counted, currency)} />
            ))}
            {report.receipts.map(({ series, first, last, count }) => (
              <Fact
                key={series}
                word={t('receipts')}
                value={numeral(`${series} ${first}–${last} (${count})`)}
              />
            ))}
          </dl>
          {reconciliation && (
            <table>
              <caption>{t('againstPayments')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('tender')}</th>
                  <th scope="col">{t('zSays')}</th>
                  <th scope="col">{t('booksSay')}</th>
                  {hasGateway && <th scope="col">{t('gatewaySays')}</th>}
                </tr>
              </thead>
              <tbody>
                {reconciliation.tips && (
                  <tr className={reconciliation.tips.told === reconciliation.tips.booked ? '' : 'differs'}>
                    <th scope="row">{t('tips')}</th>
                    <td>{formatPlain(reconciliation.tips.told, currency)}</td>
                    <td>{formatPlain(reconciliation.tips.booked, currency)}</td>
                    {hasGateway && <td />}
                  </tr>
                )}
                {reconciliation.tenders.map(({ kind, told, booked, gateway }) => (
                  <tr
                    key={kind}
                    className={
                      told.amount === booked.amount && (gateway ?? booked).amount === booked.amount
                        ? ''
                        : 'differs'
                    }
                  >
                    <th scope="row">{t(tenderWords[kind])}</th>
                    <td>{formatPlain(told.amount, currency)}</td>
                    <td>{formatPlain(booked.amount, currency)}</td>
                    {hasGateway && <td>{gateway && formatPlain(gateway.amount, currency)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {addenda.length > 0 && (
            <>
              <h3>{t('addenda')}</h3>
              <ul>
                {addenda.map((addendum) => (
                  <li key={addendum.id}>
                    <span>
                      <strong>{numeral(addendum.label)}</strong>
                      <small>{t(addendum.counted ? 'addendumCounted' : 'addendumNotCounted')}</small>
                    </span>
                    <strong>
                      {formatMoney(
                        addendum.kind === 'cashMovement' ? addendum.cash : addendum.total,
                        currency,
                      )}
                    </strong>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </details>
  );
}

function Fact({ word, value }: { readonly word: string; readonly value: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}
