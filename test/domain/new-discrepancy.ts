import { Discrepancy } from '../../sidecar/domain/discrepancy.ts';

/** What a finding has to be so that the store can raise it. */
export const NewDiscrepancySchema = Discrepancy.pick({
  key: true,
  kind: true,
  subject: true,
  summary: true,
  detail: true,
  dueBy: true,
});
