import type { CustomerId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { forgottenSchema } from '@galley/shared/wire/sales-office.ts';
import type { z } from 'zod';
import { askOffice } from './ask-office.ts';

export function forgetCustomer(id: CustomerId): Promise<Result<z.infer<typeof forgottenSchema>>> {
  return askOffice('POST', `/office/customers/${id}/forget`, forgottenSchema);
}
