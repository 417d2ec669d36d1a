import type { Refusal } from '@galley/shared/values/result.ts';
import type { TotpOffer } from '@galley/shared/wire/accounts.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { setTotp } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';

/** Two steps: scan and type what the app shows; then write down the recovery codes, which are never shown again. */
export function TotpDialog({ offer, onClose }: { readonly offer: TotpOffer; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const setting = useMutation({
    mutationFn: () => setTotp(offer.secret, code),
    networkMode: 'always',
    onSuccess: (answer) => (answer.ok ? setRecoveryCodes(answer.value.recoveryCodes) : setRefusal(answer)),
  });
  if (recoveryCodes)
    return (
      <Dialog title={t('recoveryCodes')} onClose={onClose}>
        <div className="totp-dialog">
          <p>{t('recoveryText')}</p>
          <ul aria-label={t('recoveryCodes')}>
            {recoveryCodes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          <Button tone="money" data-autofocus onClick={onClose}>
            {t('recoveryKept')}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={t('secondFactor')} onClose={onClose}>
      <div className="totp-dialog">
        <p>{t('secondFactorScan')}</p>
        <QrCode text={offer.uri} />
        <code>{offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setting.mutate();
          }}
        >
          <Field
            label={t('secondFactorCode')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            data-autofocus
            value={code}
            error={refusal?.message ?? null}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
          />
          <Button type="submit" tone="money" disabled={setting.isPending || code.length < 6}>
            {t('goOn')}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}

function QrCode({ text }: { readonly text: string }) {
  const { size, data } = encode(text, { border: 2 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('qrCode')} shapeRendering="crispEdges">
      <path d={dots.join('')} fill="#000" />
    </svg>
  );
}
