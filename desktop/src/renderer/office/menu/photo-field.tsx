import { useState } from 'react';
import { keepPhoto } from '../../app/office-menu.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { photoUrl } from '../../ui/photo-url.ts';
import { PictureButton } from '../../ui/picture-button.tsx';
import type { ProductDraft } from './product-draft.ts';
import { shrinkPhoto } from './shrink-photo.ts';

/** The photo of a product: whatever picture is chosen, it is made small here before it is sent. */
export function PhotoField({
  product,
  onChange,
}: {
  readonly product: ProductDraft;
  readonly onChange: (photo: string | undefined) => void;
}) {
  const [refusal, setRefusal] = useState('');

  async function take(file: File): Promise<void> {
    const small = await shrinkPhoto(file);
    if (!small.ok) return setRefusal(small.message);
    const kept = await keepPhoto(small.value);
    if (!kept.ok) return setRefusal(kept.message);
    setRefusal('');
    onChange(kept.value.photo);
  }

  return (
    <div className="photo-field">
      <Glyph glyph={product.glyph || null} name={product.name} photo={photoUrl('', product.photo)} />
      <div className="ways">
        <PictureButton label={t('photo')} onPicture={(file) => void take(file)} />
        {product.photo && <Button onClick={() => onChange(undefined)}>{t('remove')}</Button>}
      </div>
      {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
    </div>
  );
}
