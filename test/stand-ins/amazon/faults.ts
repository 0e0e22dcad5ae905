/** What the API can be told to fail at; `token` is the login. */
export const OPERATIONS = [
  'token',
  'getPurchaseOrders',
  'getPurchaseOrder',
  'getPurchaseOrdersStatus',
  'submitAcknowledgement',
  'submitShipmentConfirmations',
  'submitShipments',
  'getShipmentDetails',
  'getShipmentLabels',
  'submitInvoices',
  'getTransaction',
  'submitInventoryUpdate',
  'getDirectFulfilmentTransaction',
  'createDestination',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface Fault {
  operation: Operation;
  /** `before`: nothing happened. `after`: it landed and only the reply is lost. */
  when: 'before' | 'after';
  /** Once where absent. */
  times?: number;
  /** The status to answer instead, or the connection is cut. */
  status: number | 'hang-up';
}

/** Failures to come, first told first failed. */
export interface Faults {
  failNext(fault: Fault): void;
  clear(): void;
}

export interface FaultQueue extends Faults {
  take(operation: Operation, when: Fault['when']): Fault['status'] | undefined;
}

export function faultQueue(): FaultQueue {
  let waiting: Required<Fault>[] = [];
  return {
    failNext: (fault) => waiting.push({ times: 1, ...fault }),
    clear: () => {
      waiting = [];
    },
    take(operation, when) {
      const due = waiting.find((fault) => fault.operation === operation && fault.when === when);
      if (!due) return undefined;
      due.times -= 1;
      if (due.times <= 0) waiting = waiting.filter((fault) => fault !== due);
      return due.status;
    },
  };
}
